import { approvalOf } from '../../domain/consent';
import type { StepOf } from '../../domain/policy/compiled';
import type { TaskAnswer } from '../../domain/state';
import type { StepHandle } from '../case';
import { endAs, next, to } from '../outcome';
import type { Outcome } from '../outcome';
import type { Stage } from '../stage';
import { actorOf } from './handler';
import { signatures } from './signing';
import { tellCustomer } from './telling';

export const approve: Stage<'approve'> = async (c, step) => {
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

function rejected(c: StepHandle, step: StepOf<'approve'>, rejection: TaskAnswer | undefined): Outcome {
  c.record('rejected', 'ProposalRejected', { ...rejection?.data }, rejection?.by);
  const { to: back, atMost, then } = step.rejected;
  return c.state.rejections > atMost && then !== undefined ? to(then) : to(back);
}
