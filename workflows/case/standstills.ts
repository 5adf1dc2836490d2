import { asMoved, timesOf } from '../../domain/case/tasks/moved-task';
import type { Stretch } from '../../domain/case/clocks/moved-time';
import { toBeMoved } from '../../domain/case/pause/pause';
import type { MoveReason, Task } from '../../domain/case/state';
import type { Case } from './case';
import { movedTimes } from '../runtime/moved-times';

/** Moves the times of tasks that stood still, one after the other: until then nothing of them is due. */
export async function moveRested(kase: Case, ended: () => boolean): Promise<void> {
  await kase.settling.while(async () => {
    for (;;) {
      await kase.settling.standStill(() => ended() || toBeMoved(kase.state) !== undefined);
      if (ended()) return;
      const next = toBeMoved(kase.state);
      if (next === undefined) continue;
      const { task, still } = next;
      await moveOver(kase, task, { because: 'pause', ...still });
    }
  });
}

/** Moves what is still to come of a task. */
export async function moveOver(
  kase: Case,
  task: Task,
  { because, from, to }: Stretch & { because: MoveReason },
): Promise<void> {
  const instants = await movedTimes(kase, timesOf(task), { from, to });
  // Somebody may have done it while the calendar was asked.
  if (kase.state.tasks[task.id]?.status === 'open')
    kase.emit({ type: 'TaskMoved', data: { ...asMoved(task, instants, { because, from, to }) } });
}
