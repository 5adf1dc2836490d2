import { isInTime } from '../../case/pause/pause';
import type { TaskAnswer } from '../../case/state';
import { next } from '../../step/outcome';
import type { ContextOf, ParamsOf, Run } from '../../stage';
import type { earlyWarn } from './definition';
import { tellStaff } from '../../step/notify-roles';

type EarlyWarnStep = ParamsOf<typeof earlyWarn>;

/**
 * In time only if those to be warned were really told by then. Once it is due and they were not, it is omitted, whatever
 * is done about it afterwards.
 */
export const runEarlyWarn: Run<typeof earlyWarn> = async (c, step) => {
  const omission = { type: 'EarlyWarningOmitted' as const, data: { answerable: step.answerable } };
  const answer = await c.awaitTask('warning', { ...step, actions: ['giveWarning', 'noteOmission'], whenDue: omission });
  if (answer?.action !== 'giveWarning') {
    if (!wasOmitted(c)) c.record('omitted', omission.type, { ...omission.data, ...answer?.data }, answer?.by);
    return next;
  }
  await warnInTime(c, step, answer);
  const { onward } = step;
  if (onward === undefined) return next;
  const report = await c.awaitTask('onward', { ...onward, actions: ['reportOn'] });
  c.record('reported-on', 'ReportedOn', { to: onward.to, ...report?.data }, report?.by);
  await tellStaff(c, 'onward', {
    ...{ tell: onward.to, by: step.by, from: onward.who, template: onward.template },
    ...{ within: onward.within, overdue: onward.overdue },
  });
  return next;
};

/** Tells whoever is to be warned; what does not get through before it is due is an omission from then on. */
async function warnInTime(c: ContextOf<typeof earlyWarn>, step: EarlyWarnStep, answer: TaskAnswer): Promise<void> {
  const task = c.state.tasks[`${c.place}/warning`];
  const given = task !== undefined && isInTime(task, answer.at);
  const dueAt = task?.dueAt;
  let told: boolean | undefined;
  let toldAt = answer.at;
  const tell = async (): Promise<void> => {
    const times = await tellStaff(c, 'tell', { ...step, from: step.from ?? step.who });
    told = times.every((time) => time !== undefined);
    toldAt = [answer.at, ...times.map((time) => time ?? '')].sort().at(-1) ?? answer.at;
  };
  const omit = (): void => {
    if (!wasOmitted(c)) c.record('omitted', 'EarlyWarningOmitted', { answerable: step.answerable, due: dueAt });
  };
  // What was given at rest has no time by which it would have to be told.
  const hasLimit = dueAt !== undefined && given && answer.at <= dueAt && step.tell.length > 0;
  const watch = async (): Promise<void> => {
    if (hasLimit && (await c.waitUntil('told-by', dueAt, () => told === true))) omit();
  };
  await c.all([tell, watch]);
  if (told !== true) omit();
  const inTime = given && told === true && (!hasLimit || toldAt <= dueAt);
  c.record('given', 'EarlyWarningGiven', { inTime, to: step.tell, ...answer.data }, answer.by);
}

function wasOmitted(c: ContextOf<typeof earlyWarn>): boolean {
  return c.state.warningsOmitted?.some(({ place }) => place === c.place) === true;
}
