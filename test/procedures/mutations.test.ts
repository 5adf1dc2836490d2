import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { openVault } from '../../vault/open-vault';
import { inTurn } from '../support/in-turn';
import { allPolicies } from '../support/policies';
import { allRules, rulesById, scenarioFiles } from '../support/rules';
import type { Scenario } from '../support/scenario';
import { readScenario } from '../support/scenario';
import { tell } from '../support/scenario-run';
import { takenOut } from '../support/taken-out';
import { bundleForTests, ClockRanAway, TimeSkipping } from '../support/time-skipping';
import { turn } from '../support/turn';

/**
 * A story that shows a rule would fail if the pack didn't say it: what holds the rule is taken out of the pack, and the
 * stories are told anew. In `script/test` each rule has its turn; `--full` takes all.
 */
const ROOT = join(__dirname, '..', '..');
const PARTS = process.env['REDRESS_MUTATIONS'] === 'all' ? 1 : 24;
const LIMIT_MS = 900_000;
/** Code that cannot do without what was taken out is tried again for ever; no story takes a tenth of that. */
const GIVEN_UP_AFTER_MS = 240_000;

const heldSchema = z.record(
  z.string(),
  z.union([
    z.strictObject({
      of: z.string(),
      without: z.union([z.string(), z.array(z.string()).min(1)]),
      /** Why no story fails without it. */
      notFound: z.string().min(20).optional(),
    }),
    z.strictObject({ code: z.string() }),
  ]),
);
const held = heldSchema.parse(parse(readFileSync(join(__dirname, 'mutations.yaml'), 'utf8')));
const policies = allPolicies();
const scenarios = scenarioFiles().map(readScenario);
const rules = rulesById(allRules());

class GivenUp extends Error {}

const folder = mkdtempSync(join(tmpdir(), 'redress-mutations-'));
const opened = openVault(folder);
const twoAtOnce = inTurn(2);
beforeAll(() => bundleForTests(), 120_000);
afterAll(async () => {
  // Where none has its turn, the keys may still be coming into being.
  await opened;
  rmSync(folder, { recursive: true });
});

type Mutation = [rule: string, of: string, without: string];
const byPacks = Object.entries(held).flatMap(([rule, by]) => ('code' in by ? [] : [{ rule, ...by }]));
const mutations = byPacks.flatMap(({ rule, of, without, notFound }): Mutation[] =>
  notFound === undefined ? [without].flat().map((one) => [rule, of, one]) : [],
);

test('each is a rule, held by something that is there and shown by a story of that pack', () => {
  const unknown = Object.entries(held).filter(([rule, by]) =>
    'code' in by ? !rules.has(rule) || !existsSync(join(ROOT, by.code)) : storiesOf(rule, by.of).length === 0,
  );
  expect(unknown).toEqual([]);
  for (const [, of, without] of mutations) expect(takenOut(policies.get(of)!, without).hash).toMatch(/^[0-9a-f]{64}$/);
});

test('every rule has something that holds it', () => {
  expect([...rules.keys()].filter((rule) => !(rule in held))).toEqual([]);
});

test('at least 95 of a hundred rules that a pack says are found missing', () => {
  const notFound = byPacks.filter((by) => by.notFound !== undefined);
  expect(notFound.length).toBeLessThanOrEqual(byPacks.length * 0.05);
});

const chosen = mutations.filter((_, i) => i % PARTS === turn(PARTS));
if (chosen.length > 0)
  test.concurrent.each(chosen)(
    '%s is shown by a story that fails where %s is without %s',
    async (rule, of, without) => {
      const failures = await twoAtOnce(() => failuresWithout(rule, of, without));
      expect(failures).not.toEqual([]);
    },
    LIMIT_MS,
  );

function storiesOf(rule: string, of: string): Scenario[] {
  return scenarios.filter(({ policy, shows }) => policy === of && shows.includes(rule));
}

/** The first story that fails, and why; empty if each goes well without. */
async function failuresWithout(rule: string, of: string, without: string): Promise<string[]> {
  const mutant = new Map(policies).set(of, takenOut(policies.get(of)!, without));
  for (const story of storiesOf(rule, of)) {
    const failure = await failureOf(story, mutant);
    if (failure !== undefined) return [`${story.file}: ${failure}`];
  }
  return [];
}

async function failureOf(story: Scenario, among: ReadonlyMap<string, PolicyBundle>): Promise<string | undefined> {
  const server = await TimeSkipping.start();
  let patience: NodeJS.Timeout | undefined;
  try {
    const { vault } = await opened;
    const compare = (actual: unknown, expected: unknown): void => expect(actual).toMatchObject(expected as object);
    const told = tell(story, { policies: among, vault, server, compare });
    const givenUp = new Promise<never>((_, reject) => {
      patience = setTimeout(() => reject(new GivenUp('the code cannot do without it')), GIVEN_UP_AFTER_MS);
    });
    await Promise.race([told, givenUp]);
    return undefined;
  } catch (error) {
    if (error instanceof GivenUp) throw error;
    if (!((error as Error).cause instanceof ClockRanAway)) return (error as Error).message;
  } finally {
    clearTimeout(patience);
    await server.stop();
  }
  return failureOf(story, among);
}
