import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import type { CorrectiveActionState } from '../../domain/linked-cases/corrective-action/state';
import { INCIDENT } from '../../domain/linked-cases/incident';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Proceeding } from '../../domain/linked-cases/definition';
import type { ProceedingState } from '../../domain/linked-cases/state';
import { nextRung } from '../../domain/linked-cases/state';
import type { World } from '../../domain/activity-contract';
import { openVault } from '../../vault/open-vault';
import type { TestDatabase } from '../models/test-database';
import { earliestTimer, hasLostTask, unrestOf } from '../support/at-rest';
import { Chance } from '../support/chance';
import type { Word } from '../support/live-proceeding';
import { COUNTED, ProceedingOffice } from '../support/live-proceeding';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { quietMonday } from '../support/quiet-monday';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

/**
 * Due is due where incidents and corrective actions wait for somebody: of each kind of wait, under each policy that knows
 * it, some step is due while no worker is there, and the word that is waited for comes before, at or after it.
 */
const SEED = process.env['REDRESS_SEED'] ?? 'a worker is down';
const IS_WHOLE = process.env['REDRESS_DOWNTIMES'] !== undefined;
const SAMPLE = 2;

const policies = allPolicies();
const folder = mkdtempSync(join(tmpdir(), 'redress-dues-'));
const opened = openVault(folder);
beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

type Office<S extends ProceedingState> = Pick<ProceedingOffice<S>, 'open' | 'act' | 'stateOf' | 'until' | 'server'>;

/** A kind of wait: how a proceeding comes to it, and the word that ends it. */
interface Wait {
  kind: Proceeding<never>;
  due: string;
  holds: (bundle: PolicyBundle) => boolean;
  begin: (office: Office<never>, bundle: PolicyBundle) => Promise<{ no: string; word: Word }>;
}

const holderOf = ({ policy }: PolicyBundle, role: string, not: string[] = []): string =>
  everybody(policy).find(({ id, roles }) => roles.includes(role) && !not.includes(id))?.id ?? '';

async function measure(office: Office<CorrectiveActionState>, bundle: PolicyBundle) {
  const rules = bundle.policy.correctiveActions!;
  const [overseer, verifier] = [holderOf(bundle, rules.overseer), holderOf(bundle, rules.verifier)];
  const owner = everybody(bundle.policy).find(
    ({ roles }) => !roles.includes(rules.overseer) && !roles.includes(rules.verifier),
  )!.id;
  const no = await office.open(overseer, rules);
  const data = { origin: { cases: [] }, aim: 'corrective', what: '增开收银台', owner };
  expect(await office.act(no, { by: overseer, action: 'plan', data })).toMatchObject({ no });
  await office.until(no, ({ dues }) => dues['carryOut'] !== undefined);
  return { no, owner, verifier, report: { by: owner, action: 'reportCompletion', data: { evidence: '完成' } } };
}

const WAITS: Wait[] = [
  {
    ...{ kind: INCIDENT as unknown as Proceeding<never>, due: 'findings' },
    holds: ({ policy: { incidents } }) => (incidents?.overdue.length ?? 0) > 0 && incidents?.within !== undefined,
    begin: async (office, bundle) => {
      const rules = bundle.policy.incidents!;
      const by = holderOf(bundle, rules.handler);
      const no = await office.open(by, rules);
      await office.until(no, ({ dues }: ProceedingState) => dues['findings'] !== undefined);
      const data = { cause: '一批插座接触不良', causeCode: 'socket', persons: [] };
      return { no, word: { by, action: 'submitFindings', data } };
    },
  },
  ...(['carryOut', 'verify', 'assess'] as const).map((due) => ({
    ...{ kind: CORRECTIVE_ACTION as unknown as Proceeding<never>, due },
    holds: ({ policy: { correctiveActions: rules } }: PolicyBundle) =>
      (due === 'carryOut' ? rules?.overdue : rules?.[due].overdue)?.length !== undefined,
    begin: async (any: Office<never>, bundle: PolicyBundle) => {
      const office = any as unknown as Office<CorrectiveActionState>;
      const { no, report, verifier } = await measure(office, bundle);
      if (due === 'carryOut') return { no, word: report };
      await office.act(no, report);
      await office.until(no, ({ dues }) => dues['verify'] !== undefined);
      if (due === 'verify') return { no, word: { by: verifier, action: 'verify' } };
      await office.act(no, { by: verifier, action: 'verify' });
      const { watchUntil = '' } = await office.until(no, (state) => state.watchUntil !== undefined);
      await office.server.pass(Date.parse(watchUntil) - (await office.server.now()) + 1_000);
      await office.until(no, ({ dues }) => dues['assess'] !== undefined);
      return { no, word: { by: verifier, action: 'assess', data: { effective: true, finding: '见效' } } };
    },
  })),
];

