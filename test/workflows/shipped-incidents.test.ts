import type { CaseState } from '../../domain/case/state';
import { IncidentOffice } from '../support/live-incident';
import type { LiveCase } from '../support/live-case';
import { actorOf, directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';
import { testDatabase } from '../models/test-database';

const database = testDatabase();
const policies = allPolicies();

let server: TimeSkipping;
beforeEach(async () => (server = await TimeSkipping.start()), 60_000);
afterEach(async () => {
  expect(complaintsOfWorkers()).toEqual([]);
  await server.stop();
});

/** People of a shipped policy, its incidents and what is counted for them. */
async function officeOf(policy: string): Promise<IncidentOffice> {
  const bundle = policies.get(policy)!;
  const world = new WorldInMemory(policies, await directoryOf(everybody(bundle.policy)));
  return new IncidentOffice(server, world, database(), bundle);
}

/** Somebody who holds a role does something to a case. */
async function does(kase: LiveCase, who: string, action: string, data: Record<string, unknown> = {}): Promise<void> {
  const person = everybody(kase.bundle.policy).find(({ id }) => id === who)!;
  const reply = await kase.act({ by: actorOf(person), action, data });
  expect([action, 'refusal' in reply ? reply.refusal : undefined]).toEqual([action, undefined]);
}

async function until(
  office: IncidentOffice,
  { no }: LiveCase,
  holds: (state: CaseState) => boolean,
): Promise<CaseState> {
  for (let i = 0; i < 400; i++) {
    const state = office.world.stateOf(no);
    if (holds(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${no} has not come so far: ${JSON.stringify(office.world.stateOf(no).lines)}`);
}

const joined = ({ incident }: CaseState): boolean => incident !== undefined;
const at = (step: string) => (state: CaseState) => state.lines['main']?.step === step;

test('telecom: faults that were judged to hit many are one incident, those judged isolated are not', async () => {
  const office = await officeOf('telecom');
  const fault = {
    ...{ category: 'network', channel: 'phone', product: '城东宽带', text: '上不了网', demand: { kind: 'repair' } },
    complainant: { name: '尤先生', phone: '13800000014', account: '57300006', email: 'you@example.com' },
    ...{ occurredAt: '2026-09-01T08:00:00+08:00', fields: { felt: 'serious' } },
  };
  /** Taken down, and judged. */
  const judged = async (scope: 'batch' | 'isolated'): Promise<LiveCase> => {
    const kase = await office.record(fault);
    await does(kase, 'complaintsDesk', 'confirmRecord', { confirmed: true });
    await does(kase, 'complaintsDesk', 'handOn');
    const at = new Date((await server.now()) + 86_400_000).toISOString();
    await does(kase, 'complaintsDesk', 'agreeTime', { at });
    const fields = { scope, customers: 40, lossFen: 0, use: 'none', distress: 'some', urgency: 'high' };
    await does(kase, 'complaintsDesk', 'fillForm', { fields: { ...fields, reputation: 'high' } });
    return kase;
  };
  await server.withWorker(office.activities(), async () => {
    const many = [await judged('batch'), await judged('batch')];
    const alone = await judged('isolated');
    expect(many.map(({ no }) => office.world.stateOf(no).incident)).toEqual([undefined, undefined]);
    many.push(await judged('batch'));
    const { incident } = await until(office, many[2]!, joined);
    const no = incident!.no;
    expect(Object.keys(office.stateOf(no).members).sort()).toEqual(many.map((one) => one.no).sort());
    expect(office.world.stateOf(alone.no).incident).toBeUndefined();

    // A higher level finds out and proposes once, and a still higher one approves.
    const findings = { cause: '光缆被挖断', persons: [] };
    const waiver = { kind: 'waiver', params: { charge: '宽带月租', amountFen: 3_000 } };
    expect(await office.act(no, { by: 'complaintsManager', action: 'submitFindings', data: findings })).toMatchObject({
      code: 'WrongRole',
    });
    const director = { by: 'serviceDirector' };
    expect(await office.act(no, { ...director, action: 'submitFindings', data: findings })).toMatchObject({ no });
    const options = [{ remedies: [waiver, { kind: 'apology', params: {} }] }];
    expect(await office.act(no, { ...director, action: 'propose', data: { options } })).toMatchObject({ no });
    expect(await office.act(no, { by: 'generalManager', action: 'approve' })).toMatchObject({ no });
    for (const kase of many) {
      await until(office, kase, (state) => state.incident?.proposal !== undefined);
      await does(kase, 'handler-network', 'accept');
      const fields = { responsible: 'network', evidence: 'networkLogs' };
      await does(kase, 'handler-network', 'fillForm', { fields, texts: { rule: '服务规范', reference: '断线记录' } });
      const { proposal } = await until(office, kase, at('offer'));
      expect(proposal).toMatchObject({ costFen: 3_000, incident: { no, approvedBy: 'generalManager' } });
    }
    await does(alone, 'handler-network', 'accept');
    expect(office.stateOf(no).warned.map(({ role }) => role)).toEqual(['serviceDirector', 'generalManager']);
  });
}, 120_000);

test('retail-store: the third widespread complaint about an article makes an incident of all three', async () => {
  const office = await officeOf('retail-store');
  const widespread = async (product: string): Promise<LiveCase> => {
    const complainant = { name: '商女士', phone: '13800000085' };
    const kase = await office.record({ category: 'quality', channel: 'visit', complainant, product, text: '脱胶' });
    const reception = { fields: { place: 'office', calm: true }, texts: { wants: '修理' } };
    await does(kase, 'complaintsDesk', 'fillForm', reception);
    const at = new Date((await server.now()) + 86_400_000).toISOString();
    await does(kase, 'complaintsDesk', 'agreeTime', { at });
    const fields = { soldHere: 'yes', compared: 1, days: 35, spread: 'widespread' };
    await does(kase, 'complaintsManager', 'fillForm', { fields });
    return kase;
  };
  await server.withWorker(office.activities(), async () => {
    const shoes = [await widespread('皮鞋 2608'), await widespread('皮鞋 2608')];
    const other = await widespread('皮鞋 2512');
    shoes.push(await widespread('皮鞋 2608'));
    const { incident } = await until(office, shoes[0]!, joined);
    expect(Object.keys(office.stateOf(incident!.no).members).sort()).toEqual(shoes.map(({ no }) => no).sort());
    expect(office.world.stateOf(other.no).incident).toBeUndefined();
    const repair = { kind: 'repair', params: { where: 'withUs', item: '重新粘合', costFen: 3_000 } };
    const manager = { by: 'complaintsManager' };
    const propose = { ...manager, action: 'propose', data: { options: [{ remedies: [repair] }] } };
    expect(await office.act(incident!.no, propose)).toMatchObject({ code: 'NotYet' });
    const findings = { cause: '胶水批次不良', persons: [], supplier: 'S8' };
    await office.act(incident!.no, { ...manager, action: 'submitFindings', data: findings });
    await office.act(incident!.no, propose);
    expect(await office.act(incident!.no, { by: 'generalManager', action: 'approve' })).toMatchObject({
      status: 'open',
    });
    for (const kase of shoes) {
      await until(office, kase, (state) => state.incident?.proposal !== undefined);
      await does(kase, 'complaintsManager', 'chooseWay', { way: 'ours', reason: '用料问题' });
      await does(kase, 'complaintsManager', 'judge', { founded: true });
      expect((await until(office, kase, at('offer'))).proposal).toMatchObject({ costFen: 3_000 });
    }
  });
}, 120_000);
