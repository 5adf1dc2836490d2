import { bytesOf } from '../../domain/values/byte-size';

/**
 * How much of its history a run has used, counted by ourselves: what the engine says of the history's length may read
 * otherwise when this is replayed. The engine ends a workflow at 50 MiB or 51,200 events, whatever it was doing.
 */
export class RunSize {
  private bytes = 0;
  private count = 0;

  /** @param most what a run has been told to be ended after; a fresh history follows at the next settled moment */
  constructor(private readonly most: number) {}

  /** Something that stands in the history, and how many entries of ours it makes (an event, a message, an answer). */
  add(what: unknown, entries = 1): void {
    this.bytes += bytesOf(what);
    this.count += entries;
  }

  /** From now on a fresh history is due. */
  get isLong(): boolean {
    return this.count > this.most || this.bytes > LONG_BYTES;
  }

  /** Nothing more is taken until there is one: what keeps the run from ending is not over yet (the store is away). */
  get isFull(): boolean {
    return this.count > Math.max(FULL_ENTRIES, 2 * this.most) || this.bytes > FULL_BYTES;
  }
}

/** What is counted stands in the history about once and a half: with its event, its message, or in a marker. */
const LONG_BYTES = 2 * 1024 * 1024;
const FULL_BYTES = 5 * 1024 * 1024;
/** Some eight entries of the history each. */
const FULL_ENTRIES = 4_000;
