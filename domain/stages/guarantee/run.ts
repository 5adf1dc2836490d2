import { givenBefore } from '../../case/effects/consent';
import { next, to } from '../../step/outcome';
import { ground, UNFOUNDED } from '../../step/ground';
import type { Run } from '../../stage';
import type { guarantee } from './definition';

export const runGuarantee: Run<typeof guarantee> = async (c, step) => {
  const { grants, amountFen } = await c.decide<{ grants: string; amountFen?: number }>('covered', step.table);
  const grant = step.grants[grants];
  if (grant === undefined) return next;
  const remedies = grant.remedies.map(({ kind, params, amountAs }) => ({
    kind,
    params: { ...params, ...(amountAs === undefined ? {} : { [amountAs]: amountFen }) },
  }));
  const priced = await c.ask('priced', 'priceOptions', { options: [{ title: grant.title.zh, remedies }] });
  const option = priced.ok ? priced.options[0] : undefined;
  const onGround = option === undefined ? undefined : ground(c, option.costFen);
  // Nobody has said that it is meant to be given once more.
  const wasGiven = option !== undefined && givenBefore(c.state, option.remedies) !== undefined;
  if (option === undefined || onGround === undefined || wasGiven) {
    // A grant that can't be executed as the policy writes it is proposed and decided by people instead.
    const problems = !priced.ok ? priced.problems : onGround === undefined ? UNFOUNDED : ['given_before'];
    c.record('unfit', 'GuaranteeUnfit', { grants, problems });
    return next;
  }
  c.record('applied', 'GuaranteeApplied', { grants, title: grant.title, option, ...onGround });
  return to(step.to);
};
