import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seenAnswer, seenRefusal } from '../../api/case/unseen';
import { Problem } from '../../api/problem';
import { answerOf } from '../../domain/file/action-answer';
import { ACTIONS } from '../../domain/actions';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import { standingOf } from '../../domain/reports/contribution';
import { allPolicies, shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

/** Wenwen and Boboa are up for a penalty: one is being heard, the other appeals. */
const no = formatComplaintNumber('2026-09-30', randomBytes(8));
const V1 = '/api/v1';
const place = 'main/penalise/1';
const penalised = allPolicies().get('penalised')!;

let api: RunningApi;
const who: Record<string, Http> = {};
const as = (id: string): Http => who[id] as Http;

const told = (name: string, person: string): NewEvent[] => [
  { type: 'EffectStarted', place, data: { key: `${no}/${place}/${name}-told`, activity: 'notifyStaff' } },
  { type: 'EffectSucceeded', place, data: { key: `${no}/${place}/${name}-told`, result: { told: 1, person } } },
];

beforeAll(async () => {
  api = await startApi();
  const shipped = shippedPolicies()[0]!;
  const roles = { ...shipped.policy.roles, landlord: { title: { zh: '房东', en: 'Landlord' } } };
  const other = {
    ...shipped,
    hash: 'a'.repeat(64),
    policy: { ...shipped.policy, id: 'other', owner: 'landlord', roles },
  };
  for (const one of [penalised, other]) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('wenwen', {
      roles: ['handler'],
      absences: [{ from: '2000-01-01', to: '2100-01-01', substitute: 'colleague' }],
    }),
    member('boboa', { roles: ['handler'] }),
    member('colleague', { roles: ['complaintsDesk', 'handler'] }),
    member('decider', { roles: ['supervisor'] }),
    member('elsewhere', { roles: ['landlord'] }),
    member('audit', { roles: ['auditor'] }),
  );
  for (const id of ['wenwen', 'boboa', 'colleague', 'decider', 'elsewhere', 'audit']) who[id] = await api.signedIn(id);
  const heard = { role: 'supervisor', heard: true as const, dueAt: '2026-10-03T01:00:00.000Z' };
  const rungs = [{ at: '2026-10-03T01:00:00.000Z', does: 'decide' as const, action: 'stateView' }];
  const penalty = { because: 'responsible', percent: 10, of: 'performancePay', rule: 'small' };
  const at = (event: NewEvent): NewEvent => ({ ...event, place });
  await seedCase(api, penalised, no, { complainant: { name: '王小明' }, text: '送货员态度恶劣' }, [
    openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk' }),
    {
      type: 'PenaltyProposed',
      place,
      data: {
        penalties: ['wenwen', 'boboa'].map((person) => ({ ...penalty, person, ground: `responsible/${person}` })),
      },
    },
    at(
      openTask({
        ...{ ...heard, id: `${place}/hearing-1`, assignee: 'wenwen', actions: ['stateView'], rungs },
        title: { zh: '陈述申辩', en: 'Your view on the proposed penalty' },
      }),
    ),
    ...told('hearing-1', 'wenwen'),
    at(openTask({ ...heard, id: `${place}/hearing-2`, assignee: 'boboa', actions: ['stateView'] })),
    at({
      type: 'TaskDecidedByDefault',
      data: { task: `${place}/hearing-2`, answer: { action: 'stateView', data: {}, author: 'time' } },
    }),
    { type: 'ActionRefused', data: { action: 'stateView', code: 'NotTheAssignee', by: { id: 'wenwen' } } },
    at(openTask({ ...heard, id: `${place}/appeal-2`, assignee: 'boboa', actions: ['appealPenalty', 'acceptPenalty'] })),
    at({ type: 'TaskDone', data: { task: `${place}/appeal-2`, answer: { action: 'appealPenalty', data: {} } } }),
    at(
      openTask({
        ...{ id: `${place}/appeal-decision-2`, role: 'generalManager', actions: ['decideAppeal'] },
        barred: ['wenwen', 'boboa'].map((id) => ({ id, why: 'penalised' })),
      }),
    ),
  ]);
}, 120_000);
afterAll(() => api.stop());

const PARTS = ['', '/timeline', '/why', '/forecast', '/actions', '/documents/report'];
const OF_HEARING = /hearing|appeal|stateView|decideAppeal|陈述申辩|复核|Your view/i;

/** Everything that a reader is shown of the case. */
async function shown(id: string): Promise<string> {
  const parts = await Promise.all(PARTS.map((part) => as(id).get(`${V1}/complaints/${no}${part}`)));
  expect(parts.map(({ status }) => status)).toEqual(PARTS.map(() => 200));
  return parts.map(({ body }) => JSON.stringify(body)).join('\n');
}

test('colleagues, and leaders of other policies, are told neither who is heard nor that anybody is', async () => {
  for (const id of ['colleague', 'elsewhere']) {
    const all = await shown(id);
    expect(all).toContain('main/judge/1/judge');
    expect(all).not.toMatch(OF_HEARING);
    expect(all).not.toMatch(/wenwen|boboa/);
  }
});

