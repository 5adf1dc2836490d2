import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { FileState } from '../../domain/file/state';
import type { AnyFile } from './durable-file';
import type { Journal } from './journal';

/** When a file is over, and whether it may go on in a fresh history. */
interface Ends {
  /** Nothing more will happen but what is under way outside. */
  isOver: () => boolean;
  /** Beside what holds for all files; by default always. */
  mayLeave?: () => boolean;
}

/**
 * How a file's run goes on until the file is over or its history is long: then it goes on in a fresh one, at a moment at
 * which everything stands, nothing is under way outside, and all who sent something have their answer.
 */
export class Life<S extends FileState> {
  private isLeft = false;

  constructor(
    private readonly file: AnyFile<S>,
    private readonly journal: Journal,
    private readonly ends: Ends,
  ) {}

  /** Over, with nothing under way outside. */
  readonly isOver = (): boolean => this.ends.isOver() && this.file.effectsUnderWay === 0;

  private readonly isLeaving = (): boolean =>
    this.isLeft ||
    (this.file.size.isLong &&
      !this.isOver() &&
      this.ends.mayLeave?.() !== false &&
      this.file.settling.isSettled() &&
      this.file.effectsUnderWay === 0 &&
      allHandlersFinished());

  private canLeave(): boolean {
    return this.isLeaving() && this.journal.isAtRest;
  }

  /** The journal's part of the work: stores events as they come until the file is over and all are stored. */
  journaled(): Promise<void> {
    return this.journal.drain(this.isOver, this.isLeaving);
  }

  /**
   * Ends when the file is over and everybody has their answer, or when a fresh history is to follow at once.
   * @param work everything that goes on in this run until the file is over
   * @throws what a mistake of ours threw in any of it
   */
  async untilOverOrLong(work: Promise<unknown>[]): Promise<'over' | 'long'> {
    const { file } = this;
    const done = Promise.all(work);
    done.catch((error: unknown) => (file.failure ??= error ?? new Error('failed')));
    const hasFailed = (): boolean => file.failure !== undefined;
    for (;;) {
      await condition(() => hasFailed() || this.isOver() || this.canLeave());
      if (hasFailed() || this.isOver()) break;
      // A history often grows too long just when a timer fires: what that wakes comes first, or its events would be lost.
      await file.settling.settled();
      if (this.canLeave()) break;
    }
    if (hasFailed()) throw file.failure as Error;
    if (!this.isOver()) {
      // The journal begins nothing more on the way out.
      this.isLeft = true;
      return 'long';
    }
    await done;
    await condition(allHandlersFinished);
    return 'over';
  }
}
