import { randomBytes } from 'node:crypto';
import { correspondenceOver } from '../../activities/ports/correspondence';
import { formatNumber } from '../../domain/values/complaint-number';
import { SYSTEM_ROLE } from '../../domain/linked-cases/system';
import { directoryOf, everybody } from '../support/people';
import { IncidentOffice } from '../support/live-incident';
import type { LiveCase } from '../support/live-case';
import { allPolicies } from '../support/policies';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';
import { testDatabase } from '../models/test-database';

const database = testDatabase();
const policies = allPolicies();
const bundle = policies.get('batch')!;
const people = everybody(bundle.policy);
const desk = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };

let server: TimeSkipping;
let office: IncidentOffice;
beforeEach(async () => {
  server = await TimeSkipping.start();
  office = new IncidentOffice(server, new WorldInMemory(policies, await directoryOf(people)), database(), bundle);
}, 60_000);
afterEach(async () => {
  expect(complaintsOfWorkers()).toEqual([]);
  expect(office.world.conflicts).toEqual([]);
  await server.stop();
});

let batches = 0;
/** Complaints about a batch of their own: each test has one that no other has. */
const newBatch = (): string => `B${++batches}`;
const complaint = (batch: string) => ({
  category: 'goods',
  channel: 'counter',
  complainant: {},
  text: '电饭煲漏电',
  product: 'cooker-5',
  fields: { batch },
});

/** The incident that a case has been told it belongs to. */
async function incidentOf(kase: LiveCase): Promise<string> {
  for (let i = 0; i < 200; i++) {
    const incident = office.world.stateOf(kase.no).incident;
    if (incident !== undefined) return incident.no;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${kase.no} belongs to no incident`);
}

const FINDINGS = { cause: '一批插座接触不良', causeCode: 'socket', persons: [], supplier: 'S7' };
const REFUND = { options: [{ remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 39_900 } }] }] };

/** What was found and is offered, decided by those whose it is. */
async function decide(no: string): Promise<void> {
  const manager = 'complaintsManager';
  expect(await office.act(no, { by: manager, action: 'submitFindings', data: FINDINGS })).toMatchObject({ no });
  expect(await office.act(no, { by: manager, action: 'propose', data: REFUND })).toMatchObject({ no });
  expect(await office.act(no, { by: 'generalManager', action: 'approve' })).toMatchObject({ no, status: 'open' });
}

async function standsAt(kase: LiveCase, step: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    const { lines, tasks } = office.world.stateOf(kase.no);
    const isOpen = Object.values(tasks).some(({ id, status }) => status === 'open' && id.startsWith(`main/${step}/`));
    if (lines['main']?.step === step && isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${kase.no} does not come to ${step}: ${JSON.stringify(office.world.stateOf(kase.no).lines)}`);
}

const refundsOf = (no: string) =>
  office.world.done.filter(({ activity, key }) => activity === 'executeRemedy' && key.startsWith(`${no}/`));

test('the third complaint about a batch makes an incident of all three, and one answer serves them', async () => {
  const batch = newBatch();
  await server.withWorker(
    office.activities(),
    async () => {
      const cases = [await office.record(complaint(batch)), await office.record(complaint(batch))];
      const elsewhere = await office.record(complaint(newBatch()));
      cases.push(await office.record(complaint(batch)));
      const no = await incidentOf(cases[0]!);
      const state = await office.until(no, ({ members }) =>
        Object.values(members).every(({ told }) => told.join !== undefined),
      );
      expect(Object.keys(state.members).sort()).toEqual(cases.map((one) => one.no).sort());
      expect(state.alike).toEqual({ rule: 'sameBatch', values: { product: 'cooker-5', 'intake.batch': batch } });
      expect(office.world.stateOf(elsewhere.no).incident).toBeUndefined();

      await decide(no);
      for (const one of cases) {
        await standsAt(one, 'offer');
        // Found and approved once; the case asked nobody.
        const { findings, proposal, rejections } = office.world.stateOf(one.no);
        expect(findings).toMatchObject({ causeCode: 'socket', supplier: 'S7' });
        expect(await database().keys.vault.open(findings!.cause, one.no)).toBe(FINDINGS.cause);
        expect(proposal).toMatchObject({ costFen: 39_900, incident: { no, approvedBy: 'generalManager' } });
        expect(rejections).toBe(0);
      }
      // Each has its own customer: one agrees, one does not and gets a proposal of its own.
      await cases[0]!.act({ by: desk, action: 'answerOffer', data: { accepted: true } });
      await cases[1]!.act({ by: desk, action: 'answerOffer', data: { accepted: false } });
      await standsAt(cases[1]!, 'propose');
      expect(refundsOf(cases[0]!.no)).toHaveLength(1);
      expect(refundsOf(cases[1]!.no)).toHaveLength(0);
      expect(office.stateOf(no).warned.map(({ role }) => role)).toEqual(['generalManager', 'complaintsDesk']);
    },
    50,
  );
}, 120_000);

