import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Connection as Database } from 'mongoose';
import { hashPassword } from '../../api/session/password';
import { rebuild } from '../../cli/rebuild';
import { seedStaff } from '../../cli/seed';
import { localDateOf } from '../../domain/time/local-time';
import { periodOf } from '../../domain/reports/period';
import type { ReportDocument } from '../../domain/reports/report';
import type { StoredMail } from '../../domain/letters/stored-mail';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import { Staff } from '../../models/staff';
import { openVault } from '../../vault/open-vault';
import type { OpenedVault } from '../../vault/open-vault';
import { ABSENCES_WORKFLOW, REPORT_WORKFLOW } from '../../workflows/messages';
import { member } from '../api/support/running-api';
import { fastPolicies } from '../support/fast-policies';
import { Accounts, HttpCase } from '../support/http-case';
import { HttpStaff, pathOf } from '../support/http-staff';
import { IN_A_MONTH } from '../support/in-a-month';
import { inParallel } from '../support/in-parallel';
import { Killer } from '../support/killer';
import { Payer, PAYER_SECRET } from '../support/payer';
import type { Plan } from '../support/plans';
import { replayAll } from '../support/replay-all';
import { Stack } from '../support/stack';

/** Like complaints that become one incident. */
const MEMBERS = Number(process.env['FAULT_MEMBERS'] ?? '6');
/** Other customers to be told of it. */
const CONTACTS = Number(process.env['FAULT_CONTACTS'] ?? '40');
/** Cases that end with two measures each. */
const MEASURED = Number(process.env['FAULT_MEASURED'] ?? '1');
/** Cases in which two people are penalised. */
const PENALISED = Number(process.env['FAULT_PENALISED'] ?? '1');
/** So little is soon over: all parts are to be killed by then. */
const PAUSE_MS = 4_000;
const LIMIT_MS = 480_000 + (MEMBERS + CONTACTS / 10 + 5 * MEASURED + 5 * PENALISED) * 5_000;

const REFUND_FEN = 39_900;
/** Every twentieth stands there once more, written otherwise. */
const REPEATED = Math.floor(CONTACTS / 20);
const OPTED_OUT = 1;

const policies = fastPolicies({ only: ['batch', 'enterprise-eight-step', 'penalised'], watch: 'PT2S' });
const figures = ['received', 'resolved', 'closed', 'remedies', 'costFen'];
const report = { to: ['complaintsManager'], sections: [{ title: { zh: '全部', en: 'All' }, figures }] };
const reports = {
  weekly: { ...report, title: { zh: '周报', en: 'Weekly report' }, every: 'week' },
  monthly: { ...report, title: { zh: '月报', en: 'Monthly report' }, every: 'month' },
};
// What is JSON is YAML.
appendFileSync(join(policies, 'batch.yaml'), `reports: ${JSON.stringify(reports)}\n`);
const apiEnv: Record<string, string> = {};
const payer = new Payer();
const begunAt = Date.now();
let stack: Stack;
let keys: OpenedVault;
let database: Database;
let models: Models;
let temporal: Client;
let accounts: Accounts;

beforeAll(async () => {
  const env = {
    ...{ REDRESS_POLICIES: policies, REMEDY_GATEWAY_URL: await payer.start(), REMEDY_GATEWAY_SECRET: PAYER_SECRET },
  };
  const before = async (one: Stack): Promise<void> => {
    database = await connect(one.mongoUri);
    const { password, people } = await seedStaff(database, one.data);
    // On the staff and in no role of any policy: owns measures and is penalised all the same.
    const staff = new Staff(database);
    await staff.upsert(member('wen', { name: '文' }));
    await staff.setPassword('wen', await hashPassword(password));
    accounts = new Accounts(one.apiUrl, password, people);
  };
  stack = await Stack.start({ api: true, env, apiEnv, before });
  keys = await openVault(join(stack.data, 'keys'));
  models = openModels(database, keys);
  temporal = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
}, 240_000);

