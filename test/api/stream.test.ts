import type { NewEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { allPolicies } from '../support/policies';
import { PASSWORD, member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';
import { Listening } from './support/sse';

const bundle = allPolicies().get('enterprise-eight-step')!;
let api: RunningApi;
const open: Listening[] = [];
beforeAll(async () => {
  api = await startApi({ env: { REDRESS_STREAM_BEAT_MS: '300' } });
  await api.models.policies.publish(bundle, { by: 'test' });
  for (const place of ['east', 'west'])
    await api.models.places.upsert({ id: place, kind: 'store', title: { zh: place, en: place } });
  await api.enter(
    member('mei', { roles: ['complaintsDesk'], places: ['east'] }),
    member('lin', { roles: ['complaintsManager'], places: ['east'] }),
    member('far', { roles: ['complaintsDesk'], places: ['west'] }),
    member('root', { roles: ['administrator'] }),
    member('guest'),
    member('accused', { roles: ['complaintsDesk'], places: ['east'] }),
    member('chief', { roles: ['generalManager'], places: ['east'] }),
  );
}, 60_000);
afterEach(() => {
  for (const one of open.splice(0)) one.leave();
});
afterAll(() => api.stop());

let made = 0;
const aNumber = () => formatComplaintNumber('2026-09-30', Buffer.from([0, 0, 0, 0, 0, 1, 0, ++made]));

async function tokenOf(id: string): Promise<string> {
  return (await api.http.post('/api/v1/session', { id, password: PASSWORD })).body.token as string;
}

async function listen(id: string, headers: Record<string, string> = {}): Promise<Listening> {
  const token = await tokenOf(id);
  const one = await Listening.to(`${api.base}/api/v1/stream`, { Authorization: `Bearer ${token}`, ...headers });
  open.push(one);
  if (one.status === 200) await one.until(({ event }) => event === 'notice');
  return one;
}

/** A case with a task for the desk, as its journal stores it. */
async function record(
  no: string,
  places: readonly string[],
  respondents: string[] = [],
  ...further: NewEvent[]
): Promise<void> {
  const task = openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk' });
  const intake = { respondent: { persons: respondents } };
  const events = await seedCase(api, bundle, no, intake, [task, ...further], undefined, places);
  await api.models.readModels.apply(no, events);
}

async function happens(no: string, ...further: NewEvent[]): Promise<void> {
  const stored = await api.models.events.timeline(no);
  const last = stored.at(-1)!;
  const events = further.map((event, i) => ({ no, seq: last.seq + i + 1, at: '2026-09-30T02:00:00.000Z', ...event }));
  await api.models.events.append(chainOn(last.hash, events));
  await api.models.readModels.apply(no, events);
}

const done: NewEvent = { type: 'TaskDone', data: { task: 'main/judge/1/judge', action: 'judge' } };
const ofCase = (no: string, event: string) => (told: { event: string; data: { no?: string } }) =>
  told.event === event && told.data.no === no;

test('a task that opens and one that somebody else ends are told to whoever may take them, by number and id alone', async () => {
  const mei = await listen('mei');
  expect(mei.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(mei.headers.get('cache-control')).toBe('no-store');
  const no = aNumber();
  await record(no, ['east']);
  const opened = await mei.until(ofCase(no, 'task'));
  expect(opened.data).toEqual({
    ...{ no, kind: 'complaint', seq: 3, tasks: ['main/judge/1/judge'] },
    ...{ opened: ['main/judge/1/judge'], ended: [] },
  });
  expect((await mei.until(ofCase(no, 'case'))).data).toEqual({ no, kind: 'complaint', seq: 3 });
  await mei.until(({ event }) => event === 'counts');
  const before = mei.told.length;
  await happens(no, done);
  const ended = await mei.until(ofCase(no, 'task'), before);
  expect(ended.data).toMatchObject({ tasks: [], opened: [], ended: ['main/judge/1/judge'] });
});

test('nobody hears of what they may not read or take', async () => {
  const [mei, far, lin, root, guest, accused] = await Promise.all(
    ['mei', 'far', 'lin', 'root', 'guest', 'accused'].map((id) => listen(id)),
  );
  const no = aNumber();
  await record(no, ['east'], ['accused']);
  const theirs = aNumber();
  await record(theirs, ['west']);
  await mei!.until(ofCase(no, 'task'));
  await far!.until(ofCase(theirs, 'task'));
  // What they were told by now, they were told of everything.
  for (const one of [mei, far, lin, root, guest, accused]) await one!.untilBeat();
  const numbers = (one: Listening | undefined, event: string) =>
    one!.told.filter((told) => told.event === event).map(({ data }) => data.no as string);
  expect(numbers(far, 'case')).toEqual([theirs]);
  expect(numbers(far, 'task')).toEqual([theirs]);
  expect(numbers(mei, 'task')).toEqual([no]);
  expect(numbers(lin, 'task')).toEqual([]);
  expect(numbers(lin, 'case')).toEqual([no]);
  for (const one of [root, guest]) expect(one!.told.map(({ event }) => event)).toEqual(['notice']);
  // Whoever is complained about may read the case, and has no task in it.
  expect(numbers(accused, 'task')).toEqual([]);
});

test('whoever comes again is told first what happened meanwhile', async () => {
  const first = await listen('mei');
  const no = aNumber();
  await record(no, ['east']);
  await first.until(ofCase(no, 'case'));
  await first.untilBeat();
  const id = first.lastId ?? '';
  first.leave();
  const other = aNumber();
  await record(other, ['east']);
  const again = await listen('mei', { 'Last-Event-ID': id });
  expect(again.told[0]).toMatchObject({ event: 'notice', data: { what: 'open' } });
  await again.until(ofCase(other, 'case'));
  expect(again.told.some(ofCase(no, 'case'))).toBe(false);
});

test.each(['999999999', 'rubbish', '-1', ''])('a place that was never given (%p) is none to go on from', async (id) => {
  const one = await listen('mei', { 'Last-Event-ID': id });
  expect(one.told[0]).toMatchObject({ event: 'notice', data: { what: /^\d/.test(id) ? 'reread' : 'open' } });
});

test('where what came next was forgotten, one is told to read anew, and hears what comes', async () => {
  const first = await listen('mei');
  await first.untilBeat();
  const id = first.lastId ?? '';
  first.leave();
  await record(aNumber(), ['east']);
  await api.connection.collection('changes').deleteOne({ _id: (Number(id) + 1) as never });
  await record(aNumber(), ['east']);
  const again = await listen('mei', { 'Last-Event-ID': id });
  expect(again.told[0]).toMatchObject({ event: 'notice', data: { what: 'reread' } });
  const no = aNumber();
  await record(no, ['east']);
  await again.until(ofCase(no, 'task'));
});

test('who stands in for a colleague hears of the colleague’s tasks, said to be theirs, as long as that lasts', async () => {
  const hour = 3_600_000;
  const away = {
    from: new Date(api.clock.now.getTime() - hour).toISOString(),
    to: new Date(api.clock.now.getTime() + hour).toISOString(),
  };
  const mei = await listen('mei');
  await api.models.staff.setAbsences('chief', [{ ...away, substitute: 'mei' }]);
  await api.models.directory.refresh();
  await mei.until(({ event, data }) => event === 'notice' && data.what === 'me');
  const no = aNumber();
  await record(no, ['east'], [], openTask({ id: 'main/approve/1/approve', role: 'generalManager' }));
  const told = await mei.until(({ event, data }) => event === 'task' && data.no === no && data.for === 'chief');
  expect(told.data.tasks).toEqual(['main/approve/1/approve']);
  const before = mei.told.length;
  await api.models.staff.setAbsences('chief', []);
  await api.models.directory.refresh();
  await mei.until(({ event, data }) => event === 'notice' && data.what === 'me', before);
  const after = mei.told.length;
  await happens(no, done);
  await mei.until(ofCase(no, 'case'), after);
  expect(mei.told.slice(after).some(({ data }) => data.for === 'chief')).toBe(false);
});

test('it ends with its session: at once where one signs out, at the next beat where all sessions are ended', async () => {
  const token = await tokenOf('mei');
  const one = await Listening.to(`${api.base}/api/v1/stream`, { Authorization: `Bearer ${token}` });
  await api.http.as(token).delete('/api/v1/session');
  await one.untilOver();
  expect(one.told.at(-1)).toMatchObject({ event: 'notice', data: { what: 'signedOut' } });
  const other = await listen('lin');
  await api.models.staff.endSessions('lin');
  await other.untilOver();
  expect(other.told.at(-1)).toMatchObject({ event: 'notice', data: { what: 'signedOut' } });
});

test('a session may have four at a time, and one that was left makes room', async () => {
  const token = await tokenOf('mei');
  const begin = async () => {
    const one = await Listening.to(`${api.base}/api/v1/stream`, { Authorization: `Bearer ${token}` });
    open.push(one);
    return one;
  };
  const four = await Promise.all([begin(), begin(), begin(), begin()]);
  expect(four.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const fifth = await begin();
  expect(fifth.status).toBe(429);
  expect(Number(fifth.headers.get('retry-after'))).toBeGreaterThan(0);
  four[0].leave();
  for (let status = 429; status !== 200;) status = (await begin()).status;
});

test('it takes a session by cookie, of our own page alone', async () => {
  const page = { 'X-Redress': '1', 'Sec-Fetch-Site': 'same-origin' };
  const answered = await api.http.post('/api/v1/session', { id: 'mei', password: PASSWORD, cookie: true }, page);
  const cookie = (answered.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const one = await Listening.to(`${api.base}/api/v1/stream`, { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' });
  open.push(one);
  expect(one.status).toBe(200);
  const elsewhere = { Cookie: cookie, 'Sec-Fetch-Site': 'same-site' };
  expect((await Listening.to(`${api.base}/api/v1/stream`, elsewhere)).status).toBe(403);
  expect((await Listening.to(`${api.base}/api/v1/stream`, {})).status).toBe(401);
});

test('who has a case open, and who is typing, is told to those who may read it, until they leave or say no more', async () => {
  const no = aNumber();
  await record(no, ['east']);
  const [mei, far, lin] = await Promise.all(['mei', 'far', 'lin'].map((id) => listen(id)));
  const clerk = await api.signedIn('accused');
  const other = await api.signedIn('mei');
  expect((await clerk.put(`/api/v1/presence/${no}`, { typing: true })).body).toEqual({ items: [] });
  const told = await lin!.until(ofCase(no, 'presence'));
  expect(told.data).toEqual({ no, kind: 'complaint', people: [{ id: 'accused', typing: true }] });
  await mei!.until(ofCase(no, 'presence'));
  expect((await other.put(`/api/v1/presence/${no}`, {})).body.items).toEqual([
    { id: 'accused', name: '名 accused', typing: true },
  ]);
  await lin!.until(({ event, data }) => event === 'presence' && data.no === no && data.people.length === 2);
  // Whoever comes later hears who is there already.
  const late = await listen('lin');
  await late.until(({ event, data }) => event === 'presence' && data.no === no && data.people.length === 2);
  late.leave();
  await clerk.delete(`/api/v1/presence/${no}`);
  await lin!.until(
    ({ event, data }) => event === 'presence' && data.people.length === 1 && data.people[0].id === 'mei',
  );
  api.clock.now = new Date(api.clock.now.getTime() + 31_000);
  await lin!.until(({ event, data }) => event === 'presence' && data.no === no && data.people.length === 0);
  expect(far!.told.some(ofCase(no, 'presence'))).toBe(false);
  const west = await api.signedIn('far');
  expect((await west.put(`/api/v1/presence/${no}`, {})).status).toBe(404);
  expect((await west.put('/api/v1/presence/C260930-0000000', {})).status).toBe(404);
});
