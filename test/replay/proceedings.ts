import { setTimeout as sleep } from 'node:timers/promises';
import type { CorrectiveActionState } from '../../domain/corrective-action/state';
import type { TestDatabase } from '../models/test-database';
import type { History } from '../support/at-rest';
import { CorrectiveActionOffice } from '../support/live-corrective-action';
import { IncidentOffice } from '../support/live-incident';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { quietMonday } from '../support/quiet-monday';
import type { TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

const DAY = 86_400_000;
const desk = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };

/** What goes on beside the cases, by the name under which its histories are kept. */
export const PROCEEDINGS: Readonly<
  Record<string, (server: TimeSkipping, database: TestDatabase, eventsPerRun?: number) => Promise<History[]>>
> = { incident, 'corrective-action': correctiveAction };

/** Two members of three stay; the first answer proposed is rejected; overdue once; closed when its members are. */
async function incident(server: TimeSkipping, database: TestDatabase, eventsPerRun?: number): Promise<History[]> {
  const office = new IncidentOffice(server, ...(await world(server, database, 'batch')));
  const rules = office.bundle.policy.incidents;
  if (rules === undefined) throw new Error('the policy knows no incidents');
  const [manager, general] = ['complaintsManager', 'generalManager'];
  return server.withWorker(office.activities(), async () => {
    const complaint = { category: 'goods', channel: 'counter', complainant: {}, text: '电饭煲漏电' };
    const cases = [await office.record(complaint), await office.record(complaint), await office.record(complaint)];
    const [leaves, ...stay] = cases;
    const no = await office.open(manager, rules, eventsPerRun);
    const does = async (by: string, action: string, data: Record<string, unknown> = {}): Promise<void> => {
      const reply = await office.act(no, { by, action, data });
      if ('code' in reply) throw new Error(`${action}: ${reply.code}`);
    };
    await does(manager, 'link', { cases: cases.map((one) => one.no) });
    await office.until(no, ({ members }) => Object.values(members).every(({ told }) => told.join === 1));
    await office.signal(no, { by: manager, action: 'unlink', data: { case: leaves?.no } });
    await office.until(no, ({ members }) => members[leaves?.no ?? '']?.told.leave === 1);
    // Nobody finds out in time, and who is above hears of it.
    await server.pass(4 * DAY);
    await does(manager, 'submitFindings', { cause: '一批插座接触不良', causeCode: 'socket', persons: [] });
    const refund = (amountFen: number) => ({
      options: [{ remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen } }] }],
    });
    await does(manager, 'propose', refund(19_900));
    await does(general, 'reject', { reason: '应全额退款' });
    await does(manager, 'propose', refund(39_900));
    await does(general, 'approve');
    await office.until(no, ({ members }) => stay.every((one) => members[one.no]?.told.answer === 1));
    await does(manager, 'note', { text: '厂家已召回' });
    for (const one of stay) {
      while (office.world.stateOf(one.no).lines['main']?.step !== 'offer') await sleep(20);
      await one.act({ by: desk, action: 'answerOffer', data: { accepted: true } });
    }
    await does(manager, 'close');
    await server.pass(3 * DAY);
    await office.until(no, ({ status }) => status === 'closed');
    return office.histories(no);
  });
}

/** Carried out with evidence, verified, found not to work; better in the second round. */
async function correctiveAction(
  server: TimeSkipping,
  database: TestDatabase,
  eventsPerRun?: number,
): Promise<History[]> {
  const office = new CorrectiveActionOffice(server, ...(await world(server, database, 'improving')));
  const { bundle } = office;
  await database.policies.publish(bundle, { by: 'test' });
  const rules = bundle.policy.correctiveActions;
  if (rules === undefined) throw new Error('the policy knows no corrective actions');
  const [owner, general] = ['complaintsDesk', 'generalManager'];
  return server.withWorker(office.activities(), async () => {
    const kase = await office.record({ category: 'queue', channel: 'counter', complainant: {}, text: '排队太久' });
    const no = await office.open(rules.overseer, rules, eventsPerRun);
    const does = async (by: string, action: string, data: Record<string, unknown> = {}): Promise<void> => {
      const reply = await office.act(no, { by, action, data });
      if ('code' in reply) throw new Error(`${action}: ${reply.code}`);
    };
    const origin = { cases: [kase.no] };
    await does(rules.overseer, 'plan', { origin, aim: 'corrective', what: '增开收银台', owner, category: 'queue' });
    const due = (name: string) => (state: CorrectiveActionState) => state.dues[name] !== undefined;
    for (const effective of [false, true]) {
      await office.until(no, due('carryOut'));
      await does(owner, 'reportCompletion', { evidence: '已增开两个收银台', documents: ['排班表'] });
      await office.until(no, due('verify'));
      await does(general, 'verify');
      await office.until(no, ({ watchUntil }) => watchUntil !== undefined);
      await server.pass(30 * DAY + 60_000);
      await office.until(no, due('assess'));
      await does(general, 'assess', { effective, finding: '看投诉数' });
    }
    await office.until(no, ({ status }) => status === 'closed');
    return office.histories(no);
  });
}

/** On a quiet Monday, with everybody of the policy there. */
async function world(server: TimeSkipping, database: TestDatabase, policy: string) {
  const policies = allPolicies();
  const bundle = policies.get(policy);
  if (bundle === undefined) throw new Error(`there is no policy ${policy}`);
  await server.pass(quietMonday(bundle.calendar, await server.now()) - (await server.now()));
  return [new WorldInMemory(policies, await directoryOf(everybody(bundle.policy))), database, bundle] as const;
}
