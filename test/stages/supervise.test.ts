import { supervise } from '../../domain/stages/supervise/definition';
import { runSupervise } from '../../domain/stages/supervise/run';
import type { TaskAnswer } from '../../domain/case/state';
import { next, to } from '../../domain/step/outcome';
import type { Around } from '../support/fake-step';
import { FakeStep, NOW, runStage } from '../support/fake-step';

const step = supervise.params.parse({
  ...{ id: 'supervise', stage: 'supervise', who: 'manager', supervisor: 'quality' },
  rejected: { to: 'improve', atMost: 2 },
});
const by = { id: 'mei', roles: ['manager'], departments: [] };
const rejecting = (name: string): TaskAnswer | undefined =>
  name === 'approval' ? { action: 'rejectMeasures', data: { reason: '没有期限' }, by, at: NOW } : undefined;

async function rejected(visit: number, more: Partial<Around> = {}) {
  const c = new FakeStep(
    { state: { improvements: [{ what: '培训' }] }, answer: rejecting, ...more },
    'main',
    'supervise',
    visit,
  );
  const { outcome } = await runStage(runSupervise, step, c);
  return { c, outcome };
}

test.each([1, 2])('measures rejected time %i are planned anew', async (visit) => {
  const { c, outcome } = await rejected(visit);
  expect(outcome).toEqual(to('improve'));
  expect(c.events).toMatchObject([{ type: 'MeasuresRejected', data: { reason: '没有期限' } }]);
  expect(c.events[0]?.data).not.toHaveProperty('final');
});

test('measures rejected once too often are rejected for good: nobody approved them, and nobody follows them up', async () => {
  const { c, outcome } = await rejected(3);
  expect(outcome).toEqual(next);
  expect(c.events).toMatchObject([{ type: 'MeasuresRejected', by, data: { reason: '没有期限', final: true } }]);
  expect(c.tasks.map(({ name }) => name)).toEqual(['approval']);
  expect(c.state.improvements).toEqual([]);
});

test('a history that went on with them goes on with them', async () => {
  const { c } = await rejected(3, { goesOldWay: true });
  expect(c.events[0]?.type).toBe('MeasuresApproved');
  expect(c.tasks.map(({ name }) => name)).toEqual(['approval', 'measure-1-1', 'measure-1-2', 'verify']);
});
