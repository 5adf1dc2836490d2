import { ANYTIME_ACTIONS } from '../../domain/actions';
import { refusalOfAnytime } from '../../domain/actions/who';
import { ineligible } from '../../domain/case/eligibility';
import type { Candidate } from '../../domain/case/eligibility';
import { ACTOR_KINDS } from '../../domain/file/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { shippedPolicies } from '../support/policies';
import { caseWith } from './cells';
import { DEPARTMENT, waitsOf } from './waits';

const OTHERS = ACTOR_KINDS.filter((kind) => kind !== 'staff');

/** Somebody of a kind who holds every role that there is, everywhere, and handles the case. */
function holdingAll({ roles, departments }: CompiledPolicy, kind: Candidate['kind'], id = 'handler'): Candidate {
  return {
    ...{ id, roles: [...Object.keys(roles), 'payroll', 'finance', 'auditor', 'administrator'], places: ['hq'] },
    departments: [DEPARTMENT, ...Object.keys(departments)],
    ...(kind === undefined ? {} : { kind }),
  };
}

describe.each(shippedPolicies().map((bundle) => [bundle.policy.id, bundle] as const))('%s', (_, bundle) => {
  const { policy } = bundle;

  test('customers, representatives, services and administrators do no task, whatever roles they claim and by name', async () => {
    for (const wait of await waitsOf(bundle)) {
      const { state, task } = caseWith(policy, wait);
      for (const kind of OTHERS)
        for (const assignee of [undefined, 'handler'])
          for (const byName of [undefined, true] as const) {
            const given = {
              ...task,
              ...(assignee === undefined ? {} : { assignee }),
              ...(byName === undefined ? {} : { byName }),
            };
            const refusal = ineligible(
              state,
              policy,
              given,
              holdingAll(policy, kind, wait.given ? 'accused' : 'handler'),
            );
            expect([wait.step, kind, refusal?.code]).toEqual([wait.step, kind, expect.any(String)]);
          }
    }
  });

  test('nor do they act at any time, and what other files send is sent by services alone', async () => {
    const [wait] = await waitsOf(bundle);
    const { state } = caseWith(policy, wait!);
    for (const action of ANYTIME_ACTIONS.values()) {
      const isOfFiles = action.who === 'incident' || action.who === 'case';
      const may = ACTOR_KINDS.filter(
        (kind) => refusalOfAnytime(state, policy, action, holdingAll(policy, kind)) === undefined,
      );
      expect([action.name, may.filter((kind) => kind !== 'staff')]).toEqual([
        action.name,
        isOfFiles ? ['service'] : [],
      ]);
      if (isOfFiles) expect(may).not.toContain('staff');
    }
  });
});
