import { randomBytes } from 'node:crypto';
import { correspondenceOver } from '../../activities/ports/correspondence';
import { mailAddress } from '../../domain/channels/addresses';
import { formatNumber } from '../../domain/values/complaint-number';
import { SYSTEM_ROLE } from '../../domain/linked-cases/system';
import type { Contact } from '../../models/contact-lists';
import { testDatabase } from '../models/test-database';
import { IncidentOffice } from '../support/live-incident';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

const database = testDatabase();
const policies = allPolicies();
const bundle = policies.get('retail-store')!;

let server: TimeSkipping;
beforeAll(async () => (server = await TimeSkipping.start()), 60_000);
afterAll(async () => {
  expect(complaintsOfWorkers()).toEqual([]);
  await server.stop();
});

/** An incident of the shop with one complaint. */
async function anIncident(): Promise<string> {
  const no = formatNumber('incident', '2026-11-22', randomBytes(8));
  const { id, version, incidents } = bundle.policy;
  await database().keys.vault.sealerForNew(no);
  await correspondenceOver(server.env.client).actOnIncident(
    { no, opening: { policy: { id, version, bundleHash: bundle.hash }, rules: incidents! } },
    'linkAlike',
    {
      ...{ key: `alike:${no}`, fingerprint: `linkAlike-${no}`, via: 'api' },
      by: { id: no, roles: [SYSTEM_ROLE], departments: [] },
      data: { cases: [formatNumber('complaint', '2026-11-22', randomBytes(8))], rule: 'sameArticle' },
    },
  );
  return no;
}

async function store(no: string, count: number): Promise<void> {
  const { keys, contacts } = database();
  const seal = await keys.vault.sealerFor(no);
  const rows = Array.from({ length: count }, (_, i): Contact => {
    const address = `customer-${i}@example.com`;
    return {
      name: seal('王小明'),
      email: seal(address),
      language: 'zh',
      tokens: [keys.tokenIndex.address(mailAddress, address)!],
    };
  });
  await contacts.store(no, 'customers', rows);
}

/** Eight batches. `REDRESS_LONG_LIST=10000` takes some minutes and shows no more. */
const MANY = Number(process.env['REDRESS_LONG_LIST'] ?? '400');

test('a long list is told, each once, and the incident keeps no more of it than of a short one', async () => {
  const world = new WorldInMemory(policies, await directoryOf(everybody(bundle.policy)));
  const office = new IncidentOffice(server, world, database(), bundle);
  const told = async (count: number): Promise<{ no: string; state: string }> => {
    const no = await anIncident();
    await store(no, count);
    const by = 'complaintsManager';
    await office.act(no, { by, action: 'listContacts', data: { list: 'customers', total: count }, key: 'list' });
    const text = '请停止穿着该批皮鞋，可到本店退货。';
    expect(await office.act(no, { by, action: 'startContacting', data: { text }, key: 'go' })).toMatchObject({ no });
    const state = await office.until(no, ({ contacts }) => contacts[0]?.upTo === count, 240_000);
    expect(state.contacts).toEqual([
      { list: 'customers', total: count, upTo: count, told: count, failed: 0, optedOut: 0, repeated: 0 },
    ]);
    return { no, state: JSON.stringify(state) };
  };
  await server.withWorker(office.activities(), async () => {
    const few = await told(10);
    const many = await told(MANY);
    expect(new Set(office.sent.filter(({ key }) => key.startsWith(many.no)).map(({ to }) => to)).size).toBe(MANY);
    // Longer by the digits of its figures.
    expect(many.state.length - few.state.length).toBeLessThan(20);
  });
}, 300_000);
