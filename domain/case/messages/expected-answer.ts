import type { WorkCalendar } from '../../time/calendar.schema';
import { computeDeadline } from '../../time/deadline';
import type { CompiledPolicy, Step } from '../../policy/compiled';
import type { TimeLimit } from '../../time/time-limit';

/** Steps that only tell, or that are over before the customer is told what to expect. */
const TAKE_NO_TIME: readonly Step['stage'][] = ['record', 'acknowledge', 'warn', 'conclude', 'guarantee'];
/** What the customer is waiting for: a proposal, the result, or the time at which somebody comes. */
const ANSWERS: readonly Step['stage'][] = ['offer', 'notify', 'appointment'];

/**
 * By when the customer hears of a proposal or of the result if every step before it takes all of its time, once: what
 * may honestly be said to be expected. Steps that are skipped make it earlier, those that are gone through again later.
 * Undefined where a step has no time limit or the policy never answers: then no time may be named.
 *
 * Asks for time-zone tables, so it is for activities and the API, not for workflow code.
 * @param recordedAt ISO instant.
 */
export function expectedAnswerAt(
  policy: CompiledPolicy,
  calendar: WorkCalendar,
  recordedAt: string,
): string | undefined {
  let at: string | undefined = recordedAt;
  for (const step of policy.main) {
    if (at === undefined || ANSWERS.includes(step.stage)) return at;
    if (!TAKE_NO_TIME.includes(step.stage)) at = endOf(step, calendar, at);
  }
  return undefined;
}

function endOf(step: Step, calendar: WorkCalendar, from: string): string | undefined {
  const after = (limits: (TimeLimit | undefined)[]): string | undefined =>
    limits.reduce<string | undefined>(
      (at, within) =>
        at === undefined || within === undefined ? undefined : computeDeadline({ from: at, within, calendar }).dueAt,
      from,
    );
  if (step.stage === 'coordinate') {
    const { plan, each } = step;
    const ends = step.tasks.map((task) => after([task.within]));
    if (plan !== undefined && each !== undefined) ends.push(after([plan.within, each.within]));
    return ends.reduce((last, end) => (last === undefined || end === undefined ? undefined : last > end ? last : end));
  }
  if (step.stage === 'confirm') return after([step.within, step.deskWithin]);
  const limit = 'within' in step ? step.within : undefined;
  const inTurn = (step.stage === 'approve' || step.stage === 'signOff') && step.order === 'sequence';
  return after(Array.from({ length: inTurn ? (step.signatures?.length ?? 1) : 1 }, () => limit));
}
