import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { typed } from '../../api/initials';
import { allPolicies } from '../support/policies';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';
import { seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
const eight = allPolicies().get('enterprise-eight-step')!;
const supermarket = allPolicies().get('supermarket')!;
let api: RunningApi;
let mei: Http;

const at = (step: string, visit: number) => ({ line: 'main', step, visit });
const EVENTS: NewEvent[] = [
  { type: 'StepEntered', place: 'main/record/1', data: at('record', 1) },
  { type: 'StepLeft', place: 'main/record/1', data: { line: 'main', step: 'record', next: 'acknowledge' } },
  { type: 'StepSkipped', place: 'main/acknowledge/1', data: at('acknowledge', 1) },
  { type: 'StepEntered', place: 'main/approve/1', data: at('approve', 1) },
];

beforeAll(async () => {
  api = await startApi();
  for (const bundle of [eight, supermarket]) await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(member('mei', { roles: ['complaintsDesk'] }));
  mei = await api.signedIn('mei');
  await seedCase(api, eight, no, {}, EVENTS);
}, 60_000);
afterAll(() => api.stop());

interface Visited {
  step: string;
  visit: number;
  status: string;
}
const visited = async () => {
  const { body } = await mei.get(`/api/v1/complaints/${no}`);
  return (body.visited as Visited[]).map(({ step, visit, status }) => `${step}/${visit} ${status}`);
};

test('a case tells the way that it has gone: what is done, what was passed over, where it is, and that it came back', async () => {
  expect(await visited()).toEqual(['record/1 done', 'acknowledge/1 skipped', 'approve/1 here']);
  const stored = await api.models.events.timeline(no);
  const last = stored.at(-1)!;
  const more: NewEvent[] = [
    { type: 'StepLeft', place: 'main/approve/1', data: { line: 'main', step: 'approve', next: 'propose' } },
    { type: 'StepEntered', place: 'main/propose/1', data: at('propose', 1) },
    { type: 'StepLeft', place: 'main/propose/1', data: { line: 'main', step: 'propose', next: 'approve' } },
    { type: 'StepEntered', place: 'main/approve/2', data: at('approve', 2) },
  ];
  const events = more.map((event, i) => ({ no, seq: last.seq + i + 1, at: '2026-09-30T02:00:00.000Z', ...event }));
  await api.models.events.append(chainOn(last.hash, events));
  await api.models.register.apply(no, events);
  expect((await visited()).slice(2)).toEqual(['approve/1 done', 'propose/1 done', 'approve/2 here']);
});

test('a policy says where each step may lead, and every step that it names is there', async () => {
  for (const { policy } of [eight, supermarket]) {
    const { body } = await mei.get(`/api/v1/policies/${policy.id}`);
    const steps = body.steps as { id: string; next: string[]; mayEnd?: true }[];
    const ids = steps.map(({ id }) => id);
    for (const [i, { id, next, mayEnd }] of steps.entries()) {
      for (const one of next) expect(ids).toContain(one);
      expect([id, next.length > 0 || mayEnd === true]).toEqual([id, true]);
      if (i + 1 < steps.length && next.includes(ids[i + 1] ?? '')) expect(next[0]).toBe(ids[i + 1]);
    }
    const approve = steps.find(({ id }) => id === 'approve');
    expect(approve?.next).toContain('propose');
    expect(steps.at(-1)?.mayEnd).toBe(true);
    expect(body.calendar).toEqual({ zone: 'Asia/Shanghai' });
  }
});

test('categories are found by where they lie and by the initials of their titles', async () => {
  const { policy } = [...allPolicies().values()].find(({ policy: { categories: all } }) =>
    Object.values(all).some(({ within }) => within !== undefined),
  )!;
  await api.models.policies.publish(allPolicies().get(policy.id)!, { by: 'test' });
  const { body } = await mei.get(`/api/v1/policies/${policy.id}`);
  const categories = body.categories as {
    id: string;
    within?: string;
    path: string[];
    initials: string;
  }[];
  expect(categories.some(({ within }) => within !== undefined)).toBe(true);
  for (const { id, within, path, initials } of categories) {
    expect(path.at(-1)).toBe(id);
    expect(path.at(-2)).toBe(within);
    expect(initials).toMatch(/^[a-z0-9]+$/);
  }
});

test.each([
  ['退菜', 'tc', 'tuicai'],
  ['A区 卫生', 'aqws', 'aquweisheng'],
  ['Late delivery', 'latedelivery', 'latedelivery'],
])('%s is typed as %s', (title, initials, whole) => {
  expect(typed(title, 'words')).toEqual({ initials, whole });
});

test('the version with which a case was started is read by its hash, under its own policy alone', async () => {
  const older = {
    ...eight,
    hash: 'f'.repeat(64),
    policy: { ...eight.policy, bundleHash: 'f'.repeat(64), version: '0.0.1' },
  };
  await api.models.policies.publish(older, { by: 'test' });
  const read = (id: string, bundle: string) => mei.get(`/api/v1/policies/${id}?bundle=${bundle}`);
  expect((await mei.get('/api/v1/policies/enterprise-eight-step')).body.version).toBe(eight.policy.version);
  expect((await read('enterprise-eight-step', older.hash)).body).toMatchObject({
    version: '0.0.1',
    bundleHash: older.hash,
  });
  expect((await read('supermarket', older.hash)).status).toBe(404);
  expect((await read('enterprise-eight-step', 'a'.repeat(64))).status).toBe(404);
  expect((await read('enterprise-eight-step', 'nothing')).status).toBe(400);
});
