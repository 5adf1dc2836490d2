import { z } from 'zod';
import { event } from '../../event';
import type { CompiledPolicy } from '../../policy/compiled';
import { refuse } from '../../file/refusal';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** Violations that the steps of a policy name. */
function violationsOf({ main, tracks }: Pick<CompiledPolicy, 'main' | 'tracks'>): string[] {
  const steps = [...main, ...tracks.flatMap((track) => track.steps)];
  return [...new Set(steps.flatMap((step) => (step.stage === 'penalise' ? Object.keys(step.violations ?? {}) : [])))];
}

/** Somebody did what the policy forbids by name: a finding, on which a penalty may be proposed and they are heard. */
export const reportViolation = defineAnytimeAction({
  name: 'reportViolation',
  keeps: 'more',
  who: 'staff',
  title: both('登记违规', 'Report a violation'),
  help: both(
    '登记办法列明的违规（如虚假确认、私下了结）、当事人和依据。',
    'A violation listed in the policy (such as a false confirmation or a private settlement), the person and the evidence.',
  ),
  data: (text, { code, person }) =>
    z.strictObject({
      kind: code,
      person,
      department: code.optional(),
      finding: text,
    }),
  refuse: ({ policy, message: { data } }) => {
    const known = violationsOf(policy);
    if (known.includes(data.kind))
      return data.department === undefined || policy.departments[data.department] !== undefined
        ? undefined
        : refuse('UnknownOption', 422, both('办法没有此部门。', 'The policy has no such department.'));
    return refuse(
      'UnknownOption',
      422,
      both('办法没有列明此种违规。', 'The policy does not list this violation.'),
      both(`可填：${known.join('、')}`, `Allowed: ${known.join(', ')}`),
    );
  },
  events: {
    ViolationReported: event<NonNullable<CaseState['violations']>[number]>({
      audience: 'penalties',
      apply: (state, violation) => ({ violations: [...(state.violations ?? []), violation] }),
    }),
  },
  apply: ({ message }) => [{ type: 'ViolationReported', data: message.data }],
});
