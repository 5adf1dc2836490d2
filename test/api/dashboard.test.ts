import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { shippedPolicies } from '../support/policies';
import { validatorOf, DOCUMENT } from './support/document';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';
import type { Http } from './support/http';

const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));
const DASHBOARD = '/api/v1/dashboard';

let api: RunningApi;
let bundle: PolicyBundle;
let manager: Http;
let desk: Http;

beforeAll(async () => {
  api = await startApi();
  const bundles = shippedPolicies();
  bundle = bundles.find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(member('lin', { roles: ['complaintsManager'] }), member('mei', { roles: ['complaintsDesk'] }));
  [manager, desk] = (await Promise.all(['lin', 'mei'].map(api.signedIn))) as [Http, Http];
  // 10:00 in Shanghai on 30 September.
  api.clock.now = new Date('2026-09-30T02:00:00.000Z');
  const task = { id: 'main/judge/1/judge', role: 'complaintsDesk' };
  await seedCase(api, bundle, number(), { category: 'transport' }, [
    openTask({ ...task, assignee: 'mei', dueAt: '2026-09-29T09:00:00.000Z' }),
  ]);
  await seedCase(
    api,
    bundle,
    number(),
    { category: 'transport' },
    [openTask({ ...task, dueAt: '2026-09-30T09:00:00.000Z' })],
    '2026-09-20T01:00:00.000Z',
  );
  await seedCase(api, bundle, number(), {}, [
    { type: 'CallbackRecorded', data: { reached: true, satisfied: true } },
    { type: 'CaseResolved', data: { end: 'solved' } },
  ]);
  // Before the stretch that is shown.
  await seedCase(api, bundle, number(), {}, [{ type: 'CaseClosed', data: {} }], '2026-08-20T01:00:00.000Z');
  await api.models.counters.countAll();
}, 90_000);
afterAll(() => api.stop());

test('a manager sees how things stand, and what happened compared with as many days before', async () => {
  const { status, body } = await manager.get(`${DASHBOARD}?policy=enterprise-eight-step`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    from: '2026-09-01',
    to: '2026-09-30',
    policies: ['enterprise-eight-step'],
    open: {
      total: 2,
      byStage: [{ policy: 'enterprise-eight-step', stage: 'record', open: 2 }],
      byAge: [
        { fromDays: 0, toDays: 1, open: 1 },
        { fromDays: 2, toDays: 7, open: 0 },
        { fromDays: 8, toDays: 30, open: 1 },
        { fromDays: 31, open: 0 },
      ],
    },
    due: { overdue: 1, within24Hours: 1, later: 0 },
    figures: { received: 3, resolved: 1, satisfaction: 1, onTimeShare: 1, foundedShare: null },
    before: { received: 1, resolved: 0, satisfaction: null },
    categories: [
      { policy: 'enterprise-eight-step', category: 'transport', received: 2, before: 0 },
      { policy: 'enterprise-eight-step', category: 'quality', received: 1, before: 1 },
    ],
  });
  const { load, trend } = body as { load: unknown[]; trend: { day: string; received: number }[] };
  expect(load).toEqual(
    expect.arrayContaining([
      { person: 'mei', title: { zh: '名 mei', en: '名 mei' }, open: 1 },
      { role: 'complaintsDesk', title: { zh: '投诉受理岗', en: 'Complaints desk' }, open: 1 },
    ]),
  );
  expect(trend).toHaveLength(30);
  expect(trend.at(-1)).toEqual({ day: '2026-09-30', received: 2, resolved: 1, closed: 0 });
  const schema = DOCUMENT.paths[DASHBOARD]?.['get']?.responses['200']?.content?.['application/json']?.schema;
  const validate = validatorOf(schema!);
  expect([validate(body), validate.errors]).toEqual([true, null]);
});

test('whoever manages nothing sees no dashboard, and a manager none of another’s policy', async () => {
  expect(await desk.get(DASHBOARD)).toMatchObject({ status: 403, body: { code: 'RoleMissing' } });
  expect(await manager.get(`${DASHBOARD}?policy=nothing-like-it`)).toMatchObject({ status: 403 });
});
