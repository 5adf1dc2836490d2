import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMap } from '../../cli/import';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { openVault } from '../../vault/open-vault';
import { Chance } from '../support/chance';
import type { Counts } from '../support/laws-of-cases';
import { breachesOf, countsOf } from '../support/laws-of-cases';
import { ManyCases } from '../support/many-cases';
import { allPolicies } from '../support/policies';
import type { Complaint } from '../support/seeded-complaints';
import { asked, importedComplaints, plainComplaint } from '../support/seeded-complaints';
import { compareReports } from '../support/reports-of-cases';
import { bundleForTests, TimeSkipping } from '../support/time-skipping';

/**
 * Complaints by the dozen through every policy, handled by staff who know no policy, are late, away and of all opinions.
 * Whatever they do, each case ends. How many there are, and which chances are taken, can be said from outside.
 */
const SEED = process.env['REDRESS_SEED'] ?? 'a working week';
/** Of each file of real complaints. 200 of each take a quarter of an hour. */
const REAL = Number(process.env['REDRESS_REAL_CASES'] ?? '6');
const OWN = Number(process.env['REDRESS_OWN_CASES'] ?? '1');
const LIMIT_MS = 120_000 + 10_000 * Math.max(REAL, OWN);

const ROOT = join(__dirname, '..', '..');
/** Published complaints that are no part of the project: beside the checkout, or wherever the variable says. */
const DATA = process.env['REDRESS_REAL_DATA'] ?? join(ROOT, '..', 'shared', 'data');

const policies = allPolicies();
const folder = mkdtempSync(join(tmpdir(), 'redress-seeded-'));
const opened = openVault(folder);
beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Handles the complaints until all are closed, holds them to the laws, and says what they came to. */
async function handled(bundle: PolicyBundle, said: readonly Complaint[], chance: Chance): Promise<Counts> {
  const server = await TimeSkipping.start();
  try {
    const complaints = said.map((one, i) => asked(bundle, one, chance.for(i)));
    const { vault } = await opened;
    const told = await new ManyCases({ server, vault, bundle }, chance).run(complaints);
    expect(told.flatMap((one) => breachesOf(one, bundle))).toEqual([]);
    expect(told).toHaveLength(said.length);
    const { agree, differ } = compareReports(told, bundle);
    expect(differ).toEqual([]);
    expect(agree).toBeGreaterThan(0);
    return countsOf(told);
  } finally {
    await server.stop();
  }
}

/** Staff who are late with one task in seven and mostly say yes. */
function expectSensible(counts: Counts, cases: number): void {
  const share = (part: number, whole: number): number => part / Math.max(1, whole);
  expect(Object.keys(counts.ends).length).toBeGreaterThan(1);
  expect(share(counts.ends['solved'] ?? counts.ends['answered'] ?? 0, cases)).toBeGreaterThan(0.15);
  expect(share(counts.missed, counts.met + counts.missed)).toBeGreaterThan(0.03);
  expect(share(counts.missed, counts.met + counts.missed)).toBeLessThan(0.35);
  expect(counts.escalations).toBeGreaterThan(0);
  expect(share(counts.escalations, counts.missed)).toBeLessThan(2);
}

describe('seeded complaints under every policy', () => {
  test.each([...policies.values()].map((bundle) => [bundle.policy.id, bundle] as const))(
    '%s: every case ends',
    async (id, bundle) => {
      const chance = new Chance(SEED).for(id);
      const said = Array.from({ length: OWN }, (_, i) => plainComplaint(bundle, chance.for(i)));
      const counts = await handled(bundle, said, chance);
      process.stdout.write(`${id} ${JSON.stringify(counts)}\n`);
      expect(Object.values(counts.ends).reduce((sum, one) => sum + one, 0)).toBe(OWN);
    },
    LIMIT_MS,
  );

  test(
    'the same seed makes the same of the same complaints',
    async () => {
      const bundle = policies.get('enterprise-eight-step') as PolicyBundle;
      const run = async (seed: string): Promise<Counts> => {
        const chance = new Chance(seed);
        return handled(
          bundle,
          Array.from({ length: 4 }, (_, i) => plainComplaint(bundle, chance.for(i))),
          chance,
        );
      };
      const first = await run(SEED);
      expect(await run(SEED)).toEqual(first);
      expect(await run(`${SEED}, another`)).not.toEqual(first);
    },
    LIMIT_MS,
  );
});

/** Which policy fits the complaints of a file, and what its categories are there. */
const FILES: { file: string; map: string; policy: string; categories: Record<string, string> }[] = [
  {
    file: 'car_complaints_12365auto.jsonl',
    map: 'car-12365',
    policy: 'car-dealer-group',
    categories: { quality: 'vehicle', transport: 'sale', billing: 'sale', service: 'attitude' },
  },
  {
    file: 'telecom_comcast_fcc_2015.jsonl',
    map: 'comcast-fcc',
    policy: 'telecom',
    categories: { quality: 'network', billing: 'billing', service: 'attitude' },
  },
  {
    file: 'gov_message_board_with_reply.jsonl',
    map: 'government-board',
    policy: 'land-hotline',
    categories: { quality: 'occupation', transport: 'other', billing: 'requisition', service: 'conduct' },
  },
  {
    file: 'cfpb_mixed_products.jsonl',
    map: 'cfpb',
    policy: 'brokerage',
    categories: { quality: 'account', billing: 'fees', service: 'service' },
  },
];

describe('real complaints under a policy that fits them', () => {
  for (const { file, map: id, policy, categories } of FILES) {
    const path = join(DATA, file);
    const whereThere = existsSync(path) ? test : test.skip;

    whereThere(
      `${REAL} of ${file} under ${policy}: every case ends, and ends, deadlines and escalations are sensible`,
      async () => {
        const bundle = policies.get(policy) as PolicyBundle;
        const imported = importedComplaints(readMap(join(ROOT, 'imports', `${id}.yaml`)), path, REAL);
        expect(imported).toHaveLength(REAL);
        const said = imported.map((one) => ({ ...one, category: categoryIn(categories, one['category'] as string) }));
        const counts = await handled(bundle, said, new Chance(SEED).for(file));
        process.stdout.write(`${file} ${policy} ${JSON.stringify(counts)}\n`);
        expectSensible(counts, REAL);
      },
      LIMIT_MS,
    );
  }
});

function categoryIn(categories: Record<string, string>, category: string): string {
  return categories[category] ?? category;
}
