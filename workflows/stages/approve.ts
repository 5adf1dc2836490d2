import { endAs, next, to } from '../outcome';
import type { Stage } from '../stage';
import { actorOf } from './handler';
import { signatures } from './signing';
import { tellCustomer } from './telling';

export const approve: Stage<'approve'> = async (c, step) => {
  const forAll = c.state.proposal?.incident;
  if (forAll !== undefined) {
    c.record(
      'approved',
      'ProposalApproved',
      { by: [forAll.approvedBy], incident: forAll.no },
      actorOf(forAll.approvedBy),
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
  const proposer = c.state.proposal?.by;
  const given = await signatures(c, 'approval', {
    signatures: roles,
    order: step.order,
    need: step.need,
    stops: 'reject',
    rules: {
      ...step,
      actions: ['approve', 'reject'],
      barred: proposer === undefined || proposer === '' ? [] : [{ id: proposer, why: 'proposer' }],
    },
  });
  const rejection = given.find((answer) => answer.action !== 'approve');
  if (rejection !== undefined || given.length === 0) {
    c.record('rejected', 'ProposalRejected', { ...rejection?.data }, rejection?.by);
    const { to: back, atMost, then } = step.rejected;
    return c.state.rejections > atMost && then !== undefined ? to(then) : to(back);
  }
  c.record('approved', 'ProposalApproved', { by: given.map((answer) => answer.by?.id ?? '') }, given.at(-1)?.by);
  const declinesDemand = c.state.proposal?.options.length === 0;
  if (!declinesDemand) return next;
  const { template, end, then } = step.declined;
  await tellCustomer(c, 'declined', template, { ...step, who: step.who ?? c.policy.owner });
  return endAs(end, then);
};
