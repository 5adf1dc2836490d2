import { PASSWORD, member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';
import { fieldsOf } from './support/http';

let api: RunningApi;
let [mei, lin]: Http[] = [];
beforeAll(async () => {
  api = await startApi();
  await api.enter(member('mei', { roles: ['complaintsDesk'] }), member('lin', { roles: ['complaintsDesk'] }));
  [mei, lin] = [await api.signedIn('mei'), await api.signedIn('lin')];
}, 60_000);
afterAll(() => api.stop());

const at = (key: string) => `/api/v1/drafts/${encodeURIComponent(key)}`;
const KEY = 'task/C260930-4K7QMXD/main/judge/1/judge';
const DRAFT = { data: { reason: '王小明说锅漏电 😀', amountFen: 39_900, rows: [1, null] }, sent: false };

test('what was typed comes back as it was, in another session too', async () => {
  const kept = await mei!.put(at(KEY), { draft: DRAFT });
  expect(kept).toMatchObject({ status: 200, body: { key: KEY } });
  const { expiresAt, savedAt } = kept.body as { expiresAt: string; savedAt: string };
  expect(Date.parse(expiresAt) - Date.parse(savedAt)).toBe(14 * 24 * 3_600_000);
  const again = await api.signedIn('mei');
  expect((await again.get(at(KEY))).body).toMatchObject({ key: KEY, draft: DRAFT });
  await mei!.put(at(KEY), { draft: 'shorter' });
  expect((await mei!.get(at(KEY))).body.draft).toBe('shorter');
  await mei!.put(at(KEY), { draft: DRAFT });
});

test('nobody else finds it, by its key or in a list, nor whoever stands in for its owner', async () => {
  const hour = 3_600_000;
  const away = {
    from: new Date(api.clock.now.getTime() - hour).toISOString(),
    to: new Date(api.clock.now.getTime() + hour).toISOString(),
  };
  await api.models.staff.setAbsences('mei', [{ ...away, substitute: 'lin' }]);
  await api.models.directory.refresh();
  for (const headers of [undefined, { 'X-Acting-For': 'mei' }]) {
    expect((await lin!.get(at(KEY), headers)).status).toBe(404);
    expect((await lin!.get('/api/v1/drafts', headers)).body).toEqual({ items: [] });
  }
  await lin!.delete(at(KEY));
  await lin!.put(at(KEY), { draft: 'of lin' });
  expect((await mei!.get(at(KEY))).body.draft).toEqual(DRAFT);
  expect((await api.http.get(at(KEY))).status).toBe(401);
});

test('it stands sealed in the database, under its owner’s key and for its own key alone', async () => {
  const rows = await api.connection.collection('drafts').find({ staff: 'mei' }).toArray();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/王小明|漏电|39900/);
  // Put in the place of another draft, or of another person's, it does not open.
  await mei!.put(at('other'), { draft: 'x' });
  const [sealed] = rows.map((row) => row['sealed'] as string);
  await api.connection
    .collection('drafts')
    .updateOne(
      { _id: 'lin/task-moved' as never },
      { $set: { ...rows[0], _id: 'lin/task-moved', staff: 'lin', key: 'task-moved' } },
      { upsert: true },
    );
  expect(sealed).toMatch(/^sealed:v2:staff-mei:draft\./);
  expect((await lin!.get(at('task-moved'))).status).toBe(500);
  await lin!.delete(at('task-moved'));
  expect(api.log.join('\n')).not.toMatch(/王小明|漏电/);
});

test('a list has what begins so, the newest first', async () => {
  api.clock.now = new Date(api.clock.now.getTime() + 1_000);
  await mei!.put(at('intake/1'), { draft: 1 });
  api.clock.now = new Date(api.clock.now.getTime() + 1_000);
  await mei!.put(at('intake/2'), { draft: 2 });
  const { body } = await mei!.get('/api/v1/drafts?start=intake%2F');
  expect((body.items as { key: string }[]).map(({ key }) => key)).toEqual(['intake/2', 'intake/1']);
});

test('dropped it is gone, and to drop it again is as good', async () => {
  expect((await mei!.delete(at('intake/1'))).status).toBe(204);
  expect((await mei!.delete(at('intake/1'))).status).toBe(204);
  expect((await mei!.get(at('intake/1'))).status).toBe(404);
});

test('after fourteen days nobody finds it, and the next one that is kept takes it off the disk', async () => {
  await lin!.put(at('old'), { draft: 'x' });
  api.clock.now = new Date(api.clock.now.getTime() + 14 * 24 * 3_600_000);
  lin = await api.signedIn('lin');
  mei = await api.signedIn('mei');
  expect((await lin.get(at('old'))).status).toBe(404);
  expect((await lin.get('/api/v1/drafts')).body.items).toEqual([]);
  await mei.put(at('new'), { draft: 'x' });
  const keys = await api.connection.collection('drafts').distinct('key');
  expect(keys).toEqual(['new']);
});

test.each([
  ['too large', 'k', { draft: 'x'.repeat(64 * 1024) }, 'draft'],
  ['under a name with other characters', '王小明', { draft: 1 }, '/key'],
  ['under a name that is too long', 'k'.repeat(201), { draft: 1 }, '/key'],
  ['with more beside it', 'k', { draft: 1, staff: 'lin' }, ''],
])('a draft %s is refused', async (_, key, body, field) => {
  const answered = await mei!.put(at(key), body);
  expect(answered.status).toBe(400);
  if (field !== '') expect(fieldsOf(answered).map((error) => error.field)).toEqual([field]);
});

test('two hundred at most; one of them can still be changed, and dropping one makes room', async () => {
  const own = (await api.http.post('/api/v1/session', { id: 'lin', password: PASSWORD })).body.token as string;
  const person = api.http.as(own);
  for (let i = 0; i < 200; i++) await person.put(at(`many-${i}`), { draft: i });
  expect(await person.put(at('one-more'), { draft: 0 })).toMatchObject({ status: 409, body: { code: 'DraftsFull' } });
  expect((await person.put(at('many-7'), { draft: 'changed' })).status).toBe(200);
  await person.delete(at('many-8'));
  expect((await person.put(at('one-more'), { draft: 0 })).status).toBe(200);
});
