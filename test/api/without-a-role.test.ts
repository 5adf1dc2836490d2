import { randomBytes } from 'node:crypto';
import { ownAnswer } from '../../api/case/own-tasks';
import { OPERATIONS } from '../../api/routes';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { allPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

/** Wen drives a van: on the staff, heard on a penalty and owner of a measure, and in no role of any policy. */
const heardIn = formatComplaintNumber('2026-09-30', randomBytes(8));
const other = formatComplaintNumber('2026-09-30', randomBytes(8));
const unknown = formatComplaintNumber('2026-09-30', randomBytes(8));
const measure = formatNumber('correctiveAction', '2026-09-30', randomBytes(8));
const othersMeasure = formatNumber('correctiveAction', '2026-09-30', randomBytes(8));
/** What a message gets that was let through to an engine which is not there. */
const LATE = 504;
const V1 = '/api/v1';
const AT = '2026-09-30T01:00:00.000Z';
const HEARING = 'main/penalise/1/hearing-1';
const policies = allPolicies();
const penalised = policies.get('penalised')!;
const improving = policies.get('improving')!;

let api: RunningApi;
let wen: Http;
let mei: Http;
let bo: Http;

beforeAll(async () => {
  api = await startApi();
  for (const one of [penalised, improving]) await api.models.policies.publish(one, { by: 'test' });
  const away = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
  await api.enter(
    member('wen', { name: '文', absences: [{ ...away, substitute: 'bo' }] }),
    member('bo', { name: '波' }),
    member('mei', { roles: ['complaintsDesk'] }),
  );
  [wen, mei, bo] = (await Promise.all(['wen', 'mei', 'bo'].map(api.signedIn))) as [Http, Http, Http];

  const hearing = {
    role: 'supervisor',
    heard: true as const,
    actions: ['stateView'],
    dueAt: '2026-10-03T01:00:00.000Z',
  };
  const penalty = { because: 'responsible', percent: 10, of: 'performancePay', rule: 'small', cites: '员工手册第八章' };
  await seedCase(api, penalised, heardIn, { complainant: { name: '王小明' }, text: '送货员态度恶劣' }, [
    openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk' }),
    openTask({ id: 'main/x/1/given', role: 'complaintsDesk', assignee: 'mei', actions: ['submitFindings'] }),
    {
      type: 'PenaltyProposed',
      place: 'main/penalise/1',
      data: { penalties: ['wen', 'bo'].map((person) => ({ ...penalty, person, ground: `responsible/${person}` })) },
    },
    openTask({ ...hearing, id: HEARING, assignee: 'wen' }),
    openTask({ ...hearing, id: 'main/penalise/1/hearing-2', assignee: 'bo' }),
    (seal) => ({
      type: 'NoteAdded',
      by: { id: 'mei', roles: ['complaintsDesk'], departments: [] },
      data: { text: seal('客户说发票丢了') },
    }),
  ]);
  await seedCase(api, penalised, other, { text: '与文无关' }, [
    openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk' }),
  ]);
  await seedMeasure(measure, 'wen');
  await seedMeasure(othersMeasure, 'mei');
}, 120_000);
afterAll(() => api.stop());

async function seedMeasure(no: string, owner: string): Promise<void> {
  const seal = await api.opened.vault.sealerForNew(no);
  const { id, version, correctiveActions } = improving.policy;
  const made: NewEvent[] = [
    {
      type: 'CorrectiveActionOpened',
      data: { policy: { id, version, bundleHash: improving.hash }, rules: correctiveActions },
    },
    {
      type: 'MeasurePlanned',
      data: { origin: { cases: [other] }, aim: 'corrective', what: seal('装倒车雷达'), owner },
    },
    {
      type: 'DueSet',
      data: {
        ...{ due: 'carryOut', title: { zh: '落实措施', en: 'Carry out' }, role: 'complaintsManager', person: owner },
        ...{ dueAt: '2026-10-10T01:00:00.000Z', rungs: [] },
      },
    },
  ];
  const events = made.map((event, i): CaseEvent => ({ no, seq: i + 1, at: AT, ...event }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(no, events);
}

const pathOf = (no: string) => `${V1}/complaints/${no}`;
const refused = { status: 403, body: { code: 'RoleMissing' } };

describe('a person without any role', () => {
  test('sees the tasks given to them by name and nothing of the cases', async () => {
    const { body } = await wen.get(`${V1}/tasks`);
    expect((body.items as { no: string; id: string }[]).map(({ no, id }) => [no, id])).toEqual([
      [heardIn, HEARING],
      [measure, 'carryOut'],
    ]);
    expect(Object.keys(body.items[0] as object).sort()).toEqual(
      ['kind', 'no', 'policy', 'id', 'title', 'actions', 'role', 'roles', 'assignee', 'openedAt', 'dueAt'].sort(),
    );
    expect(await wen.get(`${V1}/tasks?all=true`)).toMatchObject(refused);
  });

  test('finds out what they may do about it, and of nothing else', async () => {
    const { body } = await wen.get(`${pathOf(heardIn)}/actions`);
    const items = body.items as { action: string; task: string; allowed: boolean }[];
    expect(items).toEqual([expect.objectContaining({ action: 'stateView', task: HEARING, allowed: true })]);
  });

  test('reads in the timeline what happened to their task and what is proposed against them', async () => {
    const { body } = await wen.get(`${pathOf(heardIn)}/timeline`);
    const items = body.items as { type: string; data: { penalties?: { person: string; cites: string }[] } }[];
    expect(items.map(({ type }) => type)).toEqual(['PenaltyProposed', 'TaskOpened']);
    expect(items[0]?.data.penalties).toEqual([expect.objectContaining({ person: 'wen', cites: '员工手册第八章' })]);
    expect(items[1]?.data).toEqual({ task: HEARING });
    expect(JSON.stringify(body)).not.toMatch(/bo|mei|王小明|发票/);
  });

  test('may answer it: what is left to refuse is the engine’s, which is not there', async () => {
    const data = { data: { statement: '当时堵车' } };
    expect((await wen.post(`${pathOf(heardIn)}/actions/stateView`, data)).status).toBe(LATE);
    expect((await wen.post(`${pathOf(heardIn)}/actions/stateView`, { ...data, task: HEARING })).status).toBe(LATE);
  });

  test.each([
    ['another’s hearing', 'stateView', { task: 'main/penalise/1/hearing-2', data: {} }],
    ['a task of a role', 'judge', { data: { founded: true } }],
    ['another’s task', 'submitFindings', { data: { cause: 'x' } }],
    ['a note', 'note', { data: { text: 'x' } }],
    ['a withdrawal', 'withdraw', { data: {} }],
  ])('does nothing else to the case: %s', async (_, action, body) => {
    expect(await wen.post(`${pathOf(heardIn)}/actions/${action}`, body)).toMatchObject(refused);
  });

  test('can’t tell another’s case from one that is not there', async () => {
    for (const at of ['/actions', '/timeline', '']) {
      const [theirs, none] = await Promise.all([other, unknown].map((no) => wen.get(`${pathOf(no)}${at}`)));
      expect(theirs).toMatchObject(refused);
      expect({ ...theirs?.body, instance: '' }).toEqual({ ...none?.body, instance: '' });
    }
    const acts = [other, unknown].map((no) => wen.post(`${pathOf(no)}/actions/stateView`, { data: {} }));
    for (const act of await Promise.all(acts)) expect(act).toMatchObject(refused);
  });

  test('is owner of a measure: reads what is to be done and reports it, and sees no other', async () => {
    const { body } = await wen.get(`${V1}/corrective-actions/${measure}`);
    expect(body).toMatchObject({ what: '装倒车雷达', owner: 'wen', dues: [{ id: 'carryOut' }] });
    expect(body).not.toHaveProperty('origin');
    expect(body).not.toHaveProperty('rounds');
    const may = (body.actions as { action: string; allowed: boolean }[]).map(({ action, allowed }) => [
      action,
      allowed,
    ]);
    expect(may).toEqual([
      ['reportCompletion', true],
      ['note', true],
    ]);
    const act = (no: string, action: string) =>
      wen.post(`${V1}/corrective-actions/${no}/actions/${action}`, {
        data: action === 'giveUp' ? { reason: 'x' } : { evidence: '已安装' },
      });
    expect((await act(measure, 'reportCompletion')).status).toBe(LATE);
    expect(await act(measure, 'giveUp')).toMatchObject(refused);
    expect(await act(othersMeasure, 'reportCompletion')).toMatchObject(refused);
    expect(await wen.get(`${V1}/corrective-actions/${othersMeasure}`)).toMatchObject(refused);
    expect(await wen.get(`${V1}/corrective-actions/A000000-0000000`)).toMatchObject(refused);
  });

  test('gets nowhere else, whatever they ask: neither register, search, dashboard, reports nor anything to come', async () => {
    const closed = OPERATIONS.filter(({ who, ownTasks }) => who !== 'anybody' && who !== 'signedIn' && !ownTasks);
    expect(closed.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'listComplaints',
        'readComplaint',
        'readDashboard',
        'listCorrectiveActions',
        'explainComplaint',
      ]),
    );
    for (const { method, path } of closed) {
      const numbers = path.startsWith('/complaints') ? heardIn : measure;
      const address = `${V1}${path.replace('{no}', numbers).replace(/\{\w+\}/g, '2026-09')}`;
      const hasBody = method === 'post' || method === 'patch';
      const answered = await wen.ask(method.toUpperCase(), address, hasBody ? { body: {} } : {});
      expect([path, answered.status, answered.body.code]).toEqual([path, 403, 'RoleMissing']);
    }
  });

  test('sees no more of the answer to what they did', () => {
    const task = { title: { zh: '待办', en: 'Task' }, actions: [], role: 'supervisor' };
    const tasks = ['wen', 'bo'].map((assignee) => ({ ...task, id: assignee, assignee }));
    const settled = {
      no: heardIn,
      seq: 9,
      upTo: 12,
      status: 'open' as const,
      steps: { main: 'penalise' },
      tasks,
      underWay: ['x'],
    };
    expect(ownAnswer(settled, { id: 'wen', roles: [], departments: [] })).toEqual({
      ...{ no: heardIn, seq: 9, upTo: 9, status: 'open', steps: {}, underWay: [] },
      tasks: [expect.objectContaining({ assignee: 'wen' })],
    });
  });
});

test('whoever stands in for them has their measure, and is not heard in their place', async () => {
  const forWen = { 'X-Acting-For': 'wen' };
  expect((await bo.get(`${V1}/corrective-actions/${measure}`, forWen)).status).toBe(200);
  const view = { task: HEARING, data: {} };
  expect(await bo.post(`${pathOf(heardIn)}/actions/stateView`, view, forWen)).toMatchObject(refused);
  expect(await bo.get(`${pathOf(heardIn)}/timeline`, forWen)).toMatchObject(refused);
  const { body } = await bo.get(`${V1}/tasks`, forWen);
  expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual(['carryOut']);
});

test('staff with a role see what they saw before', async () => {
  expect((await mei.get(pathOf(heardIn))).status).toBe(200);
  expect((await mei.get(`${pathOf(other)}/timeline`)).status).toBe(200);
  expect((await mei.get(pathOf(unknown))).status).not.toBe(403);
  const tasks = (await mei.get(`${V1}/tasks?policy=penalised`)).body.items as object[];
  expect(tasks).toHaveLength(3);
  for (const task of tasks) expect(task).toHaveProperty('major');
});
