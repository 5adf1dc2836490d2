import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicies } from '../../models/policy-files';
import { openVault } from '../../vault/open-vault';
import { Chance } from '../support/chance';
import { breachesOf } from '../support/laws-of-cases';
import { breachesOfMajor, knowsMajor } from '../support/laws-of-major';
import { ManyCases } from '../support/many-cases';
import { REMEDY_KINDS } from '../support/policies';
import { asked, plainComplaint } from '../support/seeded-complaints';
import { bundleForTests, TimeSkipping } from '../support/time-skipping';

/**
 * The same kind of complaint again and again, declared major one deed later each time, the last ones only once they are
 * answered. Wherever it stands then, nothing goes out any more without what the policy demands of major complaints.
 */
const SEED = process.env['REDRESS_SEED'] ?? 'major at any time';
const MOMENTS = Number(process.env['REDRESS_MAJOR_MOMENTS'] ?? '3');
/** As many deeds as the longest main line needs until nothing goes out any more. */
const DEEDS = 10;
/** Of them, those that are declared major when they have been answered, and then reopened. */
const IN_THE_WINDOW = Math.ceil(MOMENTS / 10);
const LIMIT_MS = 240_000;

/** Those shipped; policies of the tests are about other things. */
const policies = readPolicies(join(__dirname, '..', '..', 'policies'), REMEDY_KINDS).filter(knowsMajor);
const folder = mkdtempSync(join(tmpdir(), 'redress-major-'));
const opened = openVault(folder);
beforeAll(() => bundleForTests(), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('the packs that demand something of major complaints are known', () => {
  expect(policies.map(({ policy }) => policy.id).sort()).toEqual([
    ...['brokerage', 'car-dealer', 'car-dealer-group', 'demo', 'enterprise-eight-step'],
    ...['property-tenant', 'service-desk', 'supermarket', 'telecom', 'telecom-counter'],
  ]);
});

test.each(policies.map((bundle) => [bundle.policy.id, bundle] as const))(
  '%s: declared major at any moment, nothing goes out without what that demands',
  async (id, bundle) => {
    const chance = new Chance(SEED).for(id);
    const complaints = Array.from({ length: MOMENTS }, (_, i) =>
      asked(bundle, { ...plainComplaint(bundle, chance.for(i)), demand: {} }, chance.for(i)),
    );
    const server = await TimeSkipping.start();
    try {
      const { vault } = await opened;
      const [declared, reopened] = [new Set<number>(), new Set<number>()];
      const told = await new ManyCases({ server, vault, bundle }, chance, ({ index, deeds, state }) => {
        const inTheWindow = index >= MOMENTS - IN_THE_WINDOW;
        if (inTheWindow && declared.has(index) && !reopened.has(index) && state.status === 'resolved') {
          reopened.add(index);
          return 'reopen';
        }
        const isNow = inTheWindow
          ? state.status === 'resolved'
          : state.status === 'open' && deeds >= Math.floor((index * DEEDS) / MOMENTS);
        if (!isNow || declared.has(index) || state.major !== undefined) return undefined;
        declared.add(index);
        return 'declareMajor';
      }).run(complaints);
      expect(told.flatMap((one) => breachesOf(one, bundle))).toEqual([]);
      expect(told.flatMap((one) => breachesOfMajor(one, bundle))).toEqual([]);
      const wentBack = told.filter(({ events }) => events.some(({ type }) => type === 'LineTurnedBack'));
      process.stdout.write(
        `${id}: ${declared.size} declared, ${reopened.size} reopened, ${wentBack.length} went back\n`,
      );
      expect(told.filter(({ state }) => state.major !== undefined).length).toBeGreaterThan(MOMENTS / 2);
    } finally {
      await server.stop();
    }
  },
  LIMIT_MS,
);
