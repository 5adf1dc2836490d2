import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../../cli/api-client';
import { samplePlaces } from '../../cli/sample-staff';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import type { Office } from '../support/http-scenario';
import { tellOverHttp, WEB_INTAKE } from '../support/http-scenario';
import { inTurn } from '../support/in-turn';
import type { Person } from '../support/people';
import { everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { allRules } from '../support/rules';
import { readScenario } from '../support/scenario';
import { Stack } from '../support/stack';
import { member, PASSWORD } from './support/running-api';

const FOLDER = join(__dirname, '..', 'scenarios');
/** Of each procedure a story that needs no long waiting, from those that test/scenarios plays with time skipped. */
const STORIES = {
  P1: 'enterprise-eight-step/demand-declined.yaml',
  P2: 'sales-six-step/second-alternative-accepted.yaml',
  P3: 'call-centre/not-about-service.yaml',
  P4: 'tourism-authority/not-admitted.yaml',
  P5: 'service-desk/round.yaml',
  P6: 'network-complaint/tracked-until-satisfied.yaml',
  P7: 'land-hotline/clue.yaml',
  P8: 'catering-recovery/never-satisfied.yaml',
  P9: 'telecom-counter/communicative-turns-valid.yaml',
  P10: 'telecom/solved-at-once.yaml',
  P11: 'supermarket/granted-by-deputy.yaml',
  P12: 'restaurant/injury.yaml',
  P13: 'brokerage/branch.yaml',
  P14: 'retail-store/what-the-state-requires-first.yaml',
  P15: 'property-tenant/microblog.yaml',
  P16: 'car-dealer-group/call-centre.yaml',
  P17: 'property-office/visited.yaml',
  P18: 'device-service/parts-missing.yaml',
  P19: 'home-repair/in-time.yaml',
  P20: 'car-dealer/general.yaml',
  P21: 'distributor-credit/first-release.yaml',
};
const stories = Object.entries(STORIES);

const policies = fastPolicies();
let stack: Stack;
let office: Office;
let close: () => Promise<void>;

beforeAll(async () => {
  const people = peopleOf(stories.map(([, file]) => file)).map(({ id, roles, departments }) =>
    member(id, { roles, departments, places: ['hq'], phone: '13900000000' }),
  );
  // The owner of whom P16 is told stands in the customer file.
  const customers = [{ name: '顾先生', phone: '13800000001', account: '沪A12345', product: '轩逸' }];
  stack = await Stack.start({
    api: true,
    env: { REDRESS_POLICIES: policies },
    before: async (one) => {
      writeFileSync(join(one.data, 'customers.json'), JSON.stringify(customers));
      await enterStaff(one, people, samplePlaces());
    },
  });
  const connection = await connect(stack.mongoUri);
  const clients = new Map<string, Promise<ApiClient>>();
  const signIn = async (id: string): Promise<ApiClient> => {
    const client = new ApiClient(stack.apiUrl);
    await client.persist(() => client.signIn(id, PASSWORD));
    return client;
  };
  office = {
    client: (id) => clients.get(id) ?? clients.set(id, signIn(id)).get(id)!,
    models: openModels(connection, await openVault(join(stack.data, 'keys'))),
    compare: (actual, expected) => expect(actual).toMatchObject(expected as object),
  };
  close = () => connection.close();
}, 180_000);

afterAll(async () => {
  await close();
  await stack.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

/** Everybody whom one of the stories may speak of, with all that they are in any of them. */
function peopleOf(files: readonly string[]): Person[] {
  const scenarios = files.map((file) => readScenario(join(FOLDER, file)));
  const all = scenarios.flatMap(({ policy, people }) => {
    const bundle = allPolicies().get(policy);
    return [...(bundle === undefined ? [] : everybody(bundle.policy)), ...people];
  });
  const byId = new Map<string, Person>([[WEB_INTAKE, { id: WEB_INTAKE, roles: ['complaintsDesk'], departments: [] }]]);
  for (const { id, roles, departments } of all) {
    const known = byId.get(id);
    byId.set(id, {
      id,
      roles: [...new Set([...(known?.roles ?? []), ...roles])],
      departments: [...new Set([...(known?.departments ?? []), ...departments])],
    });
  }
  return [...byId.values()];
}

const fewAtOnce = inTurn(4);
test.concurrent.each(stories)(
  '%s over HTTP on the real stack: %s',
  async (_procedure, file) => {
    const scenario = readScenario(join(FOLDER, file));
    await fewAtOnce(() => tellOverHttp(scenario, office));
  },
  240_000,
);

test('every procedure has its story', () => {
  expect(Object.keys(STORIES).sort()).toEqual(Object.keys(allRules().procedures).sort());
});
