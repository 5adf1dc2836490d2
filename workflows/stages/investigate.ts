import type { AdoptedFindings } from '../../domain/state';
import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { actorOf, ofHandler } from '../../domain/step/handler';

export const investigate: Stage<'investigate'> = async (c, step) => {
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
