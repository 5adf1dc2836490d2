import { setTimeout as sleep } from 'node:timers/promises';
import type { BackgroundWork, WorkLog } from '../background/background-work';
import { IndexesMissing } from '../models/build-indexes';
import type { Models } from '../models/open-models';
import { untilDone } from './until-done';

/** Until the database is asked again that was away, and until what it refused is tried again, which costs it as much. */
const RETRY_MS = 2_000;
const REFUSED_RETRY_MS = 60_000;
/** So long whoever needs the indexes waits for them: by then they are there, unless much is stored already. */
const WAITED_FOR_MS = 10_000;

/**
 * Makes the indexes that are missing, beside everything else, again and again until all are there. The log says what is
 * made and what takes long; what fails is counted as `indexes` and shown by `GET /health/work`.
 */
export function keepIndexes(
  models: Pick<Models, 'ensureIndexes'>,
  background: Pick<BackgroundWork, 'run'>,
  log: Pick<WorkLog, 'info'>,
): { stop: () => void; soon: Promise<void> } {
  let tried: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (tried = resolve));
  let retryMs = RETRY_MS;
  const make = async (): Promise<void> => {
    try {
      await models.ensureIndexes(({ collection, index, done, of, what }) =>
        log.info({ work: 'indexes', collection, index, done, of }, `index ${what}`),
      );
    } catch (error) {
      retryMs = error instanceof IndexesMissing ? REFUSED_RETRY_MS : RETRY_MS;
      throw error;
    } finally {
      tried();
    }
  };
  const { stop } = untilDone(background, 'indexes', make, () => retryMs);
  return { stop, soon: Promise.race([first, sleep(WAITED_FOR_MS, undefined, { ref: false })]) };
}
