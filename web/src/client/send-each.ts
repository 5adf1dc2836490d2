import { ApiProblem } from './http';

/** What came of one of many. */
export interface Result {
  isDone: boolean;
  why?: string;
}

const AT_ONCE = 4;
const MOST_BUSY = 20;

/**
 * Sends many acts, four at a time, each by itself: what one is refused stops no other.
 * @param prepare makes the sending of one, which is repeated under its own key while its case is busy
 */
export async function sendEach<T>(
  all: readonly T[],
  idOf: (one: T) => string,
  prepare: (one: T) => () => Promise<unknown>,
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>();
  const waiting = [...all];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results.set(idOf(next), await settled(prepare(next)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function settled(act: () => Promise<unknown>): Promise<Result> {
  for (let tries = 0; ; tries++)
    try {
      await act();
      return { isDone: true };
    } catch (error) {
      const isBusy = error instanceof ApiProblem && (error.code === 'Busy' || error.code === 'AnswerLate');
      if (!isBusy || tries >= MOST_BUSY)
        return { isDone: false, ...(error instanceof Error ? { why: error.message } : {}) };
      await new Promise((resolve) => setTimeout(resolve, (error.more.retryAfterS ?? 1) * 1_000));
    }
}