test('who decides and auditors see all of it', async () => {
  for (const id of ['decider', 'audit']) {
    const all = await shown(id);
    for (const part of ['hearing-1', 'appeal-decision-2', 'wenwen', 'boboa']) expect(all).toContain(part);
  }
});

test('whom it concerns sees their own, and nothing of the other', async () => {
  const wenwen = await shown('wenwen');
  expect(wenwen).toContain(`${place}/hearing-1`);
  expect(wenwen).not.toMatch(/boboa|hearing-2|appeal-2|appeal-decision/);
  const boboa = await shown('boboa');
  for (const own of ['hearing-2', 'appeal-2', 'appeal-decision-2']) expect(boboa).toContain(own);
  expect(boboa).not.toMatch(/wenwen|hearing-1/);
});

test('nor does the substitute of whom it concerns see it, who finds the other tasks of the case', async () => {
  const tasks = await as('colleague').get(`${V1}/tasks`, { 'X-Acting-For': 'wenwen' });
  expect(JSON.stringify(tasks.body)).not.toMatch(OF_HEARING);
  const own = await as('colleague').get(`${V1}/tasks`);
  expect((own.body.items as { id: string }[]).map(({ id }) => id)).toEqual(['main/judge/1/judge']);
});

test('the tasks of all show them to leaders of the policy alone', async () => {
  const tasks = async (id: string) =>
    ((await as(id).get(`${V1}/tasks?all=true`)).body.items as { id: string }[]).map((task) => task.id).sort();
  expect(await tasks('elsewhere')).toEqual(['main/judge/1/judge']);
  await api.enter(member('leader', { roles: [penalised.policy.owner] }));
  who['leader'] = await api.signedIn('leader');
  expect(await tasks('leader')).toEqual(['main/judge/1/judge', `${place}/appeal-decision-2`, `${place}/hearing-1`]);
});

test('what a case answers to an action names no hearing to colleagues, nor does it refuse so', async () => {
  const { state } = (await api.models.register.get(no))!;
  const deps = { models: api.models } as unknown as Parameters<typeof seenAnswer>[0];
  const actor = (id: string, roles: string[]) => ({ id, roles, departments: [] });
  const tasksFor = async (id: string, roles: string[]) =>
    (await seenAnswer(deps, actor(id, roles), answerOf(state, 1))).tasks.map((task) => task.id).sort();
  expect(await tasksFor('colleague', ['handler'])).toEqual(['main/judge/1/judge']);
  expect(await tasksFor('wenwen', ['handler'])).toEqual(['main/judge/1/judge', `${place}/hearing-1`]);

  const refusal = async (
    id: string,
    action: string,
    code: 'NotTheAssignee' | 'NotAllowedByPolicy',
    data: object = {},
  ) => {
    const asked = { no, action: ACTIONS.get(action)!, task: undefined, data };
    const error = await seenRefusal(deps, actor(id, ['handler']), asked, new Problem(code));
    return (error as Problem).code;
  };
  expect(await refusal('colleague', 'stateView', 'NotTheAssignee')).toBe('NoOpenTask');
  expect(await refusal('wenwen', 'stateView', 'NotTheAssignee')).toBe('NotTheAssignee');
  const task = `${place}/hearing-1`;
  for (const action of ['reassign', 'escalate']) {
    expect(await refusal('colleague', action, 'NotAllowedByPolicy', { task, person: 'decider' })).toBe('NoOpenTask');
    expect(await refusal('colleague', action, 'NotAllowedByPolicy', { task: 'main/judge/1/judge' })).toBe(
      'NotAllowedByPolicy',
    );
  }
});

test('mails to whom it concerns are not read by leaders of other policies', async () => {
  const seal = await api.opened.vault.sealerFor(no);
  const folder = join(api.data, 'mails');
  mkdirSync(folder, { recursive: true });
  const mail = (name: string, key: string) => {
    const letter = { key, no, messageId: key, at: '2026-10-01T00:00:00.000Z', from: 'redress@example.com' };
    const sealed = { to: seal('wenwen@example.com'), subject: seal(`信 ${name}`), text: seal('正文') };
    writeFileSync(join(folder, `${no}.${name}.json`), JSON.stringify({ ...letter, ...sealed }));
  };
  mail('a', `${no}/${place}/hearing-1-told/wenwen`);
  mail('b', `${no}/main/judge/1/judge-told/colleague`);
  const read = async (id: string) =>
    ((await as(id).get(`${V1}/mails?no=${no}`)).body.items as { subject: string }[])
      .map(({ subject }) => subject)
      .sort();
  expect(await read('audit')).toEqual(['信 a', '信 b']);
  expect(await read('elsewhere')).toEqual(['信 b']);
});

test('a hearing is no load of anybody on the dashboard', () => {
  const task = { role: 'supervisor', assignee: 'wenwen', dueAt: '2026-10-03T01:00:00.000Z' };
  const standing = (heard?: true) =>
    standingOf({ status: 'open', tasks: [{ ...task, ...(heard === undefined ? {} : { heard }) }] }, () => '2026-10-01');
  expect(standing()).toContain('person|wenwen');
  expect(standing(true).filter((name) => /wenwen|due/.test(name))).toEqual([]);
});
