import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openVault } from '../../vault/open-vault';
import { Chance } from '../support/chance';
import type { Endured } from '../support/faulty-run';
import { endure } from '../support/faulty-run';
import type { Share } from '../support/faults';
import { inTurn } from '../support/in-turn';
import { allPolicies } from '../support/policies';
import { scenarioFiles } from '../support/rules';
import type { Scenario } from '../support/scenario';
import { readScenario } from '../support/scenario';
import { FEW_EVENTS } from '../support/scenario-run';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';

/**
 * All stories again, in a world in which pure questions, effects and batches of the journal throw, hang or answer rubbish:
 * no case fails, stalls or stands open with nothing to wait for, nothing is done twice, and no event is lost.
 */
const SEED = process.env['REDRESS_SEED'] ?? 'everything breaks';
/** Stories told; all of them once take some quarter of an hour. */
const STORIES = Number(process.env['REDRESS_FAULT_STORIES'] ?? '10');
/** Of calls; every second story is told with twice as many. */
const SHARE = 0.08;
const HANGS = STORIES > 100 ? 0.1 : 0.03;
const LIMIT_MS = 900_000;

const policies = allPolicies();
const chance = new Chance(SEED);
const files = scenarioFiles();
const rounds = Math.ceil(STORIES / files.length);
const stories = Array.from({ length: rounds }, (_, round) => chance.shuffled(`stories ${round}`, files))
  .flat()
  .slice(0, STORIES)
  .map((file, i): [string, Scenario, number] => {
    const scenario = readScenario(file);
    return [`${i + 1} ${relative(join(__dirname, '..', 'scenarios'), file)}`, scenario, i];
  });
const folder = mkdtempSync(join(tmpdir(), 'redress-faults-'));
const opened = openVault(folder);
const fewAtOnce = inTurn(4);
const kinds = new Map<string, number>();

beforeAll(() => bundleForTests(), 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
  const told = [...kinds].sort(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${kind} ${count}`);
  process.stdout.write(`${stories.length} stories, faults: ${told.join(', ')}\n`);
});

test.concurrent.each(stories)(
  '%s',
  async (name, scenario, i) => {
    const { breaches, faults } = await fewAtOnce(() =>
      endured(scenario, i, { share: SHARE * (1 + (i % 2)), hangs: HANGS }),
    );
    for (const fault of faults) kinds.set(fault, (kinds.get(fault) ?? 0) + 1);
    expect({ name, seed: SEED, breaches }).toEqual({ name, seed: SEED, breaches: [] });
  },
  LIMIT_MS,
);

test(
  'what somebody has to decide by hand is not asked again in each fresh history',
  async () => {
    const file = files.find((one) => one.endsWith('catering-recovery/below-the-legal-minimum.yaml'));
    const { breaches, events } = await endured(readScenario(file ?? ''), 0, { share: 0, hangs: 0, never: ['dayOf'] });
    expect(breaches).toEqual([]);
    const asked = events.filter(({ type, data }) => type === 'QuestionFailed' && data['question'] === 'dayOf');
    const decided = events.filter(
      ({ type, data }) => type === 'TaskOpened' && /day-by-hand$/.test((data['task'] as { id: string }).id),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBe(decided.length);
  },
  LIMIT_MS,
);

async function endured(scenario: Scenario, i: number, share: Share, attempts = 3): Promise<Endured> {
  const server = await TimeSkipping.start();
  try {
    const telling = { policies, vault: (await opened).vault, server, compare: () => undefined };
    const eventsPerRun = i % 3 === 0 ? FEW_EVENTS : undefined;
    return await endure(scenario, { ...telling, eventsPerRun }, chance.for(`story ${i}`), share);
  } catch (error) {
    if (attempts <= 1 || !(error instanceof ClockRanAway)) throw error;
  } finally {
    await server.stop();
  }
  return endured(scenario, i, share, attempts - 1);
}