afterAll(async () => {
  await temporal.connection.close();
  await database.close();
  await stack.stop();
  await payer.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

test('a worker is killed while it tells customers: another goes on soon, not only when the time for a batch is over', async () => {
  const staff = new HttpStaff(accounts, Date.now() + 150_000);
  const kase = await register(staff, 'told', { ...GOODS, text: '电饭煲漏电' });
  const { no } = await staff.post<{ no: string }>('chen', '/incidents', { policy: 'batch', cases: [kase] }, 'by-hand');
  await staff.post('chen', `${pathOf(no)}/contacts`, { list: 'told', contacts: customers('told') }, 'told');
  await staff.act('chen', no, 'startContacting', { text: '请停止使用。' });
  await staff.until('customers being told', async () => {
    const { raw } = await temporal.workflow.getHandle(no).describe();
    return raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'contactCustomers');
  });
  await stack.kill('worker');
  const killedAt = Date.now();
  await stack.begin('worker');
  const { told, repeated } = await staff.until('everybody told', () => allContacted(staff, no));
  expect({ told, repeated }).toEqual({ told: CONTACTS - REPEATED, repeated: REPEATED });
  expect(Date.now() - killedAt).toBeLessThan(120_000);

  await staff.act('lin', kase, 'withdraw', {});
  await staff.doTask('chen', kase, 'confirmWithdrawal', { confirmed: true });
  await staff.until(`the end of ${kase}`, () => closed(staff, kase));
  await staff.act('chen', no, 'close', {});
  await staff.until(`the end of ${no}`, () => closed(staff, no));
}, 240_000);

test(
  `an incident of ${MEMBERS}, measures of ${MEASURED} cases and penalties in ${PENALISED}, while worker, API, Temporal and MongoDB are killed: all end as they should, nothing is done twice or lost`,
  async () => {
    const staff = new HttpStaff(accounts, Date.now() + LIMIT_MS);
    // The two weeks before are reported as an outage's missed starts are.
    const [now, day] = [Date.now(), 86_400_000];
    const ofWeeks = {
      ...{ start: new Date(now - 14 * day), end: new Date(now), overlap: ScheduleOverlapPolicy.BUFFER_ALL },
    };
    // The worker makes the schedule in its own time.
    await staff.until('the weekly report to be scheduled', () =>
      temporal.schedule
        .getHandle('report/batch/weekly')
        .backfill(ofWeeks)
        .then(
          () => true,
          () => undefined,
        ),
    );
    const kills = stack.kills;
    const killer = new Killer(stack, PAUSE_MS);
    let incident: { no: string; members: string[] };
    let measures: string[];
    let penalised: string[];
    try {
      [incident, measures, penalised] = await Promise.all([
        handleIncident(staff),
        inParallel(numbered('measured', MEASURED), 2, (name) => pursueMeasures(staff, name)).then((some) =>
          some.flat(),
        ),
        inParallel(numbered('penalised', PENALISED), 2, (name) => penalise(staff, name)),
      ]);
    } finally {
      await killer.stop();
    }
    expect(stack.kills).toBeGreaterThan(kills + 1);

    // Each remedy once, and each only what was approved.
    expect([...payer.executions].filter(([, times]) => times > 1)).toEqual([]);
    for (const no of incident.members) {
      const { remedies, incident: of } = (await models.register.get(no))!.state;
      expect(of).toMatchObject({ no: incident.no });
      expect(Object.values(remedies)).toMatchObject([{ kind: 'refund', status: 'executed', costFen: REFUND_FEN }]);
      expect([...payer.executions.keys()].filter((key) => key.startsWith(no))).toHaveLength(1);
    }
    const { members, contacts } = (await models.incidents.get(incident.no))!;
    expect(Object.keys(members).sort()).toEqual([...incident.members].sort());
    expect(contacts).toMatchObject([
      ...[{ total: CONTACTS, upTo: CONTACTS, failed: 0, repeated: REPEATED, optedOut: OPTED_OUT }],
    ]);

    expect(new Set(measures).size).toBe(2 * MEASURED);
    for (const no of measures)
      expect(await models.correctiveActions.get(no)).toMatchObject({ status: 'closed', outcome: 'effective' });

    for (const no of penalised) {
      const booked = (await models.penalties.ofCase(no)).map(({ penalty }) => penalty);
      expect(booked).toMatchObject([
        { person: 'wen', percent: 5, of: 'performancePay' },
        { person: 'wu', percent: 5, of: 'bonus' },
      ]);
    }
    expect((await models.supplierClaims.list({}, { limit: 100 })).total.count).toBe(PENALISED);
  },
  LIMIT_MS + 120_000,
);

test('who was told, was told once', async () => {
  const folder = join(stack.data, 'mails');
  // What a kill has left half written has another ending.
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const mails = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as StoredMail);
  // The owner of a measure hears of it anew in each round: that of one measure has two.
  const [ofOwners, others] = [true, false].map((is) => mails.filter(({ key }) => key.includes('/owner/') === is));
  expect(ofOwners).toHaveLength(3 * MEASURED);
  // A mail about something else says something else.
  const told = await Promise.all(
    others!.map(async ({ no, to, subject, text }) =>
      JSON.stringify(await keys.vault.openDeep([no, to, subject, text], no ?? '')),
    ),
  );
  expect(told.filter((one, i) => told.indexOf(one) !== i)).toEqual([]);
  const ofIncident = told.filter((one) => one.includes('customer-storm-'));
  expect(ofIncident).toHaveLength(CONTACTS - REPEATED - OPTED_OUT);
  expect(mails.filter(({ key }) => key.startsWith('report/batch/weekly/'))).toHaveLength(2);
}, 60_000);

