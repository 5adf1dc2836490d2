import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseState } from '../../domain/case/state';
import { openVault } from '../../vault/open-vault';
import { Chance } from '../support/chance';
import type { Alarm } from '../support/downtime';
import { alarmsOf, breachesIn, goThrough } from '../support/downtime';
import { inTurn } from '../support/in-turn';
import { allPolicies, shippedPolicies } from '../support/policies';
import { scenarioFiles } from '../support/rules';
import type { Scenario } from '../support/scenario';
import { readScenario } from '../support/scenario';
import { tellUntil } from '../support/scenario-run';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';

/**
 * Due is due, under each policy: for each wait with a time limit, each decision by default, each timer and each clock.
 * Stories are told until one of its kind is to come, then no worker is there about the time at which it is due, and a word
 * comes in that the case would take: before, at or after some instant that passes meanwhile. All on the engine, with
 * nothing in place of ours but the outside world.
 */
const SEED = process.env['REDRESS_SEED'] ?? 'a worker is down';
/** Kinds of each policy; without a number, one story of some policies. */
const KINDS = Number(process.env['REDRESS_DOWNTIMES'] ?? '0');
const SAMPLE = 2;
/** Downtimes that one story goes through. */
const ROUNDS = 4;
const LIMIT_MS = KINDS === 0 ? 180_000 : 3_600_000;

const policies = allPolicies();
const stories = scenarioFiles().map((file) => readScenario(file));
const folder = mkdtempSync(join(tmpdir(), 'redress-downtimes-'));
const opened = openVault(folder);
const twoAtOnce = inTurn(2);

beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Tried {
  kinds: string[];
  breaches: string[];
}

/** A decision by default is a kind of its own; of what else a ladder does, one step is as good as another. */
function kindOf({ kind }: Alarm): string {
  return kind.replace(/:(remind|overdue|escalate|warn|fact)$/, '');
}

/** Tells a story until something is to come that was not tried yet, and goes through downtimes about that and what follows. */
async function tried(scenario: Scenario, isWanted: (alarm: Alarm) => boolean, chance: Chance): Promise<Tried> {
  const bundle = policies.get(scenario.policy)!;
  const server = await TimeSkipping.start();
  const kinds: string[] = [];
  const breaches: string[] = [];
  try {
    const wanted = (state: CaseState, round: number): Alarm | undefined => {
      const all = alarmsOf(state).filter((alarm) => isWanted(alarm) && !kinds.includes(kindOf(alarm)));
      return (
        all.find(({ kind }) => kind.endsWith(':decide')) ?? (all.length > 0 ? chance.pick(`${round}`, all) : undefined)
      );
    };
    const telling = { policies, vault: (await opened).vault, compare: () => undefined, server };
    const left = await tellUntil(scenario, telling, (state) => wanted(state, 0) !== undefined);
    for (let round = 0; left !== undefined && round < ROUNDS; round++) {
      const plan = wanted(left.world.stateOf(left.kase.no), round);
      if (plan === undefined) break;
      kinds.push(kindOf(plan));
      const survived = await goThrough(left, { server, bundle, plan, chance: chance.for(round) });
      if (survived === undefined) continue;
      const found = breachesIn(survived, bundle);
      if (found.length > 0) breaches.push(`${scenario.file} ${plan.kind}, seed ${SEED}`, ...found, '');
      if (survived.events.length === 0) breaches.push(`${scenario.file} ${plan.kind}: nothing happened`);
    }
  } finally {
    await server.stop();
  }
  return { kinds, breaches };
}

async function steadily(attempt: () => Promise<Tried>, attempts = 3): Promise<Tried> {
  try {
    return await attempt();
  } catch (error) {
    const ranAway = error instanceof ClockRanAway || (error as Error).cause instanceof ClockRanAway;
    if (attempts <= 1 || !ranAway) throw error;
    return steadily(attempt, attempts - 1);
  }
}

const chance = new Chance(SEED);
const all = shippedPolicies().map(({ policy }) => policy.id);
const chosen = KINDS > 0 ? all : chance.shuffled('policies', all).slice(0, SAMPLE);

test.concurrent.each(chosen)(
  'under %s, words about what is due while no worker is there',
  async (id) => {
    const ofPolicy = chance.for(id);
    const told = ofPolicy.shuffled(
      'stories',
      stories.filter(({ policy }) => policy === id),
    );
    const seen = new Set<string>();
    const breaches: string[] = [];
    for (const [i, story] of told.entries()) {
      for (let again = 0; ; again++) {
        const before = seen.size;
        const run = ofPolicy.for(`${i} ${again}`);
        const isWanted = (alarm: Alarm): boolean =>
          !seen.has(kindOf(alarm)) &&
          (KINDS > 0 || run.happens(alarm.kind, alarm.kind.endsWith(':decide') ? 0.8 : 0.3));
        const one = await twoAtOnce(() => steadily(() => tried(story, isWanted, run)));
        for (const kind of one.kinds) seen.add(kind);
        breaches.push(...one.breaches);
        if (seen.size === before || seen.size >= Math.max(1, KINDS)) break;
      }
      if (seen.size >= Math.max(1, KINDS)) break;
    }
    if (KINDS > 0) process.stdout.write(`${id}: ${seen.size} kinds, ${[...seen].sort().join(', ')}\n`);
    expect(breaches).toEqual([]);
    expect(seen.size).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
