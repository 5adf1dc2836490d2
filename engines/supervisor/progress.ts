/** Where a person is shown what happens. */
export interface Progress {
  readonly say: (line: string) => void;
  /** Runs one step and says when it begins and ends, with the time it took. */
  readonly step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
}
