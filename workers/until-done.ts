import type { BackgroundWork } from '../background/background-work';
import type { BackgroundWorkName } from '../models/note-work';

/** How long to wait before trying again to reach the database or the server. */
const RETRY_MS = 2_000;

/**
 * Does a piece of work beside everything else, again and again until it succeeds once; `stop` gives up between tries.
 * @param retryMs how long to wait after a try that failed
 */
export function untilDone(
  background: Pick<BackgroundWork, 'run'>,
  name: BackgroundWorkName,
  work: () => Promise<void>,
  retryMs: () => number = () => RETRY_MS,
): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const attempt = async (): Promise<void> => {
    const isDone = await background.run(name, () => work().then(() => true));
    if (isDone === undefined && !stopped) timer = setTimeout(() => void attempt(), retryMs());
  };
  void attempt();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
