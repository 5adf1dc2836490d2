import { judge } from '../../domain/stages/judge/definition';
import type { ParamsOf } from '../../domain/stage';
import { runJudge } from '../../domain/stages/judge/run';
import type { TaskAnswer } from '../../domain/case/state';
import { endAs, next } from '../../domain/step/outcome';
import { FakeStep, NOW, runStage } from '../support/fake-step';

const run = async (c: FakeStep, rules: ParamsOf<typeof judge>) => (await runStage(runJudge, rules, c)).outcome;
const step = judge.params.parse({ id: 'judge', stage: 'judge', who: 'desk', unfounded: { then: 'summary' } });
const desk = { id: 'mei', roles: ['desk'], departments: [] };
const said = (data: Record<string, unknown>): TaskAnswer => ({ action: 'judge', data, by: desk, at: NOW });

test('a founded complaint goes on, and the judgement says who found what', async () => {
  const c = new FakeStep({ answer: () => said({ founded: true, demandReasonable: false, reason: '照片齐全' }) });
  expect(await run(c, step)).toEqual(next);
  expect(c.state.judgement).toMatchObject({ founded: true, demandReasonable: false, reason: '照片齐全', by: 'mei' });
  expect(c.effects).toEqual([]);
});

test('an unfounded one is explained to the customer, and ends by way of the step that the policy names', async () => {
  const complainant = { email: 'kang@example.com' };
  const intake = { complainant, language: 'zh', channel: 'web', category: 'quality' } as never;
  const c = new FakeStep({
    state: { intake },
    answer: () => said({ founded: false, evidence: '录像', reason: '查无此事' }),
  });
  expect(await run(c, step)).toEqual(endAs('unfounded', 'summary'));
  expect(c.effects).toMatchObject([
    { activity: 'sendMessage', order: { template: 'unfounded', values: { reason: '查无此事' } } },
  ]);
  expect(c.state.messages).toMatchObject([{ template: 'unfounded', channel: 'email', status: 'sent' }]);
});

test('whom no message reaches is told by a person', async () => {
  const intake = { complainant: { phone: '13800000000' }, language: 'zh', channel: 'phone' } as never;
  const c = new FakeStep({
    state: { intake },
    answer: (name) =>
      name === 'judge' ? said({ founded: false, evidence: '录像' }) : { ...said({}), action: 'confirmTold' },
  });
  await run(c, step);
  expect(c.tasks.map(({ name }) => name)).toEqual(['judge', 'explanation-by-person']);
  expect(c.state.messages).toMatchObject([{ channel: 'phone', status: 'sent' }]);
});

test('where nobody judges, the doubt is to the benefit of the customer', async () => {
  const c = new FakeStep({});
  expect(await run(c, step)).toEqual(next);
  expect(c.state.judgement).toMatchObject({ founded: true, demandReasonable: true });
  expect(c.state.judgement?.by).toBeUndefined();
});

test('run again from its top, it asks nobody a second time and records nothing twice', async () => {
  const c = new FakeStep({ answer: () => said({ founded: true }) });
  await run(c, step);
  await run(c, step);
  expect(c.tasks).toHaveLength(1);
  expect(c.events.map(({ type }) => type)).toEqual(['JudgedFounded']);
});
