import { approvalOf } from '../../case/effects/consent';
import type { TaskAnswer } from '../../case/state';
import type { ContextOf, ParamsOf, Run } from '../../stage';
import { actorOf } from '../../step/handler';
import { tellCustomer } from '../../step/notify-customer';
import type { Outcome } from '../../step/outcome';
import { endAs, next, to } from '../../step/outcome';
import { signatures } from '../../step/signing';
import type { approve } from './definition';

export const runApprove: Run<typeof approve> = async (c, step) => {
  const rules = { ...step, actions: ['approve', 'reject'] };
  const { belowMinimum } = step;
  const byLaw =
    belowMinimum === undefined || c.state.facts['belowLegalMinimum'] !== true
      ? undefined
      : await c.awaitTask('legal', { ...rules, ...belowMinimum, orAbove: false });
  if (byLaw?.action === 'reject') return rejected(c, step, byLaw);
  const forAll = c.state.proposal?.incident;
  if (forAll !== undefined) {
    c.record(
      'approved',
      'ProposalApproved',
      { by: [forAll.approvedBy], incident: forAll.no, approved: approvalOf(c.state) },
      actorOf(forAll.approvedBy, forAll.approvedByFor),
    );
    return next;
  }
  const roles = step.signatures ?? [
    {
      who:
        step.tier === undefined
          ? (step.who ?? c.policy.owner)
          : (await c.decide<{ role: string }>('tier', step.tier)).role,
    },
  ];
  const given = await signatures(c, 'approval', {
    ...{ signatures: roles, order: step.order, need: step.need, stops: 'reject', rules },
  });
  const rejection = given.find((answer) => answer.action !== 'approve');
  if (rejection !== undefined || given.length === 0) return rejected(c, step, rejection);
  const signed = byLaw === undefined ? given : [byLaw, ...given];
  c.record(
    'approved',
    'ProposalApproved',
    { by: signed.map((answer) => answer.by?.id ?? ''), approved: approvalOf(c.state) },
    given.at(-1)?.by,
  );
  const declinesDemand = c.state.proposal?.options.length === 0;
  if (!declinesDemand) return next;
  const { template, end, then } = step.declined;
  await tellCustomer(c, 'declined', template, { ...step, who: step.who ?? c.policy.owner });
  return endAs(end, then);
};

function rejected(
  c: ContextOf<typeof approve>,
  step: ParamsOf<typeof approve>,
  rejection: TaskAnswer | undefined,
): Outcome {
  c.record('rejected', 'ProposalRejected', { ...rejection?.data }, rejection?.by);
  const { to: back, atMost, then } = step.rejected;
  return c.state.rejections > atMost && then !== undefined ? to(then) : to(back);
}
