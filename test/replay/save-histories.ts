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

/** What is told on one stack: some at once, for each waits much and takes little, and others alone. */
interface Programme {
  policies: () => string;
  together: readonly Story[];
  atOnce: number;
  /** They take away what others need. */
  alone: readonly Story[];
}
/** By the name under which its histories are kept. */
type Story = Pick<Eventful, 'tell'> & Partial<Eventful> & { name: string };

/**
 * Tells stories through the API on the whole stack, as people would, and keeps the histories that come of it under the
 * build that wrote them, beside those of older builds. What is there already is left out.
 *
 * @param wanted beginnings of the names of stories; all of them if there are none
 */
async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(HISTORIES, { recursive: true });
  const { buildId } = await bundleForTests();
  const known = savedHistories().map(({ name }) => name);
  const scenarios = WHOLE_STORIES.map((story) => [story, readScenario(join(SCENARIOS, `${story}.yaml`))] as const);
  const people = peopleOf(
    [...allPolicies().values()].map(({ policy }) => policy),
    scenarios.map(([, scenario]) => scenario),
  );
  const failed: string[] = [];
  for (const { policies, atOnce, ...programme } of programmes(scenarios)) {
    const isDue = ({ name }: Story): boolean =>
      (wanted.length === 0 || wanted.some((one) => name.startsWith(one))) &&
      !known.some((one) => one.startsWith(`${buildId}/${name}.`));
    const [together, alone] = [programme.together.filter(isDue), programme.alone.filter(isDue)];
    if (together.length + alone.length === 0) continue;
    const folder = policies();
    const office = await HttpOffice.open({ people, env: { REDRESS_POLICIES: folder } }, compareInPart, PATIENCE_MS);
    const keep = (story: Story): Promise<void> =>
      kept(new HttpDesk(office), buildId, story).catch((error: unknown) => {
        failed.push(story.name);
        console.error(error);
      });
    try {
      await inParallel(together, atOnce, keep);
      for (const story of alone) await keep(story);
    } finally {
      await office.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (failed.length > 0) throw new Error(`Not saved: ${failed.join(', ')}. Call this again: what is saved stays.`);
}

function programmes(scenarios: readonly (readonly [string, Scenario])[]): Programme[] {
  const eventful = (some: Readonly<Record<string, Eventful>>): Story[] =>
    Object.entries(some).map(([name, one]) => ({ name: `eventful/${name}`, ...one }));
  return [
    {
      policies: () => fastPolicies({ watch: 'PT1S', reopening: 'PT6S' }),
      together: scenarios.map(([name, scenario]) => ({
        name,
        tell: async ({ office }) => [await tellOverHttp(scenario, office)],
      })),
      atOnce: 8,
      alone: eventful(EVENTFUL),
    },
    {
      policies: hurriedPolicies,
      together: shippedPolicies().map(({ policy: { id } }) => ({
        name: `${id}/left-alone`,
        tell: async (desk) => [await leftAlone(desk, ofPolicy(id, scenarios))],
      })),
      // Mostly they wait.
      atOnce: 100,
      alone: eventful(IN_SECONDS),
    },
  ];
}

function ofPolicy(id: string, scenarios: readonly (readonly [string, Scenario])[]): Scenario {
  const found = scenarios.find(([, { policy }]) => policy === id);
  if (found === undefined) throw new Error(`no whole story is told under ${id}`);
  return found[1];
}

async function kept(desk: HttpDesk, buildId: string, story: Story): Promise<void> {
  const begunAt = Date.now();
  const histories = await told(desk, story);
  for (const [i, history] of histories.entries()) saveHistory({ name: `${buildId}/${story.name}.${i + 1}`, history });
  const seconds = Math.round((Date.now() - begunAt) / 1_000);
  console.log(`${story.name}: ${histories.length} ${histories.length === 1 ? 'history' : 'histories'}, ${seconds} s`);
}

/** Its histories; a story that did not come to what it is told for is told again. */
async function told(desk: HttpDesk, { name, tell, shows = [] }: Story): Promise<History[]> {
  for (let left = TRIES; ; left--) {
    try {
      const numbers = await tell(desk);
      const histories = (await Promise.all(numbers.map((no) => runsOf(desk.office.temporal, no)))).flat();
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

/** The histories of all that ran under a number, whatever ended it, the first one first. */
async function runsOf(client: Client, no: string): Promise<History[]> {
  const last = await client.workflow.getHandle(no).describe();
  for (;;) {
    const runs: { runId: string; startTime: Date }[] = [];
    for await (const run of client.workflow.list({ query: `WorkflowId = '${no}'` })) runs.push(run);
    // The list follows after a moment.
    if (!runs.some(({ runId }) => runId === last.runId)) continue;
    runs.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
    return Promise.all(runs.map(({ runId }) => client.workflow.getHandle(no, runId).fetchHistory()));
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
