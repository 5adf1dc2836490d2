import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/complaint-number';
import { shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
const PERSONAL = ['段先生', '139 0000 0000', 'duan@example.com'];
let api: RunningApi;
let operator: Http;
let inspector: Http;
let head: Http;

beforeAll(async () => {
  api = await startApi();
  const bundles = shippedPolicies();
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('rui', { roles: ['complaintsDesk'] }),
    member('kai', { roles: ['handler'], departments: ['northCounty'] }),
    member('bo', { roles: ['complaintsManager'] }),
  );
  [operator, inspector, head] = (await Promise.all(['rui', 'kai', 'bo'].map(api.signedIn))) as [Http, Http, Http];
  const bundle = bundles.find(({ policy }) => policy.id === 'land-hotline')!;
  const complainant = { name: PERSONAL[0], phone: PERSONAL[1], email: PERSONAL[2] };
  await seedCase(api, bundle, no, { channel: 'phone', complainant, text: '耕地上正在建厂房' });
}, 120_000);
afterAll(() => api.stop());

const LIST = '/api/v1/complaints';

test('who reports is shown to the roles that the policy names, and to nobody else on the staff', async () => {
  for (const reader of [operator, head])
    expect((await reader.get(`${LIST}/${no}`)).body.intake.complainant.name).toBe('段先生');
  const { body } = await inspector.get(`${LIST}/${no}`);
  expect(body.intake.complainant).toEqual({ withheld: true });
  expect(body.intake.text).toContain('厂房');
});

test('nor does the timeline tell', async () => {
  const { body } = await inspector.get(`${LIST}/${no}/timeline`);
  for (const personal of PERSONAL) expect(JSON.stringify(body)).not.toContain(personal);
  expect(JSON.stringify((await operator.get(`${LIST}/${no}/timeline`)).body)).toContain('段先生');
});

test('and who may not know does not find the case by a phone number, but by its own number', async () => {
  const found = async (reader: Http, text: string) =>
    ((await reader.get(`${LIST}?text=${encodeURIComponent(text)}`)).body.items as { no: string }[]).map(
      (one) => one.no,
    );
  expect(await found(operator, '13900000000')).toEqual([no]);
  expect(await found(inspector, '13900000000')).toEqual([]);
  expect(await found(inspector, '段先生')).toEqual([]);
  expect(await found(inspector, no)).toEqual([no]);
});
