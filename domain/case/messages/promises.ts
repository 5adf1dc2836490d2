import type { CaseEvent } from '../../file/stored-event';
import { isInstant } from '../../time/instant';
import { isInTime } from '../pause/pause';
import type { CompiledPolicy } from '../../policy/compiled';
import { stepAt } from '../../policy/step-of-task';
import type { CaseState } from '../state';

/** Stages whose messages say no more than that the complaint has come in. */
const RECEIPTS: readonly string[] = ['acknowledge', 'readBack'];
/** Stages whose messages are on the way to a result: what is offered is none yet. */
const ON_THE_WAY: readonly string[] = ['progress', 'form', 'choose', 'admit', 'offer', 'quote'];

/**
 * What an event told the customer, and when, if it told them anything: a message that was really sent, a person who spoke
 * to them. A failed send has told nobody.
 */
function toldBy({ type, at, place = '', data }: CaseEvent, policy: Pick<CompiledPolicy, 'main' | 'tracks'>) {
  const stage = stepAt(policy, place)?.stage ?? '';
  const { sentAt } = data;
  const when = isInstant(sentAt) ? sentAt : at;
  switch (type) {
    case 'MessageSent':
      return RECEIPTS.includes(stage) ? undefined : { when, isResult: !ON_THE_WAY.includes(stage) };
    case 'ProgressTold':
      return { when, isResult: false };
    case 'CallbackRecorded':
      return data['reached'] === true ? { when, isResult: true } : undefined;
    default:
      return undefined;
  }
}

/** Promises that an event keeps, or makes good too late, by the lines that are to keep them. */
export function promisesMet(
  policy: Pick<CompiledPolicy, 'main' | 'tracks'>,
  state: CaseState,
  event: CaseEvent,
): { line: string; promisedAt: string; inTime: boolean }[] {
  const told = toldBy(event, policy);
  if (told === undefined) return [];
  return state.promises.flatMap(({ line, at, madeAt = '', status, of = 'word', toldAt }) => {
    const counts = status !== 'kept' && toldAt === undefined && told.when >= madeAt;
    if (!counts || (of === 'result' && !told.isResult)) return [];
    const task = Object.values(state.tasks).find(({ id, owes }) => owes === 'promises' && id.startsWith(`${line}/`));
    return [{ line, promisedAt: at, inTime: isInTime(task ?? { dueAt: at }, told.when) }];
  });
}
