import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
let api: RunningApi;
let operator: Http;

beforeAll(async () => {
  api = await startApi();
  const bundles = shippedPolicies();
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(member('rui', { roles: ['complaintsDesk'] }));
  operator = await api.signedIn('rui');
  const bundle = bundles.find(({ policy }) => policy.id === 'land-hotline')!;
  await seedCase(api, bundle, no, { channel: 'phone', text: '耕地上正在建厂房' }, [
    openTask({ id: 'main/clue/1/filled-1', role: 'complaintsDesk', actions: ['fillForm'] }),
    (seal) => ({
      type: 'FormFilled',
      data: { form: 'topic', fields: { topic: '占耕地', similar: 2 }, texts: { note: seal('见分析') } },
    }),
  ]);
}, 120_000);
afterAll(() => api.stop());

test('what a form asks for stands in the schema of its action', async () => {
  const { body } = await operator.get(`/api/v1/complaints/${no}/actions`);
  const fill = (body.items as { action: string; schema: unknown }[]).find(({ action }) => action === 'fillForm');
  expect(fill).toMatchObject({
    task: 'main/clue/1/filled-1',
    allowed: true,
    schema: {
      properties: {
        fields: {
          required: ['county', 'kind', 'farmland', 'ongoing'],
          properties: { county: { enum: ['northCounty', 'southCounty', 'city'], title: '所在县市 / County' } },
        },
        texts: { required: ['where', 'facts'] },
      },
    },
  });
});

test('what was filled in stands in the case, its texts opened', async () => {
  const { body } = await operator.get(`/api/v1/complaints/${no}`);
  expect(body.forms).toMatchObject({ topic: { fields: { similar: 2 }, texts: { note: '见分析' } } });
});

test('a policy shows its forms', async () => {
  const { body } = await operator.get('/api/v1/policies/land-hotline');
  const accuracy = (body.forms as { id: string; fields: unknown[] }[]).find(({ id }) => id === 'accuracy');
  expect(accuracy?.fields).toContainEqual(expect.objectContaining({ id: 'accurate', type: 'boolean', required: true }));
});
