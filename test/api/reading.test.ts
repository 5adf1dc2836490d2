import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { MailFolder } from '../../activities/channels/mail-folder';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { connect } from '../../models/connect';
import { eventOf } from '../../models/chain';
import { shippedPolicies } from '../support/policies';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';
import { fieldsOf } from './support/http';
import type { Answered, Http } from './support/http';

const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));

let api: RunningApi;
let bundle: PolicyBundle;
let desk: Http;
let manager: Http;
let accused: Http;
let auditor: Http;
const kettle = number();
const parcel = number();
const english = number();
const closed = number();

beforeAll(async () => {
  api = await startApi();
  const bundles = shippedPolicies();
  bundle = bundles.find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('mei', { name: '梅', roles: ['complaintsDesk'] }),
    member('lin', { roles: ['complaintsManager'] }),
    member('jun', { name: '俊', roles: ['handler'], departments: ['quality'] }),
    member('wei', { roles: ['handler'], departments: ['logistics'] }),
    member('audit', { roles: ['auditor'] }),
  );
  [desk, manager, accused, auditor] = (await Promise.all(['mei', 'lin', 'jun', 'audit'].map(api.signedIn))) as [
    Http,
    Http,
    Http,
    Http,
  ];

  await seedCase(
    api,
    bundle,
    kettle,
    {
      channel: 'phone',
      complainant: { name: '王小明', phone: '138 0000 0000', email: 'Ming@example.com' },
      text: '电饭煲第一次使用就漏电，要求退货',
      respondent: { persons: ['jun'] },
    },
    [
      { type: 'CaseClassified', data: { severity: 'high', major: false, facts: {} } },
      openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk', dueAt: '2026-10-09T01:00:00.000Z' }),
      (seal) => ({
        type: 'NoteAdded',
        by: { id: 'mei', roles: [], departments: [] },
        data: { text: seal('客户说发票丢了') },
      }),
    ],
  );
  await seedCase(
    api,
    bundle,
    parcel,
    { category: 'transport', text: '快递箱子压坏了', complainant: { phone: '13911112222' } },
    [
      openTask({
        id: 'main/investigate/1/findings',
        role: 'handler',
        department: 'logistics',
        actions: ['submitFindings'],
        dueAt: '2026-10-08T01:00:00.000Z',
      }),
      openTask({
        id: 'main/x/1/given',
        role: 'handler',
        department: 'quality',
        assignee: 'wei',
        actions: ['submitFindings'],
      }),
    ],
    '2026-09-29T01:00:00.000Z',
  );
  await seedCase(api, bundle, english, {
    language: 'en',
    text: 'The kettle sparked when I switched it on',
    product: 'Kettle K-200',
  });
  await seedCase(api, bundle, closed, { text: '已了结的投诉' }, [
    { type: 'CaseResolved', data: { end: 'solved' } },
    { type: 'CaseClosed', data: {} },
  ]);
}, 90_000);
afterAll(() => api.stop());

const LIST = '/api/v1/complaints';
const numbersFor = async (query: string): Promise<string[]> =>
  ((await desk.get(`${LIST}?${query}`)).body.items as { no: string }[]).map(({ no }) => no);

