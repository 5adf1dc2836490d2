import { CancelledFailure, TemporalFailure } from '@temporalio/workflow';
import type { PureAnswers } from '../../domain/activity-contract';

const MOST_CHARACTERS = 300;

/**
 * A pure question has no answer: asked twice, it threw, hung, or answered what is none. Whoever asked goes on without,
 * or has somebody decide by hand. What only waits (a database that is away) never comes to this.
 */
export class QuestionFailed extends Error {
  override readonly name = 'QuestionFailed';

  constructor(
    readonly question: keyof PureAnswers,
    readonly reason: string,
  ) {
    super(`${question}: ${reason}`);
  }
}

/** Why an activity failed, in the words of the first cause. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown';
  const { cause } = failure;
  return cause instanceof Error ? reasonOf(cause) : failure.message.slice(0, MOST_CHARACTERS);
}

/**
 * Whether an activity itself failed. What a local one throws at its first attempt comes as it is, without the
 * `ActivityFailure` around it that all other failures have (SDK 1.24).
 */
export function isOfActivity(failure: unknown): boolean {
  return failure instanceof TemporalFailure && !(failure instanceof CancelledFailure);
}

/** The answer to a question, or what is gone on with where it has none. */
export async function orElse<A>(answer: Promise<A>, otherwise: (reason: string) => A | Promise<A>): Promise<A> {
  try {
    return await answer;
  } catch (failure) {
    if (!(failure instanceof QuestionFailed)) throw failure;
    return otherwise(failure.reason);
  }
}

/** The kind of an activity's failure, as whoever threw it called it. */
export function failureType(failure: unknown): string {
  const { cause } = failure as { cause?: { type?: string | null; name?: string } };
  return cause?.type ?? cause?.name ?? 'Error';
}
