import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault } from '../../vault/open-vault';
import { openTestDatabase } from '../models/test-database';
import { allPolicies } from '../support/policies';
import { saveHistory, savedHistories } from '../support/saved-histories';
import { readScenario } from '../support/scenario';
import { FEW_EVENTS, tell } from '../support/scenario-run';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';
import { MAIN_PATHS, nameOf } from './main-paths';
import { PROCEEDINGS } from './proceedings';

/** Tells the main stories and keeps their histories under the build that wrote them, beside those of older builds. */
async function main(): Promise<void> {
  const { buildId } = await bundleForTests();
  const known = savedHistories().map(({ name }) => name);
  const folder = mkdtempSync(join(tmpdir(), 'redress-histories-'));
  const { vault } = await openVault(folder);
  const policies = allPolicies();
  for (const path of MAIN_PATHS) {
    const name = `${buildId}/${nameOf(path)}`;
    if (known.some((one) => one.startsWith(`${name}.`))) {
      console.log(`${name} is there already`);
      continue;
    }
    const scenario = readScenario(join(__dirname, '..', 'scenarios', `${path.story}.yaml`));
    const server = await TimeSkipping.start();
    try {
      const eventsPerRun = path.short === true ? FEW_EVENTS : undefined;
      const { histories } = await tell(scenario, { policies, vault, server, eventsPerRun, compare: () => undefined });
      for (const [i, history] of histories.entries()) saveHistory({ name: `${name}.${i + 1}`, history });
      console.log(`${name}: ${histories.length} ${histories.length === 1 ? 'history' : 'histories'}`);
    } catch (error) {
      if (!((error as Error).cause instanceof ClockRanAway)) throw error;
      console.log(`${name} is left out, because the server's clock ran away; call this again`);
    } finally {
      await server.stop();
    }
  }
  rmSync(folder, { recursive: true });
  await saveProceedings(buildId, known);
}

/** In one history each, and in short ones. */
async function saveProceedings(buildId: string, known: readonly string[]): Promise<void> {
  const database = await openTestDatabase();
  for (const [kind, play] of Object.entries(PROCEEDINGS))
    for (const eventsPerRun of [undefined, FEW_EVENTS]) {
      const name = `${buildId}/proceedings/${kind}${eventsPerRun === undefined ? '' : '-short'}`;
      if (known.some((one) => one.startsWith(`${name}.`))) continue;
      const server = await TimeSkipping.start();
      try {
        const histories = await play(server, database, eventsPerRun);
        for (const [i, history] of histories.entries()) saveHistory({ name: `${name}.${i + 1}`, history });
        console.log(`${name}: ${histories.length} ${histories.length === 1 ? 'history' : 'histories'}`);
      } finally {
        await server.stop();
      }
    }
  await database.remove();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
