import { endAs, next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { callback } from './definition';

export const runCallback: Run<typeof callback> = async (c, step) => {
  for (let attempt = 1; attempt <= step.attempts; attempt++) {
    const limit = attempt === 1 ? step.delay : (step.pauses?.at(attempt - 2) ?? step.pauses?.at(-1) ?? step.pause);
    if (limit !== undefined) {
      const time = await c.ask(`when-${attempt}`, 'planTime', { from: c.now(), limit });
      await c.waitUntil(`wait-${attempt}`, time.at, undefined, time.explanation);
    }
    const answer = await c.awaitTask(`call-${attempt}`, { ...step, actions: ['recordCallback'] });
    const { reached = false, satisfied, ...words } = (answer?.data ?? {}) as { reached?: boolean; satisfied?: boolean };
    const said = satisfied === undefined ? {} : { satisfied };
    c.record(
      `callback-${attempt}`,
      'CallbackRecorded',
      { reached, ...said, ...(step.by === 'visit' ? { by: step.by } : {}), ...words },
      answer?.by,
    );
    if (!reached) continue;
    if (satisfied !== false || step.dissatisfied === undefined) return next;
    if (c.state.round > step.dissatisfied.atMost && step.dissatisfied.decide !== undefined)
      return to(step.dissatisfied.decide);
    if (c.state.round > step.dissatisfied.atMost) return endAs(step.dissatisfied.end, step.dissatisfied.then);
    const { end } = c.state.facts;
    c.record('ended', 'RoundEnded', { end: typeof end === 'string' ? end : 'solved', dissatisfied: true });
    c.record('round', 'RoundStarted', { because: 'dissatisfied' });
    return to(step.dissatisfied.to);
  }
  const calls = c.state.callbacks.filter(({ round }) => round === c.state.round);
  const wasTried = calls.some(({ by }) => by !== undefined);
  if (step.unreached !== undefined && wasTried && !calls.some(({ reached }) => reached))
    c.record('unreached', 'CustomerUnreachable', { end: step.unreached });
  return next;
};
