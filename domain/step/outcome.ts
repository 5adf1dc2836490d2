/** Where a line goes after a step. */
export type Outcome =
  | { kind: 'next' }
  /** To another step of the same line; entering it again counts as a new visit. */
  | { kind: 'to'; step: string }
  /**
   * The case ends this way, whatever line said so: the main line goes to its archive step, by way of `then` where the
   * policy names a step (penalties and the summary are due although the customer refused).
   */
  | { kind: 'end'; as: string; then?: string | undefined }
  /** The line is finished. */
  | { kind: 'done' };

export const next: Outcome = { kind: 'next' };
export const to = (step: string): Outcome => ({ kind: 'to', step });
export const endAs = (as: string, then?: string): Outcome => ({ kind: 'end', as, then });
export const done: Outcome = { kind: 'done' };
