import { createJournal } from '../../activities/append-events';
import type { Mail } from '../../activities/channels/mail-transport';
import { createTellStandIns } from '../../activities/tell-stand-ins';
import { Directory } from '../../models/directory';
import type { StaffMember } from '../../models/staff';
import { emailBy } from '../support/channels';
import { done, eventsOf, opened, recorded } from '../models/case-events';
import { aNumber, testDatabase } from '../models/test-database';
import { colleague } from './office';

const database = testDatabase();
const BEGUN = '2026-11-23T00:00:00.000Z';
const LATER = '2026-11-23T00:10:00.000Z';
const DESK = { roles: ['desk'] };
const away = (substitute: string, from = BEGUN) => [{ from, to: '2026-11-30T00:00:00.000Z', substitute }];

let mails: Mail[];
beforeEach(async () => {
  await database().connection.dropDatabase();
  await database().ensureIndexes();
  mails = [];
});

/** One look, at an instant, with these people on the staff. */
async function look(staff: StaffMember[], { now = LATER, lost = false } = {}): Promise<number> {
  const directory = new Directory({ all: () => Promise.resolve(staff) });
  await directory.refresh();
  const transport = { deliver: (mail: Mail) => Promise.resolve({ taken: mails.push(mail) > 0 }) };
  const { told } = await createTellStandIns({
    ...{ ...database(), directory, now: () => now },
    email: emailBy(transport, 'redress@office.example'),
    ...(lost ? { standInsTold: { has: async () => false, add: () => Promise.reject(new Error('gone')) } } : {}),
  })();
  return told;
}

/** Open tasks, each of a complaint of its own. */
async function tasksOpen(...tasks: Parameters<typeof opened>[0][]): Promise<void> {
  for (const task of tasks) await journal([recorded(), opened(task)]);
}

async function journal(news: Parameters<typeof eventsOf>[1]): Promise<void> {
  const no = aNumber();
  await createJournal({ events: database().events, register: database().readModels }).appendEvents({
    ...{ no, head: '', events: eventsOf(no, news) },
  });
}

const li = colleague('li', { name: '李', absences: away('wang'), ...DESK });
const wang = colleague('wang', { name: '王' });

test('who stands in hears once how many tasks were open, and where to find them', async () => {
  await tasksOpen({}, { role: 'manager', roles: ['manager'], assignee: 'li' }, { role: 'manager', roles: ['manager'] });
  await journal([recorded(), opened(), done()]);
  expect(await look([li, wang])).toBe(1);
  expect(await look([li, wang], { now: '2026-11-25T00:00:00.000Z' })).toBe(0);
  expect(mails).toMatchObject([{ to: { address: 'wang@office.example' }, subject: '代理：李 有 2 项待办' }]);
  expect(mails[0]?.text).toContain('X-Acting-For: li');
});

test('what is closed to them, or in which somebody is heard, does not wait for them', async () => {
  const barred = [{ id: 'wang', why: 'proposer' as const }];
  await tasksOpen({ barred }, { heard: true, assignee: 'li', role: 'heard', roles: [] });
  expect(await look([li, wang])).toBe(0);
  await tasksOpen({});
  expect(await look([{ ...li, absences: away('wang', '2026-11-23T00:01:00.000Z') }, wang])).toBe(1);
  expect(mails).toMatchObject([{ subject: '代理：李 有 1 项待办' }]);
});

test('what waits in another store than the colleague’s is none of theirs, whatever their own', async () => {
  const [east, west] = ['store-east', 'store-west'].map((store) => recorded({}, 'enterprise', ['hq', store]));
  await journal([east!, opened({})]);
  expect(
    await look([
      { ...li, places: ['store-west'] },
      { ...wang, places: ['store-east'] },
    ]),
  ).toBe(0);
  await journal([west!, opened({})]);
  const later = { ...li, places: ['store-west'], absences: away('wang', '2026-11-23T00:01:00.000Z') };
  expect(await look([later, { ...wang, places: ['store-east'] }])).toBe(1);
  expect(mails).toMatchObject([{ subject: '代理：李 有 1 项待办' }]);
});

test('nobody is told before it begins, nor after its end, nor where nobody stands in', async () => {
  await tasksOpen({});
  expect(await look([li, wang], { now: '2026-11-22T23:59:59.999Z' })).toBe(0);
  expect(await look([li, wang], { now: '2026-11-30T00:00:00.000Z' })).toBe(0);
  expect(await look([li, { ...wang, active: false }])).toBe(0);
  expect(mails).toEqual([]);
  expect(await look([li, wang], { now: BEGUN })).toBe(1);
});

test('another substitute, or another absence, is told anew; one that only lasts longer is not', async () => {
  await tasksOpen({});
  const zhao = colleague('zhao');
  expect(await look([li, wang, zhao])).toBe(1);
  const longer = [{ from: BEGUN, to: '2026-12-30T00:00:00.000Z', substitute: 'wang' }];
  expect(await look([{ ...li, absences: longer }, wang, zhao])).toBe(0);
  expect(await look([{ ...li, absences: away('zhao') }, wang, zhao])).toBe(1);
  expect(mails.map(({ to }) => to.address)).toEqual(['wang@office.example', 'zhao@office.example']);
});

test('a mail that could not be noted as sent goes out again as the same mail', async () => {
  await tasksOpen({});
  await expect(look([li, wang], { lost: true })).rejects.toThrow('gone');
  expect(await look([li, wang])).toBe(1);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
});