test('reports of the time are ordered again and again while everything is killed: the figures are those of the cases, each time the same', async () => {
  apiEnv['NODE_OPTIONS'] = IN_A_MONTH;
  await stack.parts.get('api')?.stop();
  await stack.begin('api');
  const staff = new HttpStaff(accounts.again(), Date.now() + 240_000);
  const [bundle] = (await models.policies.list()).filter(({ id }) => id === 'batch');
  const { zone } = (await models.bundles.get(bundle!.hash)).calendar;
  const killer = new Killer(stack, PAUSE_MS);
  try {
    for (const [every, name] of [
      ['week', 'weekly'],
      ['month', 'monthly'],
    ] as const) {
      const days = [begunAt, Date.now()].map((at) => localDateOf(at, zone));
      const periods = [...new Set(days.map((day) => periodOf(every, day, zone).id))];
      const sum: Record<string, number> = {};
      for (const period of periods) {
        const order = (time: number) =>
          staff.post<{ isSame: boolean; document: ReportDocument }>(
            'chen',
            `/reports/batch.${name}/${period}`,
            {},
            `${name}-${period}-${time}`,
          );
        const [first, second] = await Promise.all([order(1), order(2)]);
        const again = [second];
        for (const kills = stack.kills; stack.kills < kills + 2;) again.push(await order(again.length + 2));
        for (const { isSame, document } of again) {
          expect(isSame).toBe(true);
          expect(document).toEqual(first.document);
        }
        for (const [figure, value] of Object.entries(first.document.sections[0]?.rows[0]?.figures ?? {}))
          sum[figure] = (sum[figure] ?? 0) + (value ?? 0);
      }
      const all = MEMBERS + 1;
      const remedies = { remedies: MEMBERS, costFen: MEMBERS * REFUND_FEN };
      expect(sum).toEqual({ received: all, resolved: all, closed: all, ...remedies });
    }
  } finally {
    await killer.stop();
  }
}, 300_000);

