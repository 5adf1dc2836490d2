import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { MailFolder } from '../../activities/channels/mail-folder';
import { createReportWork } from '../../activities/report';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { ReportDocument } from '../../domain/reports/report';
import { samplePlaces } from '../../cli/sample-staff';
import { chainOn } from '../../models/chain';
import { emailBy } from '../support/channels';
import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));
const EAST = ['hq', 'store-east'];
const WEST = ['hq', 'store-west'];
const [east, west, nowhere] = [number(), number(), number()];
const incident = formatNumber('incident', '2026-09-30', randomBytes(8));

let api: RunningApi;
let supermarket: PolicyBundle;
let as: Record<'east' | 'west' | 'hq' | 'audit' | 'both', Http>;

beforeAll(async () => {
  api = await startApi();
  const policies = allPolicies();
  supermarket = policies.get('supermarket')!;
  for (const id of ['supermarket', 'batch', 'enterprise-eight-step'])
    await api.models.policies.publish(policies.get(id)!, { by: 'test' });
  for (const place of samplePlaces()) await api.models.places.upsert(place);
  const roles = ['storeManager', 'receptionist', 'complaintsManager'];
  await api.enter(
    member('east', { roles, departments: ['frontDesk'], places: ['store-east'] }),
    member('west', { roles, departments: ['frontDesk'], places: ['store-west'] }),
    member('both', { roles, departments: ['frontDesk'], places: ['store-east', 'store-west'] }),
    member('hq', { roles: ['operationsVicePresident', 'complaintsManager', 'generalManager'], places: ['hq'] }),
    member('audit', { roles: ['auditor'] }),
  );
  const ids = ['east', 'west', 'both', 'hq', 'audit'];
  as = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await api.signedIn(id)]))) as typeof as;
  api.clock.now = new Date('2026-10-02T02:00:00.000Z');
  const approval = [openTask({ id: 'main/approve/1/approval-1', role: 'storeManager', actions: ['approve'] })];
  await seedCase(api, supermarket, east, {}, approval, undefined, EAST);
  await seedCase(api, supermarket, west, {}, approval, undefined, WEST);
  await seedCase(api, supermarket, nowhere, {}, approval);
  await api.models.counters.countAll();
  await seedIncident();
}, 120_000);
afterAll(() => api.stop());

async function seedIncident(): Promise<void> {
  const bundle = allPolicies().get('batch')!;
  const { id, version } = bundle.policy;
  await api.opened.vault.sealerForNew(incident);
  const made: NewEvent[] = [
    {
      type: 'IncidentOpened',
      data: { policy: { id, version, bundleHash: bundle.hash }, rules: bundle.policy.incidents },
    },
    {
      type: 'MembersLinked',
      data: { cases: [east, west], paths: { [east]: EAST, [west]: WEST }, because: 'detected', rule: 'sameBatch' },
    },
    {
      type: 'DueSet',
      data: { due: 'findings', title: { zh: '调查', en: 'Findings' }, role: 'complaintsManager', rungs: [] },
    },
  ];
  const events = made.map((event, i): CaseEvent => ({
    no: incident,
    seq: i + 1,
    at: '2026-09-30T01:00:00.000Z',
    ...event,
  }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(incident, events);
}

const numbersOf = ({ body }: { body: { items: { no: string }[] } }): string[] => body.items.map(({ no }) => no).sort();
const sorted = (...numbers: string[]): string[] => numbers.sort();

describe('registering for a place', () => {
  const intake = { policy: 'supermarket', channel: 'counter', category: 'price', complainant: {}, text: '多收' };
  const register = (who: Http, place?: string) =>
    who.post('/api/v1/complaints', { ...intake, ...(place === undefined ? {} : { place }) });

  test('whoever holds posts at several has to say which; the answer lists them with their titles', async () => {
    const refused = await register(as.both);
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused)).toMatchObject([{ field: 'place', code: 'required' }]);
    expect(JSON.stringify(refused.body)).toContain('store-east');
    expect(JSON.stringify(fieldsOf(refused))).toMatch(/东城店|East store/);
  });

  test.each([
    ['one that is not there', 'store-north', 400],
    ['one of another kind', 'hq', 400],
    ['another store', 'store-west', 403],
  ])('%s is refused', async (_, place, status) => {
    const refused = await register(as.east, place);
    expect(refused.status).toBe(status);
    if (status === 403) expect(refused.body.code).toBe('WrongPlace');
    else expect(fieldsOf(refused)).toMatchObject([{ field: 'place', code: 'invalid_value' }]);
  });

  test('their own store needs no words, and headquarters may name any', async () => {
    // The engine is away: that it is asked means that nothing was wrong with the place.
    for (const [who, place] of [[as.east], [as.east, 'store-east'], [as.hq, 'store-west']] as [Http, string?][])
      expect([503, 504]).toContain((await register(who, place)).status);
  });
});

