import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import type { CorrectiveActionState } from '../../domain/linked-cases/corrective-action/state';
import { INCIDENT } from '../../domain/linked-cases/incident';
import type { IncidentState } from '../../domain/linked-cases/incident/state';
import type { Proceeding } from '../../domain/linked-cases/definition';
import type { ProceedingState } from '../../domain/linked-cases/state';
import type { World } from '../../domain/activity-contract';
import { openVault } from '../../vault/open-vault';
import { questions } from '../../workers/questions';
import type { TestDatabase } from '../models/test-database';
import { unrestOf } from '../support/at-rest';
import { Chance } from '../support/chance';
import { FaultyWorld } from '../support/faults';
import type { Word } from '../support/live-proceeding';
import { COUNTED, ProceedingOffice } from '../support/live-proceeding';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { inOneLine } from '../support/scenario-run';
import { bundleForTests, complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

/** Incidents and corrective actions where questions, work, words to staff and batches throw, or answer rubbish. */
const SEED = process.env['REDRESS_SEED'] ?? 'everything breaks';
const RUNS = Math.max(1, Math.ceil(Number(process.env['REDRESS_FAULT_STORIES'] ?? '10') / 20));
const SHARE = { share: 0.3, hangs: 0 };
const DAY = 86_400_000;

const policies = allPolicies();
const folder = mkdtempSync(join(tmpdir(), 'redress-faulty-'));
const opened = openVault(folder);
beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const REFUND = { options: [{ remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 39_900 } }] }] };

const MEMBER = formatComplaintNumber('2026-10-08', Buffer.alloc(8, 7));

/** How a kind of proceeding is brought to its end: what is said as it stands, or how long is waited. */
interface Life<S extends ProceedingState> {
  kind: Proceeding<S>;
  policy: string;
  opens: string;
  rules: 'incidents' | 'correctiveActions';
  next: (state: S, turn: number) => Word | number;
}

const measure: Life<CorrectiveActionState> = {
  ...{ kind: CORRECTIVE_ACTION, policy: 'improving', opens: 'complaintsManager', rules: 'correctiveActions' },
  next: ({ phase, dues, owner }) => {
    if (phase === 'plan') {
      const data = { origin: { cases: [] }, aim: 'corrective', what: '增开收银台', owner: 'complaintsDesk' };
      return { by: 'complaintsManager', action: 'plan', data };
    }
    if (dues[phase] === undefined) return DAY;
    if (phase === 'carryOut')
      return { by: owner ?? 'complaintsDesk', action: 'reportCompletion', data: { evidence: '完成' } };
    if (phase === 'verify') return { by: 'generalManager', action: 'verify' };
    return phase === 'assess'
      ? { by: 'generalManager', action: 'assess', data: { effective: true, finding: '见效' } }
      : DAY;
  },
};

const incident: Life<IncidentState> = {
  ...{ kind: INCIDENT, policy: 'batch', opens: 'complaintsManager', rules: 'incidents' },
  next: (state, turn) => {
    const by = 'complaintsManager';
    if (Object.keys(state.members).length === 0)
      return { by, action: 'link', data: { cases: [MEMBER], reason: '同批' } };
    if (state.contacts.length === 0) return { by, action: 'listContacts', data: { list: 'buyers', total: 120 } };
    if (state.contacting === undefined && state.contacts.some(({ upTo, total }) => upTo < total))
      return { by, action: 'startContacting', data: { text: '请停用' } };
    if (state.findings === undefined)
      return turn % 3 === 0
        ? DAY
        : { by, action: 'submitFindings', data: { cause: '插座', causeCode: 'socket', persons: [] } };
    if (state.answer === undefined) return { by, action: 'propose', data: REFUND };
    if (state.answer.approvedBy === undefined) return { by: 'generalManager', action: 'approve' };
    return state.status === 'open' ? { by, action: 'close', data: {} } : DAY;
  },
};

async function broughtToItsEnd<S extends ProceedingState>(
  life: Life<S>,
  chance: Chance,
): Promise<{ faults: string[] }> {
  const server = await TimeSkipping.start();
  const bundle = policies.get(life.policy)!;
  try {
    const world = new WorldInMemory(policies, await directoryOf(everybody(bundle.policy)));
    const office = new ProceedingOffice(life.kind, {
      ...{ server, world, bundle, database: { keys: await opened } as unknown as TestDatabase },
    });
    const faulty = new FaultyWorld(chance, SHARE);
    const activities: World = {
      ...world.activities(),
      countEffect: () => Promise.resolve(COUNTED),
      openCases: () => Promise.resolve([]),
    };
    complaintsOfWorkers();
    await server.withWorker(
      faulty.around(activities),
      async () => {
        const no = await office.open(life.opens, bundle.policy[life.rules]!);
        const handle = server.env.client.workflow.getHandle(no);
        const atRest = async (): Promise<S> => {
          for (let since = Date.now(), tries = 0; tries < 3_000; tries++) {
            const { events } = await handle.fetchHistory();
            if (unrestOf({ events }, await server.now(), 0).length === 0) return office.stateOf(no);
            if (Date.now() - since > 400) await server.pass(60_000).then(() => (since = Date.now()));
            await sleep(20);
          }
          throw new Error(`${no} does not come to rest: ${complaintsOfWorkers().join('\n')}`);
        };
        for (let turn = 0; turn < 90; turn++) {
          const state = await atRest();
          if (state.status === 'closed') break;
          const next = life.next(state, turn);
          if (typeof next === 'number') await server.pass(next);
          else {
            await office.signal(no, next);
            // A batch that the store would not have is tried again in minutes.
            await atRest().then(() => server.pass(700_000));
          }
        }
        const { status } = await handle.describe();
        if (office.stateOf(no).status !== 'closed' || status.name !== 'COMPLETED')
          throw new Error([status.name, ...world.eventsOf(no).slice(-25).map(inOneLine), ...faulty.faults].join('\n'));
        expect(world.breakOf(no)).toBeUndefined();
      },
      10,
      [questions()],
    );
    expect(world.conflicts).toEqual([]);
    expect(faulty.otherOrders).toEqual([]);
    expect(complaintsOfWorkers().filter((text) => /workflow task|activat/i.test(text))).toEqual([]);
    return { faults: faulty.faults };
  } finally {
    await server.stop();
  }
}

test.each(Array.from({ length: RUNS }, (_, i) => i))(
  'a corrective action is closed whatever goes wrong on the way: %i',
  async (i) => {
    const { faults } = await broughtToItsEnd(measure, new Chance(SEED).for(`measure ${i}`));
    expect(faults.length).toBeGreaterThan(0);
  },
  300_000,
);

test.each(Array.from({ length: RUNS }, (_, i) => i))(
  'an incident is closed whatever goes wrong on the way: %i',
  async (i) => {
    const { faults } = await broughtToItsEnd(incident, new Chance(SEED).for(`incident ${i}`));
    expect(faults.length).toBeGreaterThan(0);
  },
  300_000,
);