describe('the list', () => {
  test.each([
    ['漏电', () => [kettle]],
    ['退货 电饭煲', () => [kettle]],
    ['王小明', () => [kettle]],
    ['发票', () => [kettle]],
    ['13800000000', () => [kettle]],
    ['+86 138-0000-0000', () => [kettle]],
    ['ming@EXAMPLE.com', () => [kettle]],
    ['kettle sparked', () => [english]],
    ['k-200', () => [english]],
    ['kettle 漏电', () => []],
    ['没有这样的词', () => []],
    ['！', () => []],
  ])('finds by "%s"', async (text, found) => {
    expect(await numbersFor(`text=${encodeURIComponent(text)}`)).toEqual(found());
  });

  test('finds by a number, as it was typed', async () => {
    expect(await numbersFor(`text=${kettle.toLowerCase().replace('-', ' ')}`)).toEqual([kettle]);
  });

  test('is narrowed by facts, several values of one kind being alternatives', async () => {
    expect(await numbersFor('category=transport')).toEqual([parcel]);
    expect(await numbersFor('status=closed')).toEqual([closed]);
    expect(await numbersFor('status=closed&category=transport')).toEqual([]);
    expect((await numbersFor('category=transport&category=quality&status=open')).sort()).toEqual(
      [kettle, parcel, english].sort(),
    );
    expect(await numbersFor('severity=high')).toEqual([kettle]);
    expect(await numbersFor('recordedTo=2026-09-29T12:00:00%2B08:00')).toEqual([parcel]);
    expect((await numbersFor('dueBefore=2026-10-09T00:00:00Z')).sort()).toEqual([parcel]);
    expect(await numbersFor('channel=phone&major=false')).toEqual([kettle]);
  });

  test('is sorted and comes in pages', async () => {
    const all = await numbersFor('sort=no&order=asc');
    expect(all).toEqual([kettle, parcel, english, closed].sort());
    const { body: first } = await desk.get(`${LIST}?sort=no&order=asc&perPage=3`);
    expect(first).toMatchObject({ perPage: 3, total: 4, totalIs: 'exact' });
    const { body } = await desk.get(`${LIST}?sort=no&order=asc&perPage=3&cursor=${first.next as string}`);
    expect(body).toMatchObject({ total: 4, items: [{ no: all[3] }] });
    expect(body).not.toHaveProperty('next');
  });

  test('holds nothing personal, sealed or not', async () => {
    const { body } = await desk.get(LIST);
    const text = JSON.stringify(body);
    for (const personal of ['王小明', '13800000000', '漏电', 'sealed:', 'tokens']) expect(text).not.toContain(personal);
  });
});