interface Survived {
  from: ProceedingState;
  events: CaseEvent[];
  received: string;
}

async function survived(wait: Wait, bundle: PolicyBundle, chance: Chance): Promise<Survived> {
  const server = await TimeSkipping.start();
  try {
    await server.pass(quietMonday(bundle.calendar, await server.now()) - (await server.now()));
    const world = new WorldInMemory(policies, await directoryOf(everybody(bundle.policy)));
    const database = { keys: await opened } as unknown as TestDatabase;
    const office = new ProceedingOffice(wait.kind as unknown as Proceeding<ProceedingState>, {
      ...{ server, world, database, bundle },
    });
    const activities: World = { ...world.activities(), countEffect: () => Promise.resolve(COUNTED) };
    const during = <T>(work: () => Promise<T>): Promise<T> => server.withWorker(activities, work, 0);
    const atRest = async (no: string): Promise<ProceedingState> => {
      for (let tries = 0; tries < 2_000; tries++) {
        const { events } = await server.env.client.workflow.getHandle(no).fetchHistory();
        if (unrestOf({ events }, await server.now(), 0).length === 0) return office.stateOf(no);
        await sleep(10);
      }
      throw new Error(`${no} does not come to rest`);
    };
    const rings = async (no: string, at: string): Promise<number> => {
      const timer = earliestTimer(await server.env.client.workflow.getHandle(no).fetchHistory());
      return Math.max(Date.parse(at), Number.isFinite(timer) ? timer : 0);
    };
    /** Up to an instant, with every step that is due before. */
    const passTo = async (no: string, instant: number): Promise<ProceedingState> => {
      for (;;) {
        const state = await atRest(no);
        const next = nextRung(state);
        if (next === undefined || Date.parse(next) >= instant) return state;
        await server.pass((await rings(no, next)) - (await server.now()) + 1);
      }
    };

    const { no, word, about, from } = await during(async () => {
      const begun = await wait.begin(office as unknown as Office<never>, bundle);
      const { rungs } = (await atRest(begun.no)).dues[wait.due]!;
      const rung = chance.pick('rung', rungs);
      const stops = Date.parse(rung.at) - chance.whole('before', 3_000, 10_000);
      const stands = await passTo(begun.no, stops);
      await server.pass(stops - (await server.now()));
      return { ...begun, about: rung.at, from: stands };
    });
    if ((await server.now()) >= Date.parse(about)) throw new ClockRanAway('it was due before the worker was gone');
    const rungs = from.dues[wait.due]!.rungs.filter(({ at }) => at >= about);
    const gap = Date.parse(rungs.find(({ at }) => at > about)?.at ?? about) - Date.parse(about);
    const isLong = gap > 0 && chance.happens('past the next', 0.4);
    const downMs = isLong ? gap + chance.whole('late', 1, 3_600_000) : chance.whole('moments', 500, 60_000);
    const up = Date.parse(about) + downMs;
    const pivot = Date.parse(
      isLong && chance.happens('about the next', 0.5) ? (rungs.find(({ at }) => at > about)?.at ?? about) : about,
    );
    const off = chance.pick('off', [-1, 0, 1, 400]);
    const received = new Date(Math.min(pivot + off, up)).toISOString();
    await server.pass((await rings(no, about)) - (await server.now()) + 1);
    await office.signal(no, { ...word, key: 'the word', received });
    world.clock = () => new Date(up);
    const events = await during(async () => {
      await passTo(no, up + 1);
      return world.eventsOf(no, from.seq);
    });
    if (hasLostTask(await server.env.client.workflow.getHandle(no).fetchHistory()))
      throw new ClockRanAway('a workflow task was lost');
    return { from, events, received };
  } finally {
    await server.stop();
  }
}