test('every chain is intact, the stores say what the histories say, and every history replays', async () => {
  const running = "ExecutionStatus = 'Running'";
  const staff = new HttpStaff(accounts, Date.now() + 120_000);
  await staff.until('the end of every workflow', async () =>
    (await temporal.workflow.count(running)).count === 0 ? true : undefined,
  );
  const { differences } = await rebuild({ client: temporal, connection: database, ...keys, check: true });
  expect(differences).toEqual([]);
  const ended: string[] = [];
  for await (const { workflowId, type, status } of temporal.workflow.list()) {
    expect([workflowId, status.name]).toEqual([workflowId, expect.stringMatching(/^(COMPLETED|CONTINUED_AS_NEW)$/)]);
    // Reports and absences come by the clock and journal nothing.
    if (type !== REPORT_WORKFLOW && type !== ABSENCES_WORKFLOW) ended.push(workflowId);
  }
  // The incidents are two, each measured case has two measures.
  expect(new Set(ended).size).toBe(MEMBERS + 1 + 3 * MEASURED + PENALISED + 2);
  for (const no of new Set(ended)) expect(await models.audit.verifyCase(no)).toMatchObject({ no, intact: true });
  const { replayed, failed } = await replayAll(temporal);
  expect(failed).toEqual([]);
  expect(replayed).toBeGreaterThan(ended.length);
}, 300_000);

const GOODS = { policy: 'batch', category: 'goods', channel: 'counter', complainant: { name: '顾女士' } };

/** From the first like complaints to the end of the last: investigated and answered once, remedied each. */
async function handleIncident(staff: HttpStaff): Promise<{ no: string; members: string[] }> {
  const like = { ...GOODS, text: '电饭煲漏电', product: 'cooker-5', fields: { batch: 'B2609' } };
  const names = numbered('like', MEMBERS);
  const registerAll = (some: string[]) => inParallel(some, 4, (name) => register(staff, name, like));
  const early = await registerAll(names.slice(0, Math.ceil(MEMBERS / 2)));
  const no = await staff.until('an incident', async () => {
    const { items } = await staff.get<{ items: { no: string }[] }>('chen', '/incidents?status=open&policy=batch');
    return items[0]?.no;
  });
  await staff.doTask('chen', no, 'submitFindings', { cause: '插座接触不良', causeCode: 'socket', persons: [] });
  const options = [{ remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: REFUND_FEN } }] }];
  await staff.act('chen', no, 'propose', { options });
  // Whoever comes now hears everything there is.
  const [late] = await Promise.all([
    registerAll(names.slice(early.length)),
    staff.act('feng', no, 'approve', {}),
    contactOthers(staff, no),
  ]);
  const members = [...early, ...late];
  await inParallel(members, 6, async (member) => {
    await staff.doTask('lin', member, 'answerOffer', { accepted: true });
    await staff.until(`the end of ${member}`, () => closed(staff, member));
  });
  await staff.act('chen', no, 'close', {});
  await staff.until(`the end of ${no}`, () => closed(staff, no));
  return { no, members };
}

/** In batches, stopped after the first and gone on with. */
async function contactOthers(staff: HttpStaff, no: string): Promise<void> {
  const contacts = customers('storm');
  await staff.post('chen', '/incidents/opt-outs', { email: contacts[0]?.email }, 'opt-out');
  await staff.post('chen', `${pathOf(no)}/contacts`, { list: 'others', contacts }, 'others');
  const text = '请停止使用该批电饭煲。';
  await staff.act('chen', no, 'startContacting', { text }, 'start-1');
  await staff.act('chen', no, 'stopContacting', {}, 'stop');
  await staff.act('chen', no, 'startContacting', { text }, 'start-2');
  await staff.until('everybody told', () => allContacted(staff, no));
}