describe('reading by place', () => {
  const addresses = ['', '/timeline', '/actions', '/forecast', '/why', '/documents/report', '/documents/register-form'];

  test.each(addresses)('GET /complaints/{no}%s: refused to another store, open to headquarters', async (address) => {
    const path = `/api/v1/complaints/${east}${address}`;
    expect(await as.west.get(path)).toMatchObject({ status: 403, body: { code: 'WrongPlace' } });
    for (const who of [as.east, as.hq, as.audit]) expect((await who.get(path)).status).toBe(200);
    expect((await as.west.get(`/api/v1/complaints/${nowhere}${address}`)).status).toBe(200);
  });

  test('an action on it is refused before anything is sent', async () => {
    const path = `/api/v1/complaints/${east}/actions/note`;
    expect(await as.west.post(path, { data: { text: '看看' } })).toMatchObject({
      status: 403,
      body: { code: 'WrongPlace' },
    });
  });

  test('merging into a case of another store is refused', async () => {
    const path = `/api/v1/complaints/${west}/actions/merge`;
    expect((await as.west.post(path, { data: { into: east } })).body.code).toBe('WrongPlace');
  });

  test('the register lists what one may read, by whatever it is asked', async () => {
    expect(numbersOf(await as.east.get('/api/v1/complaints'))).toEqual(sorted(east, nowhere));
    expect(numbersOf(await as.west.get('/api/v1/complaints'))).toEqual(sorted(west, nowhere));
    for (const who of [as.hq, as.audit])
      expect(numbersOf(await who.get('/api/v1/complaints'))).toEqual(sorted(east, west, nowhere));
    expect(numbersOf(await as.west.get(`/api/v1/complaints?text=${east}`))).toEqual([]);
    expect(numbersOf(await as.west.get('/api/v1/complaints?place=store-east'))).toEqual([]);
    expect(numbersOf(await as.hq.get('/api/v1/complaints?place=hq'))).toEqual(sorted(east, west));
    expect(numbersOf(await as.hq.get('/api/v1/complaints?place=store-west'))).toEqual([west]);
  });

  test('the detail and the printed form say where it belongs', async () => {
    const { body } = await as.east.get(`/api/v1/complaints/${east}`);
    expect(body.places).toMatchObject([{ id: 'hq' }, { id: 'store-east', title: { zh: '东城店' } }]);
    const printed = await as.east.get(`/api/v1/complaints/${east}/documents/register-form?language=zh`);
    expect(printed.body).toContain('总部 / 东城店');
  });
});

describe('tasks by place', () => {
  test('each sees what waits in their own store, also when a manager asks for all', async () => {
    for (const query of ['', '&all=true']) {
      const of = async (who: Http) => numbersOf(await who.get(`/api/v1/tasks?policy=supermarket${query}`));
      expect(await of(as.east)).toEqual(sorted(east, nowhere));
      expect(await of(as.west)).toEqual(sorted(west, nowhere));
    }
    expect(numbersOf(await as.hq.get('/api/v1/tasks?all=true&policy=supermarket'))).toEqual(
      sorted(east, west, nowhere),
    );
    expect(numbersOf(await as.hq.get('/api/v1/tasks?all=true&place=store-east&policy=supermarket'))).toEqual([east]);
    const { body } = await as.east.get('/api/v1/tasks?place=store-east');
    expect(body.items).toMatchObject([{ no: east, places: EAST }]);
  });

  test('what is given to somebody by name is theirs in any store, and they see nothing else of the case', async () => {
    const no = number();
    const named = openTask({ id: 'main/investigate/1/x', role: 'foreman', assignee: 'west', byName: true });
    await seedCase(api, supermarket, no, {}, [named, openTask({ id: 'main/a/1/b', role: 'foreman' })], undefined, EAST);
    expect(numbersOf(await as.west.get(`/api/v1/tasks?policy=supermarket`))).toContain(no);
    const { status, body } = await as.west.get(`/api/v1/complaints/${no}/timeline`);
    const items = body.items as { type: string }[];
    expect([status, items.map(({ type }) => type)]).toEqual([200, ['TaskOpened']]);
    expect((await as.west.get(`/api/v1/complaints/${no}`)).status).toBe(403);
    await api.models.counters.countAll();
  });
});

