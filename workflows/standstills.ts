import { asMoved, timesOf } from '../domain/moved-task';
import { toBeMoved } from '../domain/pause';
import type { Case } from './case';

/** Moves the times of tasks that stood still, one after the other: until then nothing of them is due. */
export async function moveRested(kase: Case, ended: () => boolean): Promise<void> {
  await kase.settling.while(async () => {
    for (;;) {
      await kase.settling.standStill(() => ended() || toBeMoved(kase.state) !== undefined);
      if (ended()) return;
      const next = toBeMoved(kase.state);
      if (next === undefined) continue;
      const { task, still } = next;
      const { times } = await kase.ask('moveTimes', { times: timesOf(task), ...still });
      // Somebody may have done it while the calendar was asked.
      if (kase.state.tasks[task.id]?.status === 'open')
        kase.emit({ type: 'TaskMoved', data: { ...asMoved(task, times, { because: 'pause', ...still }) } });
    }
  });
}
