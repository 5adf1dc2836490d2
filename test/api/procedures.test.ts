import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fastPolicies } from '../support/fast-policies';
import { HttpOffice, peopleOf } from '../support/http-office';
import { tellOverHttp } from '../support/http-scenario';
import { inTurn } from '../support/in-turn';
import { allPolicies } from '../support/policies';
import { allRules } from '../support/rules';
import { readScenario } from '../support/scenario';

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
const scenarios = stories.map(([, file]) => readScenario(join(FOLDER, file)));
let office: HttpOffice;

beforeAll(async () => {
  const theirs = scenarios.map(({ policy }) => allPolicies().get(policy)!.policy);
  office = await HttpOffice.open(
    { people: peopleOf(theirs, scenarios), env: { REDRESS_POLICIES: policies } },
    (actual, expected) => expect(actual).toMatchObject(expected as object),
  );
}, 180_000);

afterAll(async () => {
  await office.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

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
