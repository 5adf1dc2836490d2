import type { Problem } from './problem';

/**
 * An expression that has no certain answer on the facts given: it can't be read, doesn't fit the facts, met null, or the
 * evaluator warned. Never retryable, since the same facts give the same answer. Holds no value of a fact.
 */
export class FeelError extends Error {
  override readonly name = 'FeelError';
  readonly reason: Problem['code'];

  /** @param source the expression, or what else was read. */
  constructor(
    readonly source: string,
    readonly problems: readonly Problem[],
  ) {
    super(`${source}: ${problems.map(({ message }) => message).join(' ')}`);
    this.reason = problems[0]?.code ?? 'evaluation';
  }
}