describe('a complaint', () => {
  test('is read with its texts opened, whether its workflow can be asked or not', async () => {
    const { status, body } = await desk.get(`${LIST}/${kettle}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      no: kettle,
      status: 'open',
      policy: { id: 'enterprise-eight-step', title: { zh: '企业八步投诉处理办法' } },
      category: { id: 'quality', title: { zh: '质量问题', en: 'Quality' } },
      recordedBy: { id: 'mei', name: '梅' },
      respondents: [{ id: 'jun', name: '俊' }],
      intake: {
        complainant: { name: '王小明', phone: '138 0000 0000', email: 'Ming@example.com' },
        text: '电饭煲第一次使用就漏电，要求退货',
      },
      tasks: [{ id: 'main/judge/1/judge', dueAt: '2026-10-09T01:00:00.000Z' }],
    });
    expect(JSON.stringify(body)).not.toContain('sealed:');
  });

  test('is found as somebody typed its number', async () => {
    expect((await desk.get(`${LIST}/${kettle.toLowerCase().replace('-', '')}`)).body.no).toBe(kettle);
  });

  test('keeps the complainant from whoever is complained about, in the case and in its timeline', async () => {
    const { body } = await accused.get(`${LIST}/${kettle}`);
    expect(body.intake.complainant).toEqual({ withheld: true });
    expect(body.intake.text).toContain('漏电');
    const { body: timeline } = await accused.get(`${LIST}/${kettle}/timeline`);
    for (const personal of ['王小明', '138 0000 0000', 'Ming@example.com'])
      expect(JSON.stringify([body, timeline])).not.toContain(personal);
    expect(JSON.stringify((await desk.get(`${LIST}/${kettle}/timeline`)).body)).toContain('王小明');
  });

  test('leaves a note in the log of who had it opened, without what it says', async () => {
    api.log.length = 0;
    await desk.get(`${LIST}/${kettle}`);
    const note = api.log.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ msg }) => msg === 'opened');
    expect(note).toMatchObject({ no: kettle, staff: 'mei', opened: 4 });
    for (const personal of ['王小明', '漏电', '0000', 'sealed:']) expect(api.log.join()).not.toContain(personal);
  });

  test('of an unknown number: nobody can say while Temporal is down', async () => {
    expect((await desk.get(`${LIST}/${number()}`)).body).toMatchObject({ status: 503, code: 'EngineUnavailable' });
  });

  test('tells what may be done, by its state as last known', async () => {
    const { body } = await desk.get(`${LIST}/${kettle}/actions`);
    expect(body.busy).toBe(false);
    const judge = (body.items as Record<string, unknown>[]).find(({ action }) => action === 'judge');
    expect(judge).toMatchObject({ task: 'main/judge/1/judge', allowed: true, title: { zh: '判定' } });
    expect(judge?.['schema']).toMatchObject({
      required: ['founded'],
      properties: { reason: { type: 'string', maxLength: 8000 } },
    });
    const { body: his } = await accused.get(`${LIST}/${kettle}/actions`);
    expect((his.items as Record<string, unknown>[]).find(({ action }) => action === 'judge')).toMatchObject({
      allowed: false,
      refusal: { code: 'ConflictOfInterest' },
    });
    expect((his.items as Record<string, unknown>[]).find(({ action }) => action === 'note')).toMatchObject({
      allowed: true,
    });
  });
});

test('to a closed complaint nothing can be done', async () => {
  expect((await desk.get(`${LIST}/${closed}`)).body).toMatchObject({
    status: 'closed',
    end: 'solved',
  });
  expect((await desk.get(`${LIST}/${closed}/actions`)).body.items).toEqual([]);
  expect((await desk.get(`${LIST}/${closed}/forecast`)).body.items).toEqual([]);
});

describe('the timeline', () => {
  test('tells each event in a sentence in both languages, with words for ids', async () => {
    const { body } = await desk.get(`${LIST}/${kettle}/timeline`);
    expect((body.items as { seq: number }[]).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(body.items[0]).toMatchObject({
      type: 'ComplaintRecorded',
      minor: false,
      by: { id: 'mei', name: '梅' },
      sentence: { zh: '梅登记了投诉（质量问题）。', en: '梅 recorded the complaint (Quality).' },
    });
    expect(body.items[1]).toMatchObject({ type: 'LineStarted', minor: true });
    expect(body.items[3].sentence.zh).toBe('待办「判断投诉是否成立」交投诉受理岗，期限 2026-10-09 09:00。');
    expect(body.items[4].data).toEqual({ text: '客户说发票丢了' });
  });

  test('comes in parts', async () => {
    const { body } = await desk.get(`${LIST}/${kettle}/timeline?limit=2`);
    expect(body).toMatchObject({ items: [{ seq: 1 }, { seq: 2 }], next: 2 });
    const { body: rest } = await desk.get(`${LIST}/${kettle}/timeline?after=${body.next as number}`);
    expect((rest.items as { seq: number }[]).map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(rest.next).toBeUndefined();
  });
});

describe('why', () => {
  test('names what brought an act about, without the histories too', async () => {
    const { status, body } = await desk.get(`${LIST}/${kettle}/why`);
    expect(status).toBe(200);
    expect(body.policy).toEqual({ ...policyOf(bundle), title: bundle.policy.title, source: bundle.source });
    expect(body.items).toContainEqual(
      expect.objectContaining({
        type: 'TaskOpened',
        because: 'step',
        task: expect.objectContaining({ role: 'complaintsDesk' }),
      }),
    );
    expect((body.items as object[]).filter((item) => 'build' in item)).toEqual([]);
  });

  test('of one event says so where a person did it, and that there is none where there is none', async () => {
    const { body } = await desk.get(`${LIST}/${kettle}/why?seq=5`);
    expect(body.items).toMatchObject([{ seq: 5, type: 'NoteAdded', because: 'person' }]);
    expect((await desk.get(`${LIST}/${kettle}/why?seq=6`)).body).toMatchObject({
      status: 404,
      code: 'NotFound',
      wayOut: expect.stringContaining('1 to 5'),
    });
  });

  test('tells no personal data, not even to those who may know it', async () => {
    expect(JSON.stringify((await desk.get(`${LIST}/${kettle}/why`)).body)).not.toMatch(/王小明|sealed:v2|电饭煲/);
  });
});

function policyOf({ policy, hash }: PolicyBundle) {
  return { id: policy.id, version: policy.version, bundleHash: hash };
}

describe('a merge', () => {
  const into = (target: string) => desk.post(`${LIST}/${kettle}/actions/merge`, { data: { into: target } });

  test('into a complaint that is not there is refused before the case hears of it', async () => {
    const { status, body } = await into(number());
    expect([status, body.code, fieldsOf({ body } as Answered).map(({ field }) => field)]).toEqual([
      400,
      'Invalid',
      ['data.into'],
    ]);
  });

  test('into one that is there goes on to the case, which is out of reach here', async () => {
    expect((await into(parcel)).body.code).not.toBe('Invalid');
  });
});

describe('tasks', () => {
  const ids = async (who: Http, query = ''): Promise<string[]> =>
    ((await who.get(`/api/v1/tasks${query}`)).body.items as { id: string }[]).map(({ id }) => id);

  test('are mine by role; a department’s are its members’; one that is given is the person’s', async () => {
    expect(await ids(desk)).toEqual(['main/judge/1/judge']);
    expect(await ids(await api.signedIn('wei'))).toEqual(['main/investigate/1/findings', 'main/x/1/given']);
    expect(await ids(accused)).toEqual([]);
    expect(await ids(manager)).toEqual([]);
  });

  test('of everybody are for managers, the earliest due first', async () => {
    expect(await ids(manager, '?all=true')).toEqual([
      'main/investigate/1/findings',
      'main/judge/1/judge',
      'main/x/1/given',
    ]);
    expect((await desk.get('/api/v1/tasks?all=true')).body).toMatchObject({ status: 403, code: 'RoleMissing' });
  });

  test('don’t tell who is complained about', async () => {
    const { body } = await manager.get('/api/v1/tasks?all=true');
    expect(JSON.stringify(body)).not.toMatch(/closedTo|openTo|"jun"/);
  });
});

describe('policies', () => {
  test('are listed by their latest versions', async () => {
    const { body } = await desk.get('/api/v1/policies');
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: 'enterprise-eight-step', bundleHash: bundle.hash }),
    );
  });
  test('tell a form what it needs', async () => {
    const { body } = await desk.get('/api/v1/policies/enterprise-eight-step');
    expect(body.categories).toContainEqual(
      expect.objectContaining({ id: 'quality', title: { zh: '质量问题', en: 'Quality' } }),
    );
    expect(body.categories[0].remedies[0]).toHaveProperty('title.zh');
    expect(body.intake.required).toEqual(['complainant.name', 'text']);
    expect(body.steps[0]).toMatchObject({ id: 'record', stage: 'record' });
    expect((await desk.get('/api/v1/policies/none')).body).toMatchObject({ status: 404, code: 'NotFound' });
  });
});

describe('the audit', () => {
  test('is closed to all but auditors', async () => {
    for (const who of [desk, manager]) {
      expect((await who.get(`/api/v1/audit/${kettle}`)).body).toMatchObject({ status: 403, code: 'RoleMissing' });
      expect((await who.get(`/api/v1/audit/${kettle}/verify`)).body).toMatchObject({
        status: 403,
        code: 'RoleMissing',
      });
    }
  });

  test('shows the record as it is stored, sealed, and notes who read it', async () => {
    api.log.length = 0;
    const { body } = await auditor.get(`/api/v1/audit/${kettle}`);
    expect((body.items as { seq: number }[]).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(body.items[1].prev).toBe(body.items[0].hash);
    expect(eventOf(body.items[0] as { text: string }).type).toBe('ComplaintRecorded');
    expect(JSON.stringify(body)).not.toContain('王小明');
    expect(api.log.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ msg: 'audit read', no: kettle, staff: 'audit' }),
    );
    expect((await auditor.get(`/api/v1/audit/${number()}`)).status).toBe(404);
  });

  test('finds a whole record intact, and an altered one broken where it was altered', async () => {
    expect((await auditor.get(`/api/v1/audit/${kettle}/verify`)).body).toMatchObject({ intact: true, events: 5 });
    const victim = number();
    await seedCase(api, bundle, victim, {}, [{ type: 'CaseClosed', data: {} }]);
    const { body } = await auditor.get(`/api/v1/audit/${victim}`);
    const altered = (body.items[1].text as string).replace('"main"', '"side"');
    await api.models.ensureIndexes();
    const connection = await connect(api.mongo.uri);
    await connection.collection('events').updateOne({ _id: `${victim}/2` as never }, { $set: { text: altered } });
    await connection.close();
    expect((await auditor.get(`/api/v1/audit/${victim}/verify`)).body).toMatchObject({
      intact: false,
      firstBreak: { seq: 2, what: 'hash' },
    });
  });
});

test('an auditor reads and changes nothing', async () => {
  for (const path of [LIST, `${LIST}/${kettle}/actions/note`, `${LIST}/${kettle}/actions/withdraw`])
    expect((await auditor.post(path, {})).body).toMatchObject({
      status: 403,
      code: 'RoleMissing',
      detail: 'Auditors have read access only.',
    });
  expect((await auditor.get(LIST)).status).toBe(200);
});

describe('mails', () => {
  beforeAll(async () => {
    const folder = new MailFolder(join(api.data, 'mails'), api.opened.vault);
    const mail = { from: 'redress@example.com', subject: '已受理', text: '您的投诉已受理' };
    await folder.deliver({
      ...mail,
      key: 'a',
      no: kettle,
      messageId: '<a@x>',
      to: { address: 'ming@example.com', name: '王小明' },
    });
    await folder.deliver({ ...mail, key: 'b', no: parcel, messageId: '<b@x>', to: { address: 'p@example.com' } });
  });

  test('can be read by auditors and managers, opened, by complaint', async () => {
    expect((await auditor.get('/api/v1/mails')).body.total).toBe(2);
    const { body } = await manager.get(`/api/v1/mails?no=${kettle}`);
    expect(body).toMatchObject({
      total: 1,
      items: [{ no: kettle, to: '王小明 <ming@example.com>', text: '您的投诉已受理' }],
    });
    expect((await manager.get('/api/v1/mails?no=nonsense')).body.total).toBe(0);
    expect((await desk.get('/api/v1/mails')).body).toMatchObject({ status: 403, code: 'RoleMissing' });
  });

  test('to whoever complains about a manager are kept from that manager', async () => {
    const about = number();
    await seedCase(api, bundle, about, { respondent: { persons: ['lin'] } });
    const folder = new MailFolder(join(api.data, 'mails'), api.opened.vault);
    await folder.deliver({
      from: 'r@example.com',
      subject: 's',
      text: 't',
      key: 'c',
      no: about,
      messageId: '<c@x>',
      to: { address: 'c@example.com' },
    });
    expect((await manager.get(`/api/v1/mails?no=${about}`)).body.total).toBe(0);
    expect((await auditor.get(`/api/v1/mails?no=${about}`)).body.total).toBe(1);
  });
});

describe('a new complaint that the policy can’t take is refused before anything is written:', () => {
  const refusedFields = async (body: Record<string, unknown>): Promise<string[]> => {
    const answered = await desk.post(LIST, { complainant: { name: '王' }, category: 'quality', text: 'x', ...body });
    expect(answered.body).toMatchObject({ status: 400, code: 'Invalid' });
    return fieldsOf(answered).map(({ field, code }) => `${field} ${code}`);
  };
  test.each<[string, Record<string, unknown>, string[]]>([
    ['an unknown policy', { policy: 'none' }, ['policy invalid_value']],
    ['an unknown category', { category: 'weather' }, ['category invalid_value']],
    [
      'a heading, under which nothing is recorded',
      { policy: 'land-hotline', category: 'land', brief: '反映占地' },
      ['category invalid_value'],
    ],
    ['what the policy requires', { complainant: {} }, ['complainant.name required']],
    ['an unknown department', { respondent: { department: 'kitchen' } }, ['respondent.department invalid_value']],
    [
      'somebody unknown complained about',
      { respondent: { persons: ['jun', 'jnu'] } },
      ['respondent.persons.1 unknown_person'],
    ],
    ['a field the policy doesn’t have', { fields: { colour: 'red' } }, ['fields.colour unknown_field']],
    ['an unknown earlier complaint', { follows: number() }, ['follows invalid_value']],
    ['no number at all', { follows: 'nonsense' }, ['follows custom']],
    [
      'an unknown field',
      { colour: 'red', complainant: { name: 'x', shoeSize: 43 } },
      ['complainant.shoeSize unknown_field', 'colour unknown_field'],
    ],
    [
      'wrong types',
      { text: 5, demand: { amountFen: 1.5 }, language: 'fr' },
      ['language invalid_value', 'text invalid_type', 'demand.amountFen invalid_type'],
    ],
    [
      'blank and endless texts',
      { text: '  ', complainant: { name: 'x'.repeat(8001) } },
      ['complainant.name too_big', 'text too_small'],
    ],
    ['a time without its zone', { occurredAt: '2026-09-30T14:00:00' }, ['occurredAt invalid_format']],
  ])('%s', async (_, body, fields) => {
    expect(await refusedFields(body)).toEqual(fields);
  });
});

test('with Temporal down a complaint is answered as not available or late, and the key tells how to go on', async () => {
  const body = { category: 'quality', complainant: { name: '王' }, text: '漏电' };
  const answered = await desk.post(LIST, body, { 'Idempotency-Key': 'down-1' });
  expect(['EngineUnavailable', 'AnswerLate']).toContain(answered.body.code);
  const reused = await desk.post(LIST, { ...body, text: '别的' }, { 'Idempotency-Key': 'down-1' });
  expect(reused.body).toMatchObject({ status: 422, code: 'KeyReused' });
}, 30_000);
