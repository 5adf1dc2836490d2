import type { BackgroundWork, WorkLog } from '../background/background-work';
import type { Attachments } from '../models/attachments';

const EVERY_MS = 15 * 60_000;

/**
 * Removes files that were uploaded and never attached, now and every quarter of an hour; counted as `attachments`, and
 * said in the log where there were some. Several workers may do it.
 */
export function sweepAttachments(
  attachments: Pick<Attachments, 'sweep'>,
  background: Pick<BackgroundWork, 'run'>,
  log: Pick<WorkLog, 'info'>,
): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const sweep = async (): Promise<void> => {
    const removed = await attachments.sweep(new Date());
    if (removed > 0) log.info({ work: 'attachments', removed }, 'files never attached are removed');
  };
  const round = async (): Promise<void> => {
    await background.run('attachments', sweep);
    if (!isStopped) timer = setTimeout(() => void (sweeping = round()), EVERY_MS).unref();
  };
  let sweeping = round();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await sweeping;
    },
  };
}