/** A case whose two measures outlive it: carried out with evidence, verified by somebody else; one works at once. */
async function pursueMeasures(staff: HttpStaff, name: string): Promise<string[]> {
  const measures = [1, 2].map((i) => ({ what: `装车前复核地址 ${i}`, owner: 'wen' }));
  const plan: Plan = {
    ...{ name, end: 'solved' },
    does: ({ actions }) =>
      actions.includes('planImprovement') ? { action: 'planImprovement', data: { measures } } : undefined,
  };
  const complaint = { policy: 'enterprise-eight-step', category: 'transport', channel: 'phone', text: '又送错地址' };
  const no = await register(staff, name, { ...complaint, complainant: { name: '翟先生' } });
  expect(await new HttpCase(accounts, no, plan).run(Date.now() + LIMIT_MS)).toMatchObject({ end: plan.end });
  const { improvements } = await staff.get<{ improvements: { correctiveAction: string }[] }>('chen', pathOf(no));
  return inParallel(improvements, 2, async ({ correctiveAction }) => {
    const rounds = correctiveAction === improvements[0]?.correctiveAction ? [true] : [false, true];
    for (const effective of rounds) {
      await staff.doTask('wen', correctiveAction, 'reportCompletion', { evidence: '复核单已存档' });
      await staff.doTask('zheng', correctiveAction, 'verify', {});
      await staff.doTask('zheng', correctiveAction, 'assess', { effective, finding: '看投诉数' });
    }
    await staff.until(`the end of ${correctiveAction}`, () => closed(staff, correctiveAction));
    return correctiveAction;
  });
}

/** Somebody without any role is heard, appeals and pays less; the department's head accepts. */
async function penalise(staff: HttpStaff, name: string): Promise<string> {
  const complaint = { policy: 'penalised', category: 'quality', channel: 'phone', text: '保温杯漏水' };
  const no = await register(staff, name, { ...complaint, complainant: { name: '石女士' } });
  await staff.doTask('zhao', no, 'accept', {});
  await staff.act('zhao', no, 'recordCost', { what: '送检', amountFen: 70_000 });
  const findings = { cause: '密封圈装反', persons: ['wen'], supplier: '恒达橡胶' };
  await staff.doTask('zhao', no, 'submitFindings', findings);
  await staff.doTask('wen', no, 'stateView', { statement: '当天新换了密封圈' });
  await staff.doTask('wu', no, 'stateView', {});
  await staff.doTask('zheng', no, 'decidePenalties', {});
  await staff.doTask('wen', no, 'appealPenalty', { grounds: '来料未检' });
  await staff.doTask('wu', no, 'acceptPenalty', {});
  await staff.doTask('feng', no, 'decideAppeal', { reduced: [{ index: 0, percent: 5, reason: '来料检验缺失' }] });
  await staff.until(`the end of ${no}`, () => closed(staff, no));
  return no;
}

async function register(staff: HttpStaff, name: string, complaint: object): Promise<string> {
  return (await staff.post<{ no: string }>('lin', '/complaints', complaint, `register:${name}`)).no;
}

async function closed(staff: HttpStaff, no: string): Promise<true | undefined> {
  const { status } = await staff.get<{ status: string }>('chen', pathOf(no));
  return status === 'closed' ? true : undefined;
}

async function allContacted(staff: HttpStaff, no: string): Promise<{ told: number; repeated: number } | undefined> {
  type List = { total: number; upTo: number; told: number; repeated: number };
  const { contacts } = await staff.get<{ contacts: List[] }>('chen', pathOf(no));
  return contacts.length > 0 && contacts.every(({ total, upTo }) => upTo === total) ? contacts[0] : undefined;
}

function customers(list: string): { name: string; email: string }[] {
  return Array.from({ length: CONTACTS }, (_, i) => {
    const email = `customer-${list}-${i % 20 === 19 ? i - 1 : i}@example.com`;
    return { name: `客户${i}`, email: i % 20 === 19 ? email.toUpperCase() : email };
  });
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);
}
