import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';

let api: RunningApi;
let [mei, lin, wei]: Http[] = [];
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(allPolicies().get('enterprise-eight-step')!, { by: 'test' });
  await api.enter(
    member('mei', { roles: ['complaintsDesk'] }),
    member('lin', { roles: ['complaintsManager'] }),
    member('wei', { roles: ['handler'] }),
    member('root', { roles: ['administrator'] }),
  );
  [mei, lin, wei] = [await api.signedIn('mei'), await api.signedIn('lin'), await api.signedIn('wei')];
}, 60_000);
afterAll(() => api.stop());

const VIEW = { title: '逾期', page: 'tasks', query: 'overdue=true&place=east', roles: [] as string[] };
const put = (as: Http | undefined, id: string, changes: object = {}) =>
  as!.put(`/api/v1/views/${id}`, { ...VIEW, ...changes });
const titles = async (as: Http | undefined) =>
  ((await as!.get('/api/v1/views')).body.items as { title: string; own: boolean }[]).map(({ title, own }) => [
    title,
    own,
  ]);

test('a view is its owner’s, and those of the roles that it is shared with', async () => {
  expect((await put(mei, 'view-of-mei')).body).toEqual({ id: 'view-of-mei', own: true, ...VIEW });
  expect(await titles(mei)).toEqual([['逾期', true]]);
  expect(await titles(wei)).toEqual([]);
  await put(lin, 'view-shared', { title: '本周', roles: ['handler'] });
  expect(await titles(wei)).toEqual([['本周', false]]);
  expect(await titles(mei)).toEqual([['逾期', true]]);
});

test('nobody changes or drops somebody else’s', async () => {
  expect((await put(wei, 'view-shared', { title: '改' })).body.code).toBe('IdTaken');
  expect((await wei!.delete('/api/v1/views/view-shared')).status).toBe(404);
  expect(await titles(wei)).toEqual([['本周', false]]);
  expect((await lin!.delete('/api/v1/views/view-shared')).status).toBe(204);
  expect(await titles(wei)).toEqual([]);
});

test('who is no manager shares with their own roles alone', async () => {
  expect((await put(mei, 'for-others', { roles: ['handler'] })).body.code).toBe('RoleMissing');
  expect((await put(mei, 'for-desk-1', { roles: ['complaintsDesk'] })).status).toBe(200);
});

test.each(['text=%E7%8E%8B', 'overdue=true&phone=138'])(
  'what somebody searched for is not kept (%s)',
  async (query) => {
    expect(fieldsOf(await put(mei, 'searched-1', { query })).map(({ field }) => field)).toEqual(['query']);
  },
);

test('fifty at most, of which each can still be changed', async () => {
  for (let i = 0; i < 50; i++) expect((await put(wei, `many-views-${i}`)).status).toBe(200);
  expect((await put(wei, 'one-too-many')).body.code).toBe('StillUsed');
  expect((await put(wei, 'many-views-1', { title: '改了' })).body.title).toBe('改了');
});

test('administrators have no lists of cases', async () => {
  expect((await (await api.signedIn('root')).get('/api/v1/views')).status).toBe(403);
});
