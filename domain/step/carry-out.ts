import { plainParams } from '../case/effects/consent';
import type { WaitRules } from '../policy/step';
import type { ProposedOption } from '../case/state';
import type { StepContext } from './context';
import type { SharedPayloads } from './shared-events';
import { ground } from './ground';

/**
 * Executes the remedies of an option, one after another, each once; whether all of them came about. A saga: the undo of
 * a remedy is a fact of its key, so it needs no answer to be possible. A remedy whose answer never came is not repeated;
 * somebody (`byHand`) asks the payer and says what happened.
 */
export async function carryOut(
  c: StepContext,
  byHand: WaitRules,
  option: { number: number; remedies: ProposedOption['remedies']; proposal?: number },
): Promise<boolean> {
  // Whether another case takes this one over comes first: then it is that one's to give.
  await c.standStill(() => c.state.merging === undefined);
  // A decision by default that the step provides for its own task is none for this one: time doesn't know what was paid.
  const overdue = byHand.overdue.filter(({ action }) => action === undefined || action === SETTLE);
  // The last gate: whichever way led here, and whatever was found since.
  const costFen = option.remedies.reduce((sum, remedy) => sum + remedy.costFen, 0);
  const isBegun = option.remedies.some((_, i) => c.state.effects[c.effectKey(nameOf(option.number, i))] !== undefined);
  if (!isBegun && ground(c, costFen) === undefined) {
    c.record(`option-${option.number}-withheld`, 'RemedyWithheld', { costFen });
    return false;
  }
  const of = option.proposal === undefined ? {} : { proposal: option.proposal };
  const executed: SharedPayloads['RemedyUndone'][] = [];
  for (const [i, { kind, params, costFen }] of option.remedies.entries()) {
    const name = nameOf(option.number, i);
    const about = { kind, costFen, key: c.effectKey(name), params: plainParams(params), ...of };
    const outcome = await c.perform(name, 'executeRemedy', { kind, params, costFen });
    let succeeded = outcome.status === 'succeeded';
    if (outcome.status === 'unknown') {
      c.record(`${name}-unknown`, 'RemedyOutcomeUnknown', about);
      const answer = await c.awaitTask(`${name}-settle`, { ...byHand, overdue, actions: [SETTLE], toTheEnd: true });
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
    return false;
  }
  return true;
}

const SETTLE = 'settleUnknown';

function nameOf(option: number, remedy: number): string {
  return `option-${option}-remedy-${remedy + 1}`;
}
