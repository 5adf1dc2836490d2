import type { FileState } from '../../domain/file/state';
import type { TimedFor } from '../../domain/case/tasks/moved-task';
import { movedByClock } from '../../domain/case/tasks/moved-task';
import type { Stretch } from '../../domain/case/clocks/moved-time';
import { orElse } from './activity-failed';
import type { AnyFile } from './durable-file';

/** Times moved over a standstill by the policy's calendar, in their order; by the clock where no calendar can be asked. */
export function movedTimes<S extends FileState>(
  file: AnyFile<S>,
  times: TimedFor[],
  still: Stretch,
): Promise<string[]> {
  const { from, to } = still;
  const moved = file.ask('moveTimes', { times, from, to }).then((answer) => answer.times);
  return orElse(moved, () => movedByClock(times, still));
}
