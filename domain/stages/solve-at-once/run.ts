import { endAs, next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { solveAtOnce } from './definition';
import { carryOut } from '../../step/carry-out';
import { ground } from '../../step/ground';
import { tellCustomer } from '../../step/notify-customer';

/** As often as remedies whose parameters don't fit are given back. */
const MOST_ATTEMPTS = 5;

export const runSolveAtOnce: Run<typeof solveAtOnce> = async (c, step) => {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const answer = await c.awaitTask(`solve-${attempt}`, { ...step, actions: ['solveAtOnce', 'handOn'] });
    if (answer?.by === undefined || answer.action !== 'solveAtOnce') {
      c.record('handed-on', 'HandedOn', answer?.action === 'handOn' ? { ...answer.data } : {}, answer?.by);
      return next;
    }
    const { remedies, result } = answer.data;
    const priced =
      remedies.length === 0
        ? { ok: true as const, options: [], costFen: 0 }
        : await c.ask(`priced-${attempt}`, 'priceOptions', { options: [{ remedies }] });
    if (!priced.ok) {
      c.record(`unfit-${attempt}`, 'ProposalUnfit', { problems: priced.problems }, answer.by);
      continue;
    }
    const { costFen } = priced;
    // Whether it was unfounded after all is not the desk's to say.
    if (costFen > step.upToFen || ground(c, costFen) === undefined) {
      c.record('beyond', 'SolutionBeyondAuthority', { costFen, upToFen: step.upToFen }, answer.by);
      return next;
    }
    const done = await carryOut(c, step, { number: attempt, remedies: priced.options[0]?.remedies ?? [] });
    // What could not be carried out after all goes the ordinary way.
    if (!done) return next;
    c.record('solved', 'SolvedAtFirstContact', { costFen, result }, answer.by);
    if (step.solved.template !== undefined) await tellCustomer(c, 'solved', step.solved.template, step);
    return endAs(step.solved.end, step.solved.then);
  }
  return next;
};