async function steadily(attempt: () => Promise<Survived>, attempts = 3): Promise<Survived> {
  try {
    return await attempt();
  } catch (error) {
    if (attempts <= 1 || !(error instanceof ClockRanAway)) throw error;
    return steadily(attempt, attempts - 1);
  }
}

interface OfDue {
  at: string;
  due: string;
  rung: number;
  leftOut: boolean;
}

const STEPS = new Set(['DueReminded', 'DueOverdue', 'DueWarned', 'DueEscalated']);

function breachesIn({ from, events, received }: Survived, evolve: Proceeding<ProceedingState>['evolve']): string[] {
  const breaches: string[] = [];
  let [state, isJudged] = [from, false];
  /** When that was due which somebody was told late of, by the wait. */
  const owed = new Map<string, string>();
  for (const event of events) {
    const say = (what: string): void => void breaches.push(`${event.seq} ${event.type}: ${what}`);
    const { at = '', due = '', rung = -1, leftOut = false } = event.data as Partial<OfDue>;
    if (STEPS.has(event.type)) {
      const rungs = state.dues[due]?.rungs ?? [];
      if (at !== nextRung(state)) say(`due ${at}, though ${nextRung(state) ?? 'nothing'} was next`);
      if (event.at < at) say('before its time');
      if (!isJudged && at >= received) say(`before the word of ${received} was judged`);
      if (isJudged && at < received) say(`after the word of ${received}`);
      if (at > (owed.get(due) ?? '9')) say('though those before were told late');
      const isNextDue = rungs.some((one) => one.done !== true && one.at > at && one.at <= event.at);
      if (event.type === 'DueReminded' && isNextDue !== leftOut) say(isNextDue ? 'not left out' : 'left out');
      const isLeft = rungs.some((one, i) => i !== rung && one.done !== true && one.at > at);
      if (isLeft && !leftOut && Date.parse(event.at) - Date.parse(at) >= 5_000) owed.set(due, at);
    }
    if (event.type === 'DueMoved') {
      if (!owed.has(due)) say('moved, though nobody was told late');
      const before = state.dues[due]?.rungs.filter(({ done }) => done !== true) ?? [];
      state = evolve(state, event);
      const after = state.dues[due]?.rungs.filter(({ done }) => done !== true) ?? [];
      const distance = (rungs: typeof before, told: string): number =>
        Date.parse(rungs[0]?.at ?? told) - Date.parse(told);
      // Of days only the date counts.
      if (distance(after, event.at) < distance(before, owed.get(due) ?? '') - 86_400_000)
        say('moved by less than it was late');
      owed.delete(due);
      continue;
    }
    if (event.cause?.key.length !== undefined && event.type !== 'ActionRefused') isJudged = true;
    if (event.type === 'ActionRefused') say(`the word of ${received} was refused: ${String(event.data['code'])}`);
    state = evolve(state, event);
    if (event.type === 'DueMet') owed.delete(due);
  }
  if (!isJudged) breaches.push(`the word of ${received} was lost`);
  if (owed.size > 0) breaches.push('told late, and nothing was moved');
  return breaches;
}

const all = [...policies.values()].flatMap((bundle) =>
  WAITS.filter(({ holds }) => holds(bundle)).map((wait) => [bundle.policy.id, wait.due, bundle, wait] as const),
);
const chosen = IS_WHOLE ? all : new Chance(SEED).shuffled('waits', all).slice(0, SAMPLE);

test.each(chosen)(
  '%s, %s: what comes in while no worker is there counts as of when it came',
  async (id, due, bundle, wait) => {
    for (let round = 0; round < (IS_WHOLE ? 4 : 1); round++) {
      const chance = new Chance(SEED).for(`${id} ${due} ${round}`);
      const came = await steadily(() => survived(wait, bundle, chance));
      const { evolve } = wait.kind as unknown as Proceeding<ProceedingState>;
      expect(breachesIn(came, evolve)).toEqual([]);
    }
  },
  300_000,
);
