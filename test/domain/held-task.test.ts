import { evolve } from '../../domain/case/evolve';
import type { CaseEvent } from '../../domain/file/stored-event';
import { holderAt } from '../../domain/case/tasks/held-task';
import type { HandedOver } from '../../domain/case/tasks/held-task';
import type { CaseState, Task } from '../../domain/case/state';
import { minute, NO, nothing } from './case-lives';

const given = (from: string, to: string, at: number, by = 'leader'): HandedOver => ({
  ...{ from, to, at: minute(at), by: [by] },
});
const DUE = minute(10);

describe('who held a task when it fell due', () => {
  test('is whom it was opened for, or given to before', () => {
    expect(holderAt({}, DUE)).toEqual({});
    expect(holderAt({ assignee: 'an' }, DUE)).toEqual({ assignee: 'an' });
    const handed = [given('an', 'bo', 8)];
    expect(holderAt({ assignee: 'bo', handed }, DUE)).toEqual({ assignee: 'bo', reassignedAt: minute(8) });
  });

  test('is not changed by giving it away too late', () => {
    const handed = [given('an', 'bo', 11)];
    expect(holderAt({ assignee: 'bo', handed }, DUE)).toEqual({ assignee: 'an' });
  });

  test('has had it all along if it went to and fro, or if they took it themselves', () => {
    expect(holderAt({ assignee: 'an', handed: [given('an', 'bo', 8), given('bo', 'an', 9)] }, DUE)).toEqual({
      assignee: 'an',
    });
    const toAndFro = [given('an', 'bo', 3), given('bo', 'chen', 8), given('chen', 'bo', 9)];
    expect(holderAt({ assignee: 'bo', handed: toAndFro }, DUE)).toEqual({ assignee: 'bo', reassignedAt: minute(3) });
    expect(holderAt({ assignee: 'bo', handed: [given('an', 'bo', 9, 'bo')] }, DUE)).toEqual({ assignee: 'bo' });
  });

  test('a task of a role that somebody takes late stays nobody’s until then', () => {
    const handed = [{ to: 'bo', by: ['bo'], at: minute(12) }];
    expect(holderAt({ assignee: 'bo', handed }, DUE)).toEqual({});
  });
});

describe('a delay, as a case records it', () => {
  const task: Task = {
    ...{ id: 'main/judge/1/judge', title: { zh: '判断', en: 'Judge' }, actions: ['judge'], barred: [] },
    ...{ roles: ['handler'], role: 'handler', assignee: 'an', openedAt: minute(0), dueAt: DUE, status: 'open' },
    rungs: [{ at: minute(15), do: 'overdue', charge: true, done: false }] as unknown as Task['rungs'],
  };
  const after = (...events: Pick<CaseEvent, 'type' | 'at' | 'by' | 'data'>[]): CaseState =>
    events.reduce<CaseState>((state, event) => evolve(state, { no: NO, seq: state.seq + 1, ...event }), {
      ...nothing(),
      ...{ status: 'open', tasks: { [task.id]: task } },
    });
  const an = { id: 'an', roles: ['handler'], departments: [] };
  const overdue = { type: 'TaskOverdue', at: minute(15), data: { task: task.id, rung: 0, charge: true } };

  test('is that of whoever held the task then, whatever they did before it was noted', () => {
    const { delays } = after(
      { type: 'TaskReassigned', at: minute(12), by: an, data: { task: task.id, person: 'bo' } },
      { type: 'CasePaused', at: minute(13), by: an, data: { waitsFor: 'customer' } },
      overdue,
    );
    expect(delays).toEqual([expect.objectContaining({ assignee: 'an', dueAt: DUE, charged: true })]);
    expect(delays[0]).not.toHaveProperty('paused');
    expect(delays[0]).not.toHaveProperty('reassignedAt');
  });

  test('has a pause beside it that had begun before', () => {
    const { delays } = after({ type: 'CasePaused', at: minute(9), by: an, data: { waitsFor: 'customer' } }, overdue);
    expect(delays).toEqual([expect.objectContaining({ assignee: 'an', paused: true })]);
  });
});