describe('figures by place', () => {
  const received = async (who: Http, query = ''): Promise<unknown> => {
    const { body } = await who.get(`/api/v1/dashboard?policy=supermarket${query}`);
    return body.figures?.received ?? body.code;
  };

  test('a store’s manager sees the store’s and what belongs to no place, headquarters all, each place by name', async () => {
    const [ofEast, ofWest, all] = (await Promise.all([as.east, as.west, as.hq].map((who) => received(who)))) as [
      number,
      number,
      number,
    ];
    expect(ofWest).toBe(2);
    expect(await received(as.hq, '&place=store-west')).toBe(1);
    expect(await received(as.hq, '&place=hq')).toBe(all - 1);
    expect(ofEast + ofWest).toBe(all + 1);
    expect(await received(as.west, '&place=store-east')).toBe('WrongPlace');
    expect((await as.hq.get('/api/v1/dashboard?place=store-north')).status).toBe(400);
    const { body } = await as.hq.get('/api/v1/dashboard?policy=supermarket');
    expect(body.places).toMatchObject([
      { place: 'store-east', title: { zh: '东城店' }, received: ofEast - 1, open: ofEast - 1 },
      { place: 'store-west', received: 1, open: 1, before: 0 },
    ]);
    expect(body.open.byStage).toMatchObject([{ policy: 'supermarket', stage: 'record', open: all }]);
  });

  test('a report is whole at headquarters, and of one’s own places elsewhere', async () => {
    const path = '/api/v1/reports/supermarket.returns/2026-09';
    const written = await as.west.post(path, {});
    expect(written.status).toBe(201);
    const of = (document: unknown) => (document as ReportDocument).sections.find(({ by }) => by === 'place')?.rows;
    expect(of(written.body.document)).toMatchObject([
      { figures: { received: 2 } },
      { value: 'store-west', title: { zh: '西城店' }, figures: { received: 1 } },
    ]);
    expect(of((await as.west.get(path)).body)).toHaveLength(2);
    expect(of((await as.hq.get(path)).body)).toHaveLength(3);
    expect(of((await as.hq.get(`${path}?place=store-west`)).body)).toMatchObject([{ figures: { received: 1 } }, {}]);
    expect((await as.west.get(`${path}?place=store-east`)).body.code).toBe('WrongPlace');
  });
});

test('a report is mailed as whoever gets it may read it, and read there by nobody else of a store', async () => {
  const transport = new MailFolder(join(api.data, 'mails'), api.opened.vault);
  const email = emailBy(transport, 'redress@example.com');
  const posts = [
    ['dan', 'store-west'],
    ['top', 'hq'],
  ] as const;
  await api.enter(...posts.map(([id, place]) => member(id, { roles: ['storeManager'], places: [place] })));
  const work = createReportWork({ ...api.models, email });
  expect(await work.mailReport({ policy: 'supermarket', report: 'returns', period: '2026-09' })).toEqual({ told: 5 });
  const { body } = await as.audit.get('/api/v1/mails');
  const mails = body.items as { to: string; text: string }[];
  const textTo = (id: string): string => mails.find(({ to }) => to.includes(`${id}@`))?.text ?? '';
  expect(textTo('top')).toContain('东城店');
  expect(textTo('dan')).toContain('西城店');
  expect(textTo('dan')).not.toContain('东城店');
  expect((await as.hq.get('/api/v1/mails')).body.items).toHaveLength(5);
  // Nobody of a store reads another's, only what was written to themselves.
  const ofWest = (await as.west.get('/api/v1/mails')).body.items as { to: string }[];
  expect(ofWest.map(({ to }) => to)).toEqual([expect.stringContaining('west@')]);
});

test('accounts of the whole house are opened above all places alone', async () => {
  expect((await as.east.get('/api/v1/claims')).body.code).toBe('RoleMissing');
  expect((await as.hq.get('/api/v1/claims')).status).toBe(200);
});

describe('an incident over several stores', () => {
  test('waits for somebody above them all', async () => {
    const waits = async (who: Http) => numbersOf(await who.get(`/api/v1/tasks?policy=batch`));
    expect(await waits(as.east)).toEqual([]);
    expect(await waits(as.hq)).toEqual([incident]);
    // Who holds the post in each of the stores stands above them as well.
    expect(await waits(as.both)).toEqual([incident]);
  });

  test('a store sees it with its own members, and may not act', async () => {
    const { body } = await as.east.get(`/api/v1/incidents/${incident}`);
    expect(numbersOf({ body: { items: body.members } })).toEqual([east]);
    const may = (answered: { body: { actions: { action: string; refusal?: { code: string } }[] } }) =>
      answered.body.actions.find(({ action }) => action === 'submitFindings')?.refusal?.code;
    expect(may({ body })).toBe('WrongPlace');
    expect(may(await as.hq.get(`/api/v1/incidents/${incident}`))).toBeUndefined();
    expect(numbersOf(await as.east.get('/api/v1/incidents'))).toEqual([incident]);
  });

  test('nobody links complaints of another store, nor plans a measure for them', async () => {
    const opened = await as.east.post('/api/v1/incidents', { policy: 'batch', cases: [west] });
    expect(opened.body.code).toBe('WrongPlace');
  });
});
