import { next, to } from '../outcome';
import type { Stage } from '../stage';

/**
 * A saga: the undo of a remedy is a fact of its key, so it needs no answer to be possible. A remedy whose answer never
 * came is not repeated; somebody asks the payer and says what happened.
 */
export const execute: Stage<'execute'> = async (c, step) => {
  const accepted = c.state.accepted;
  const remedies = accepted?.options.remedies ?? [];
  const executed: { kind: string; key: string; costFen: number }[] = [];
  for (const [i, { kind, params, costFen }] of remedies.entries()) {
    const name = `option-${(accepted?.option ?? 0) + 1}-remedy-${i + 1}`;
    const about = { kind, costFen, key: c.effectKey(name) };
    const outcome = await c.perform(name, 'executeRemedy', { kind, params, costFen });
    let succeeded = outcome.status === 'succeeded';
    if (outcome.status === 'unknown') {
      c.record(`${name}-unknown`, 'RemedyOutcomeUnknown', about);
      const answer = await c.awaitTask(`${name}-settle`, { ...step, actions: ['settleUnknown'] });
      succeeded = answer?.data['executed'] === true;
      await c.perform(`${name}-settled`, 'settleRemedy', { of: about.key, executed: succeeded });
    }
    if (succeeded) {
      c.record(`${name}-done`, 'RemedyExecuted', { ...about, ...outcome.result });
      executed.push(about);
      continue;
    }
    c.record(`${name}-failed`, 'RemedyFailed', { ...about, ...outcome.result });
    for (const [back, earlier] of [...executed].reverse().entries()) {
      const undone = await c.perform(`undo-${back + 1}`, 'undoRemedy', { kind: earlier.kind, of: earlier.key });
      if (undone.status === 'succeeded') c.record(`undone-${back + 1}`, 'RemedyUndone', earlier);
    }
    return to(step.failed.to);
  }
  return next;
};
