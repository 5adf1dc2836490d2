import { randomBytes } from 'node:crypto';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import { ACTIONS } from '../../domain/actions';
import { staffNamedIn } from '../../domain/actions/named-in';
import { shippedPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Answered, Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
const incident = formatNumber('incident', '2026-09-30', randomBytes(8));
let api: RunningApi;
let manager: Http;

beforeAll(async () => {
  api = await startApi();
  const bundle = shippedPolicies().find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(
    member('lin', { roles: ['complaintsManager'] }),
    member('left', { active: false }),
    member('root', { roles: ['administrator'] }),
    member('audit', { roles: ['auditor'] }),
  );
  manager = await api.signedIn('lin');
  await seedCase(api, bundle, no, { channel: 'phone' });
  await api.opened.vault.sealerForNew(incident);
}, 120_000);
afterAll(() => api.stop());

/** There is no engine in this test: what gets that far was not refused for its persons. */
const GOT_THROUGH = 504;
/** Those of the wrong fields that name a person; the policy's own words are another matter. */
const fieldsNamed = (answer: Answered) =>
  fieldsOf(answer).flatMap(({ field, code }) => (code === 'unknown_person' ? [field] : []));
const act = (action: string, data: unknown) => manager.post(`/api/v1/complaints/${no}/actions/${action}`, { data });

const naming = [...ACTIONS.values()].flatMap((action) => {
  const data = ACTION_LABELS.get(action.name)?.example;
  const fields = staffNamedIn(action, data).map(({ path }) => `data.${path}`);
  return fields.length === 0 ? [] : [{ action: action.name, data, fields }];
});

test.each(naming)(
  '$action: persons whom nobody knows are refused, each field named',
  async ({ action, data, fields }) => {
    const answer = await act(action, data);
    expect({ status: answer.status, fields: fieldsNamed(answer) }).toEqual({ status: 400, fields });
  },
);

test('a violation is not reported of whom nobody knows, and one wrong name among several is named alone', async () => {
  const finding = { kind: 'falseConfirmation', finding: '未核对商品即签字' };
  expect(fieldsNamed(await act('reportViolation', { ...finding, person: 'nobody' }))).toEqual(['data.person']);
  expect(fieldsNamed(await act('reportViolation', { ...finding, person: 'lin' }))).toEqual([]);
  const answer = await act('submitFindings', { cause: '漏装', persons: ['lin', 'Lin', 'left'] });
  expect(fieldsNamed(answer)).toEqual(['data.persons.1']);
});

test('nor in an incident', async () => {
  const findings = (persons: string[]) =>
    manager.post(`/api/v1/incidents/${incident}/actions/submitFindings`, { data: { cause: '漏装', persons } });
  expect(fieldsNamed(await findings(['lin', 'nobody']))).toEqual(['data.persons.1']);
  expect((await findings(['lin'])).status).toBe(GOT_THROUGH);
});

test('a measure is given to nobody who acts in no case or has left', async () => {
  const owned = (owner: string) => act('planImprovement', { measures: [{ what: '逐件复核', owner }] });
  for (const [id, code] of [
    ['root', 'overseer'],
    ['audit', 'overseer'],
    ['left', 'unknown_person'],
  ] as const)
    expect(fieldsOf(await owned(id))).toMatchObject([{ field: 'data.measures.0.owner', code }]);
  expect((await owned('lin')).status).toBe(GOT_THROUGH);
});

test('who has left may be found to have done it, and who was entered a moment ago is known', async () => {
  await api.models.staff.upsert(member('fresh'));
  const { status } = await act('submitFindings', { cause: '漏装', persons: ['left', 'fresh'] });
  expect(status).toBe(GOT_THROUGH);
});
