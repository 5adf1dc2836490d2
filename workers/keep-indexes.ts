import { setTimeout as sleep } from 'node:timers/promises';
import type { BackgroundWork, WorkLog } from '../background/background-work';
import type { Models } from '../models/open-models';
import { untilDone } from './until-done';

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
  const { stop } = untilDone(background, 'indexes', async () => {
    try {
      await models.ensureIndexes(({ collection, index, done, of, what }) =>
        log.info({ work: 'indexes', collection, index, done, of }, `index ${what}`),
      );
    } finally {
      tried();
    }
  });
  return { stop, soon: Promise.race([first, sleep(WAITED_FOR_MS, undefined, { ref: false })]) };
}
