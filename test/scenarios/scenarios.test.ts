import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openVault } from '../../vault/open-vault';
import { inTurn } from '../support/in-turn';
import { allPolicies } from '../support/policies';
import { scenarioFiles } from '../support/rules';
import type { Scenario } from '../support/scenario';
import { readScenario } from '../support/scenario';
import type { Outcome } from '../support/scenario-run';
import { FEW_EVENTS, tell } from '../support/scenario-run';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';
import { turn } from '../support/turn';

/** Waiting for one's turn counts as well. */
const LIMIT_MS = 900_000;

/**
 * What goes well in short histories, where the case is carried from one run to the next again and again, goes well in one:
 * such a story is told in one history too only if `REDRESS_SCENARIOS=both-ways`, which takes a quarter longer.
 */
const BOTH_WAYS = process.env['REDRESS_SCENARIOS'] === 'both-ways';
/** Of each policy, every eighth story has its turn, unless all are asked for (`all`, `both-ways`). */
const ALL = BOTH_WAYS || process.env['REDRESS_SCENARIOS'] === 'all';
const PART = 8;

type Telling = [name: string, scenario: Scenario, eventsPerRun: number | undefined];
const scenarios = scenarioFiles().map((file) => readScenario(file));
const tellings = scenarios.filter(hasItsTurn).flatMap((scenario): Telling[] => {
  const inOne: Telling = [named(scenario), scenario, undefined];
  if (!scenario.alsoInShortHistories) return [inOne];
  const inShort: Telling = [`${named(scenario)}, in short histories`, scenario, FEW_EVENTS];
  return BOTH_WAYS ? [inOne, inShort] : [inShort];
});

function hasItsTurn({ file, policy }: Scenario): boolean {
  const ofPolicy = scenarios.filter((other) => other.policy === policy).map((other) => other.file);
  return ALL || ofPolicy.length < PART || ofPolicy.indexOf(file) % PART === turn(PART);
}

function named({ file, title }: Scenario): string {
  return `${relative(__dirname, file)}: ${title}`;
}

const policies = allPolicies();
const folder = mkdtempSync(join(tmpdir(), 'redress-scenarios-'));
const opened = openVault(folder);
/** Each telling waits half of its time for its server: two at once use two cores well, more would only be slower. */
const twoAtOnce = inTurn(2);

beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.concurrent.each(tellings)(
  '%s',
  async (_name, scenario, eventsPerRun) => {
    const { histories } = await twoAtOnce(() => toldWell(scenario, eventsPerRun));
    if (eventsPerRun !== undefined) expect(histories.length).toBeGreaterThan(1);
  },
  LIMIT_MS,
);

async function toldWell(scenario: Scenario, eventsPerRun: number | undefined, attempts = 3): Promise<Outcome> {
  const server = await TimeSkipping.start();
  try {
    return await tell(scenario, {
      policies,
      vault: (await opened).vault,
      server,
      eventsPerRun,
      compare: (actual, expected) => expect(actual).toMatchObject(expected as object),
    });
  } catch (error) {
    if (attempts <= 1 || !((error as Error).cause instanceof ClockRanAway)) throw error;
  } finally {
    await server.stop();
  }
  return toldWell(scenario, eventsPerRun, attempts - 1);
}

test.each([...policies.keys()])('the policy %s has a scenario', (policy) => {
  expect(scenarios.map((scenario) => scenario.policy)).toContain(policy);
});