test('complaints of two stores are one incident, which is answered above both', async () => {
  const batch = newBatch();
  await server.withWorker(
    office.activities(),
    async () => {
      const cases: LiveCase[] = [];
      for (const store of ['store-east', 'store-east', 'store-west'])
        cases.push(await office.record(complaint(batch), ['hq', store]));
      const no = await incidentOf(cases[0]!);
      await office.until(no, ({ members }) => Object.values(members).every(({ told }) => told.join === 1));
      expect(office.stateOf(no).places).toEqual([
        ['hq', 'store-east'],
        ['hq', 'store-west'],
      ]);
      const findings = { by: 'complaintsManager', action: 'submitFindings', data: FINDINGS };
      const answer = { by: 'complaintsManager', action: 'propose', data: REFUND };
      const approval = { by: 'generalManager', action: 'approve' };
      for (const deed of [findings, answer, approval]) {
        expect(await office.act(no, { ...deed, at: 'store-east' })).toMatchObject({ code: 'WrongPlace', status: 403 });
        expect(await office.act(no, { ...deed, at: 'hq' })).toMatchObject({ no });
      }
      for (const one of cases) await office.until(no, ({ members }) => members[one.no]?.told.answer === 1);
    },
    50,
  );
}, 120_000);

test('a complaint that was taken out goes on by itself: the answer for the others is not its own', async () => {
  const batch = newBatch();
  await server.withWorker(
    office.activities(),
    async () => {
      const cases: LiveCase[] = [];
      for (let i = 0; i < 3; i++) cases.push(await office.record(complaint(batch)));
      const [stays, , leaves] = cases as [LiveCase, LiveCase, LiveCase];
      const no = await incidentOf(leaves);
      await office.until(no, ({ members }) => Object.values(members).every(({ told }) => told.join === 1));
      const unlink = { by: 'complaintsManager', action: 'unlink', data: { case: leaves.no } };
      expect(await office.act(no, unlink)).toMatchObject({ no });
      await office.until(no, ({ members }) => members[leaves.no]?.told.leave === 1);
      expect(office.world.stateOf(leaves.no).incident).toBeUndefined();

      await decide(no);
      await standsAt(stays, 'offer');
      // It asks its own people, and what they find and offer is its own.
      await standsAt(leaves, 'investigate');
      const { findings, proposal } = office.world.stateOf(leaves.no);
      expect([findings, proposal]).toEqual([undefined, undefined]);
      await leaves.act({ by: desk, action: 'submitFindings', data: { cause: '插头未插好' } });
      await standsAt(leaves, 'propose');
      expect(office.world.stateOf(stays.no).findings).toMatchObject({ causeCode: 'socket' });
      expect(office.world.stateOf(leaves.no).findings?.causeCode).toBeUndefined();
    },
    50,
  );
}, 120_000);

