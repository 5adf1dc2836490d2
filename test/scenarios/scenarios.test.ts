import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { allPolicies } from '../support/policies';
import type { Scenario } from '../support/scenario';
import { readScenario } from '../support/scenario';
import type { Outcome } from '../support/scenario-run';
import { tell } from '../support/scenario-run';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';
import type { Vault } from '../../vault/vault';
import { openVault } from '../../vault/open-vault';

/** So low that a case goes on in a fresh history at most of its settled moments. */
const SHORT_HISTORY = 20;

const scenarios = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => readScenario(join(__dirname, file)));
const tellings = scenarios.flatMap((scenario): [string, Scenario, number | undefined][] => [
  [named(scenario), scenario, undefined],
  ...(scenario.alsoInShortHistories
    ? [[`${named(scenario)}, in short histories`, scenario, SHORT_HISTORY] as [string, Scenario, number]]
    : []),
]);

function named({ file, title }: Scenario): string {
  return `${relative(__dirname, file)}: ${title}`;
}

const policies = allPolicies();
const folder = mkdtempSync(join(tmpdir(), 'redress-scenarios-'));
let vault: Vault;
/** The next scenario's server starts while the present one is told. */
let nextServer: Promise<TimeSkipping> | undefined;

async function takeServer(): Promise<TimeSkipping> {
  const server = nextServer ?? TimeSkipping.start();
  // Started only when this one is up, for both at once take too long on a small machine.
  nextServer = server.then(() => TimeSkipping.start());
  nextServer.catch(() => undefined);
  return server;
}

beforeAll(async () => {
  ({ vault } = await openVault(folder));
  await bundleForTests();
}, 120_000);

afterAll(async () => {
  await (await nextServer)?.stop();
  rmSync(folder, { recursive: true });
});

test.each(tellings)('%s', async (_name, scenario, eventsPerRun) => {
  const { histories } = await toldWell(scenario, eventsPerRun);
  if (eventsPerRun !== undefined) expect(histories.length).toBeGreaterThan(1);
});

async function toldWell(scenario: Scenario, eventsPerRun: number | undefined, attempts = 3): Promise<Outcome> {
  const server = await takeServer();
  try {
    return await tell(scenario, {
      policies,
      vault,
      server,
      eventsPerRun,
      compare: (actual, expected) => expect(actual).toMatchObject(expected as object),
    });
  } catch (error) {
    if (attempts > 1 && (error as Error).cause instanceof ClockRanAway)
      return await toldWell(scenario, eventsPerRun, attempts - 1);
    throw error;
  } finally {
    await server.stop();
  }
}

test.each([...policies.keys()])('the policy %s has a scenario', (policy) => {
  expect(scenarios.map((scenario) => scenario.policy)).toContain(policy);
});
