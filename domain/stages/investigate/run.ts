import type { AdoptedFindings } from '../../case/state';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { investigate } from './definition';
import { actorOf, ofHandler } from '../../step/handler';

export const runInvestigate: Run<typeof investigate> = async (c, step) => {
  const found = (): AdoptedFindings | undefined => c.state.incident?.findings;
  // Nobody is asked for what the incident has found already.
  const isAsked = found() === undefined || c.state.tasks[`${c.place}/findings`] !== undefined;
  const answer = !isAsked
    ? undefined
    : await c.awaitTask('findings', {
        ...(step.byHandler === false ? step : ofHandler(c, step)),
        actions: ['submitFindings'],
        until: () => found() !== undefined,
      });
  const adopted = found();
  if (answer === undefined && adopted !== undefined) {
    const { by, byFor, ...findings } = adopted;
    c.record('findings', 'FindingsSubmitted', { ...findings, incident: c.state.incident?.no }, actorOf(by, byFor));
    return next;
  }
  if (answer?.by !== undefined) c.record('findings', 'FindingsSubmitted', { ...answer.data }, answer.by);
  return next;
};
