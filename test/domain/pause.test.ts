import { evolve } from '../../domain/case/evolve';
import type { NewEvent } from '../../domain/file/stored-event';
import { forecast } from '../../domain/case/forecast';
import { isInTime } from '../../domain/case/pause/pause';
import { restsWhile } from '../../domain/policy/pauses';
import { emptyCase } from '../../domain/case/state';
import type { CaseState, Task } from '../../domain/case/state';
import { dueAt, nextAlarm } from '../../domain/case/tasks/tasks';
import { both } from '../../domain/values/text';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 16, 1, n)).toISOString();

function taskDue(id: string, opened: number, due: number, more: Partial<Task> = {}): NewEvent & { at: string } {
  const task: Task = {
    ...{ id, title: both('判断', 'Judge'), actions: ['judge'], roles: ['desk'], role: 'desk', barred: [] },
    ...{ status: 'open', openedAt: minute(opened), dueAt: minute(due), counting: 'clock' },
    rungs: [
      { at: minute(due), does: 'overdue', charge: true },
      { at: minute(due + 60), does: 'decide', action: 'judge', after: { duration: 'PT1H', counting: 'clock' } },
    ],
    ...more,
  };
  return { type: 'TaskOpened', at: minute(opened), data: { task } };
}

function paused(at: number, waitsFor: 'customer' | 'thirdParty' = 'customer', more = {}): NewEvent & { at: string } {
  return { type: 'CasePaused', at: minute(at), data: { waitsFor, ...restsWhile({}, waitsFor), ...more } };
}
const resumed = (at: number): NewEvent & { at: string } => ({ type: 'CaseResumed', at: minute(at), data: {} });

function after(...events: (NewEvent & { at: string })[]): CaseState {
  const empty = emptyCase('C1', { id: 'p', version: '1.0.0', bundleHash: '' });
  return events.reduce<CaseState>((state, event) => evolve(state, { no: 'C1', seq: state.seq + 1, ...event }), {
    ...empty,
    status: 'open',
  });
}

test('at rest nothing is due, and nothing is foretold but the end of the pause', () => {
  const state = after(taskDue('t', 0, 30), paused(10, 'customer', { until: minute(500) }));
  expect(nextAlarm(state)).toBe(minute(500));
  expect(dueAt(state)).toBeUndefined();
  expect(forecast(state).map(({ what }) => what)).toEqual(['resume']);
});

test('what was due before the pause stays due; what is due in that very instant rests', () => {
  expect(nextAlarm(after(taskDue('t', 0, 9), paused(10)))).toBe(minute(9));
  expect(nextAlarm(after(taskDue('t', 0, 10), paused(10)))).toBeUndefined();
});

test('what goes on by the policy goes on, and so does a report within the house', () => {
  expect(nextAlarm(after(taskDue('t', 0, 30, { actions: ['heedMessage'] }), paused(10)))).toBe(minute(30));
  expect(nextAlarm(after(taskDue('t', 0, 30, { owes: 'report' }), paused(10)))).toBe(minute(30));
});

test('a promise rests for the customer alone', () => {
  const promise = taskDue('promise.1/keep/1/keep', 0, 30, { owes: 'promises' });
  expect(nextAlarm(after(promise, paused(10, 'thirdParty')))).toBe(minute(30));
  expect(nextAlarm(after(promise, paused(10, 'customer')))).toBeUndefined();
});

test('a task opened in a pause rests from then on, and nothing of it is due before it has been moved', () => {
  const state = after(paused(10), taskDue('t', 20, 30), resumed(100));
  expect(state.tasks['t']).toMatchObject({ stood: [{ from: minute(20), to: minute(100) }] });
  expect(nextAlarm(state)).toBeUndefined();
  const moved = { task: 't', dueAt: minute(110), rungs: [minute(110), minute(170)], because: 'pause' };
  expect(
    nextAlarm(
      after(paused(10), taskDue('t', 20, 30), resumed(100), { type: 'TaskMoved', at: minute(100), data: moved }),
    ),
  ).toBe(minute(110));
});

test('paused again before it was moved, a task has two standstills to be moved over', () => {
  const state = after(taskDue('t', 0, 30), paused(10), resumed(20), paused(25), resumed(40));
  expect(state.tasks['t']?.stood).toEqual([
    { from: minute(10), to: minute(20) },
    { from: minute(25), to: minute(40) },
  ]);
});

test('a pause that ended by itself ended when it was to, and one without an end ends when the policy says', () => {
  const state = after(taskDue('t', 0, 30), paused(10, 'customer', { atMost: 'PT1H' }));
  expect(state.pause?.until).toBe(minute(70));
  const ended = evolve(state, { no: 'C1', seq: 3, at: minute(75), type: 'CaseResumed', data: { due: minute(70) } });
  expect(ended.tasks['t']?.stood).toEqual([{ from: minute(10), to: minute(70) }]);
});

test('an answer to the whole case wakes what is still owed', () => {
  const state = after(taskDue('t', 0, 30), paused(10), {
    type: 'CaseResolved',
    at: minute(50),
    data: { end: 'solved' },
  });
  expect(state.tasks['t']).toMatchObject({ stood: [{ from: minute(10), to: minute(50) }] });
});

test('what is done at rest is in time, unless it was late before', () => {
  const at = minute(90);
  expect(isInTime(after(taskDue('t', 0, 30), paused(10)).tasks['t'] as Task, at)).toBe(true);
  expect(isInTime(after(taskDue('t', 0, 9), paused(10)).tasks['t'] as Task, at)).toBe(false);
});