test('every message sent twice, and every order done twice, is done once', async () => {
  const batch = newBatch();
  await server.withWorker(
    office.activities({ twice: true }),
    async () => {
      const cases = [];
      for (let i = 0; i < 3; i++) cases.push(await office.record(complaint(batch)));
      const no = await incidentOf(cases[0]!);
      const alone = await office.record(complaint(newBatch()));
      const link = { by: 'complaintsManager', action: 'link', data: { cases: [alone.no, alone.no] }, key: 'link-1' };
      const first = await office.act(no, link);
      expect(await office.act(no, link)).toEqual(first);
      expect(await office.act(no, { ...link, data: { cases: [cases[0]!.no] } })).toMatchObject({ code: 'KeyReused' });
      expect(await office.act(no, { ...link, key: 'link-2' })).toMatchObject({ code: 'AlreadySo' });

      const submit = { by: 'complaintsManager', action: 'submitFindings', data: FINDINGS, key: 'f' };
      await office.signal(no, submit);
      await office.signal(no, submit);
      const propose = { by: 'complaintsManager', action: 'propose', data: REFUND, key: 'p' };
      expect(await office.act(no, propose)).toMatchObject({ no });
      expect(await office.act(no, propose)).toMatchObject({ no });
      expect(await office.act(no, { by: 'generalManager', action: 'approve', key: 'a' })).toMatchObject({ no });
      for (const one of [...cases, alone]) {
        await standsAt(one, 'offer');
        const answer = { by: desk, action: 'answerOffer', data: { accepted: true }, key: 'yes' };
        await one.act(answer);
        await one.act(answer);
        await one.atRest();
        const types = office.world.eventsOf(one.no).map(({ type }) => type);
        const times = (type: string) => types.filter((other) => other === type).length;
        expect(['IncidentJoined', 'FindingsSubmitted', 'RemedyProposed', 'RemedyExecuted'].map(times)).toEqual([
          1, 1, 1, 1,
        ]);
        expect(times('AnswerAdopted')).toBe(2);
        expect(refundsOf(one.no)).toHaveLength(1);
      }
      const { findings, members, refusals } = office.stateOf(no);
      expect(findings?.version).toBe(1);
      expect(Object.keys(members)).toHaveLength(4);
      expect(refusals).toBe(0);
    },
    50,
  );
}, 180_000);

test('opened by many at once, it hears every one of them', async () => {
  const no = formatNumber('incident', '2026-01-01', randomBytes(8));
  const { id, version, bundleHash, incidents } = bundle.policy;
  const opening = {
    policy: { id, version, bundleHash },
    rules: incidents!,
    alike: { rule: 'sameBatch', values: {} },
  };
  await database().keys.vault.sealerForNew(no);
  const correspondence = correspondenceOver(server.env.client);
  const link = (i: number) =>
    correspondence.actOnIncident({ no, opening }, 'linkAlike', {
      ...{ key: `alike:${i}`, fingerprint: `linkAlike-${i}-0123456789`, via: 'api' },
      by: { id: no, roles: [SYSTEM_ROLE], departments: [] },
      data: { cases: [formatNumber('complaint', '2026-01-01', randomBytes(8))], rule: 'sameBatch' },
    });
  await server.withWorker(office.activities(), async () => {
    expect(await Promise.all(Array.from({ length: 8 }, (_, i) => link(i)))).toEqual(Array(8).fill(true));
    await office.until(no, ({ members }) => Object.keys(members).length === 8, 15_000);
  });
}, 60_000);

/** A multiple of ten. */
const MANY = Number(process.env['REDRESS_MEMBERS'] ?? '60');

test('many members: found and answered once, each remedied once, and closed when all have ended', async () => {
  const batch = newBatch();
  await server.withWorker(
    office.activities(),
    async () => {
      const cases: LiveCase[] = [];
      for (let i = 0; i < MANY; i += 10)
        cases.push(...(await Promise.all(Array.from({ length: 10 }, () => office.record(complaint(batch))))));
      const no = await incidentOf(cases[0]!);
      const joined = await office.until(
        no,
        ({ members }) => Object.values(members).filter(({ told }) => told.join === 1).length === MANY,
        180_000,
      );
      expect(Object.keys(joined.members).sort()).toEqual(cases.map((one) => one.no).sort());
      await decide(no);
      await office.until(no, ({ members }) => Object.values(members).every(({ told }) => told.answer === 1), 240_000);
      expect(Object.values(office.stateOf(no).members).filter(({ refusals }) => refusals !== undefined)).toEqual([]);
      for (let i = 0; i < MANY; i += 10)
        await Promise.all(
          cases.slice(i, i + 10).map(async (one) => {
            await standsAt(one, 'offer');
            await one.act({ by: desk, action: 'answerOffer', data: { accepted: true } });
          }),
        );
      expect(await office.act(no, { by: 'complaintsManager', action: 'close' })).toMatchObject({ status: 'closing' });
      // The reopening window of every case, and one more look.
      await server.pass(26 * 3_600_000);
      await office.until(no, ({ status }) => status === 'closed', 120_000);
      for (const one of cases) expect(refundsOf(one.no)).toHaveLength(1);
      expect(office.world.breakOf(no)).toBeUndefined();
    },
    400,
  );
}, 900_000);
