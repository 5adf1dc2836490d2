import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { fastPolicies } from '../support/fast-policies';
import type { History } from '../support/at-rest';
import { HttpDesk } from '../support/http-desk';
import { HttpOffice, peopleOf } from '../support/http-office';
import { tellOverHttp } from '../support/http-scenario';
import { hurriedPolicies } from '../support/hurried-policies';
import { compareInPart } from '../support/in-part';
import { inParallel } from '../support/in-parallel';
import { allPolicies, shippedPolicies } from '../support/policies';
import { eventsIn, HISTORIES, savedHistories, saveHistory } from '../support/saved-histories';
import type { Scenario } from '../support/scenario';
import { readScenario } from '../support/scenario';
import { bundleForTests } from '../support/time-skipping';
import { EVENTFUL } from './eventful';
import type { Eventful } from './eventful';
import { IN_SECONDS, leftAlone } from './in-seconds';
import { WHOLE_STORIES } from './whole-stories';

const SCENARIOS = join(__dirname, '..', 'scenarios');
/** On a busy machine time may be quicker than whoever was to act before it. */
const TRIES = 3;
/** What happens by itself takes a moment; so long, in milliseconds, on a machine that has much else to do. */
const PATIENCE_MS = 60_000;

/**
 * Tells stories through the API on the whole stack, as people would, and keeps the histories that come of it under the
 * build that wrote them, beside those of older builds.
 */
async function main(): Promise<void> {
  mkdirSync(HISTORIES, { recursive: true });
  const { buildId } = await bundleForTests();
  const known = savedHistories().map(({ name }) => name);
  const failed: string[] = [];
  const scenarios = WHOLE_STORIES.map((story) => [story, readScenario(join(SCENARIOS, `${story}.yaml`))] as const);
  const people = peopleOf(
    [...allPolicies().values()].map(({ policy }) => policy),
    scenarios.map(([, scenario]) => scenario),
  );
  const on = async (policies: string, work: (told: Told) => Promise<void>): Promise<void> => {
    const office = await HttpOffice.open({ people, env: { REDRESS_POLICIES: policies } }, compareInPart, PATIENCE_MS);
    try {
      await work(new Told(new HttpDesk(office), buildId, known, failed));
    } finally {
      await office.stop();
      rmSync(policies, { recursive: true, force: true });
    }
  };
  await on(fastPolicies({ watch: 'PT1S', reopening: 'PT6S' }), async (told) => {
    await inParallel(scenarios, 6, ([story, scenario]) =>
      told.keep(story, async ({ office }) => [await tellOverHttp(scenario, office)]),
    );
    // One at a time: they take away what others need.
    for (const [name, one] of Object.entries(EVENTFUL)) await told.keepEventful(name, one);
  });
  await on(hurriedPolicies(), async (told) => {
    const alone = shippedPolicies().map(({ policy: { id } }) => [id, ofPolicy(id, scenarios)] as const);
    await inParallel(alone, alone.length, ([id, scenario]) =>
      told.keep(`${id}/left-alone`, async (desk) => [await leftAlone(desk, scenario)]),
    );
    for (const [name, one] of Object.entries(IN_SECONDS)) await told.keepEventful(name, one);
  });
  if (failed.length > 0) throw new Error(`Not saved: ${failed.join(', ')}. Call this again: what is saved stays.`);
}

function ofPolicy(id: string, scenarios: readonly (readonly [string, Scenario])[]): Scenario {
  const found = scenarios.find(([, { policy }]) => policy === id);
  if (found === undefined) throw new Error(`no whole story is told under ${id}`);
  return found[1];
}

/** Tells stories on one stack and keeps their histories. */
class Told {
  constructor(
    private readonly desk: HttpDesk,
    private readonly buildId: string,
    private readonly known: readonly string[],
    private readonly failed: string[],
  ) {}

  keepEventful(name: string, { tell, shows }: Eventful): Promise<void> {
    return this.keep(`eventful/${name}`, tell, shows);
  }

  /** @param shows events without which the story did not come to what it is told for */
  async keep(name: string, tell: Eventful['tell'], shows: readonly string[] = []): Promise<void> {
    const full = `${this.buildId}/${name}`;
    if (this.known.some((one) => one.startsWith(`${full}.`))) return;
    const begunAt = Date.now();
    try {
      const histories = await this.told(name, tell, shows);
      for (const [i, history] of histories.entries()) saveHistory({ name: `${full}.${i + 1}`, history });
      const seconds = Math.round((Date.now() - begunAt) / 1_000);
      console.log(`${name}: ${histories.length} ${histories.length === 1 ? 'history' : 'histories'}, ${seconds} s`);
    } catch (error) {
      this.failed.push(name);
      console.error(error);
    }
  }

  private async told(name: string, tell: Eventful['tell'], shows: readonly string[]): Promise<History[]> {
    for (let left = TRIES; ; left--) {
      try {
        const { temporal } = this.desk.office;
        const numbers = await tell(this.desk);
        const histories = (await Promise.all(numbers.map((no) => runsOf(temporal, no)))).flat();
        const seen = new Set(histories.flatMap(eventsIn));
        const missing = shows.filter((type) => !seen.has(type));
        if (missing.length > 0) throw new Error(`${name}: no ${missing.join(', ')}`);
        return histories;
      } catch (error) {
        if (left <= 1) throw error;
        console.log(`${name} is told again: ${(error as Error).message.slice(0, 500)}`);
      }
    }
  }
}

/** The histories of all that ran under a number, whatever ended it, the first one first. */
async function runsOf(client: Client, no: string): Promise<History[]> {
  const runs: { runId: string; startTime: Date }[] = [];
  for await (const run of client.workflow.list({ query: `WorkflowId = '${no}'` })) runs.push(run);
  if (runs.length === 0) throw new Error(`the engine knows nothing of ${no}`);
  runs.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
  return Promise.all(runs.map(({ runId }) => client.workflow.getHandle(no, runId).fetchHistory()));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
