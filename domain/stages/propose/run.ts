import type { AdoptedProposal } from '../../case/state';
import { next } from '../../step/outcome';
import type { ContextOf, Run } from '../../stage';
import type { propose } from './definition';
import { ground, UNFOUNDED } from '../../step/ground';
import { actorOf, ofHandler } from '../../step/handler';

/** A proposal whose parameters a remedy refuses is given back at once; this many times in one visit. */
const MOST_ATTEMPTS = 20;

export const runPropose: Run<typeof propose> = async (c, step) => {
  // Remembered with the step: `refuse` of the action looks it up there.
  if (step.remedies !== undefined) await c.decide('remedies', step.remedies);
  const offered = (): AdoptedProposal | undefined => c.state.incident?.proposal;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const name = `proposal-${attempt}`;
    const isAsked = offered() === undefined || c.state.tasks[`${c.place}/${name}`] !== undefined;
    const answer = !isAsked
      ? undefined
      : await c.awaitTask(name, {
          ...(step.byHandler === false ? step : ofHandler(c, step)),
          actions: ['propose', 'declineDemand'],
          until: () => offered() !== undefined,
        });
    if (answer === undefined && (await proposeForAll(c, attempt))) return next;
    if (answer?.action === 'declineDemand') {
      c.record('declined', 'DemandDeclined', { ...answer.data }, answer.by);
      return next;
    }
    const options = answer?.data['options'];
    if (!Array.isArray(options)) continue;
    const priced = await c.ask(`priced-${attempt}`, 'priceOptions', { options });
    const onGround = priced.ok ? ground(c, priced.costFen) : undefined;
    if (priced.ok && onGround !== undefined) {
      const { reason, again } = answer?.data as { reason?: string; again?: true };
      const words = { ...(reason === undefined ? {} : { reason }), ...(again === undefined ? {} : { again }) };
      c.record(
        'proposed',
        'RemedyProposed',
        { options: priced.options, costFen: priced.costFen, ...onGround, ...words },
        answer?.by,
      );
      return next;
    }
    c.record(`unfit-${attempt}`, 'ProposalUnfit', { problems: priced.ok ? UNFOUNDED : priced.problems }, answer?.by);
  }
  return next;
};

/** What the case's incident offers is its proposal; whether it could be taken. */
async function proposeForAll(c: ContextOf<typeof propose>, attempt: number): Promise<boolean> {
  const incident = c.state.incident;
  if (incident?.proposal === undefined) return false;
  const { by, byFor, approvedBy, approvedByFor, reason, options } = incident.proposal;
  const priced = await c.ask(`priced-${attempt}`, 'priceOptions', { options });
  const onGround = priced.ok ? ground(c, priced.costFen) : undefined;
  if (!priced.ok || onGround === undefined) {
    const problems = priced.ok ? UNFOUNDED : priced.problems;
    c.record(`unfit-${attempt}`, 'ProposalUnfit', { problems, incident: incident.no });
    return false;
  }
  c.record(
    'proposed',
    'RemedyProposed',
    {
      ...{
        options: priced.options,
        costFen: priced.costFen,
        incident: { no: incident.no, approvedBy, ...(approvedByFor === undefined ? {} : { approvedByFor }) },
      },
      ...onGround,
      ...(reason === undefined ? {} : { reason }),
    },
    actorOf(by, byFor),
  );
  return true;
}
