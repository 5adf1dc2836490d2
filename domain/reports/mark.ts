import type { CaseEvent } from '../file/stored-event';
import { DUPLICATE } from '../case/merging/merging';
import type { CaseState } from '../case/state';

/** What is counted of a case. `domain/reports/figures.ts` says what reports make of it. */
export const MARKS = [
  ...(['received', 'reopened', 'resolved', 'closed', 'firstContact', 'merged'] as const),
  ...(['founded', 'unfounded', 'judgementChanged', 'major', 'caused', 'heldResponsible'] as const),
  ...(['acknowledged', 'answered', 'resolvedInTime', 'resolvedLate'] as const),
  ...(['firstResolved', 'finallyResolved'] as const),
  ...(['taskInTime', 'taskLate', 'overdue', 'escalated', 'defaulted'] as const),
  ...(['clockKept', 'clockMissed', 'clockExtended', 'promiseKept', 'promiseMissed'] as const),
  ...(['satisfied', 'dissatisfied', 'arrivedInTime', 'arrivedLate', 'workPassed', 'workFailed'] as const),
  ...(['remedied', 'takenBack', 'spent', 'borne', 'penalised', 'penaltyWaived', 'delayExcused'] as const),
] as const;
export type MarkName = (typeof MARKS)[number];

/** By what marks can be told apart. */
export const DIMENSIONS = [
  ...(['place', 'category', 'topCategory', 'channel', 'department', 'person', 'supplier'] as const),
  ...(['cause', 'remedy', 'bearer', 'clock', 'end'] as const),
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * A dated stroke on the tally: something that is counted, as the case stood when it happened. Later events add marks and
 * never change one, so a period that has ended keeps its figures, and a correction counts in the period in which it was
 * made.
 */
export interface Mark extends Partial<Record<Dimension, string>> {
  what: MarkName;
  /** ISO instant, UTC. */
  at: string;
  /** Milliseconds since the complaint came in, integer fen, or hundredths of a percent: as the mark's name says. */
  value?: number;
  /** Of a major complaint. */
  major?: true;
}

type Bare = Omit<Mark, 'at' | 'major'>;

/** The marks that an event leaves, from the case before it and after it. Pure, and blind to whatever comes later. */
export function marksOf(before: CaseState, event: CaseEvent, after: CaseState): Mark[] {
  const bare = [...byType(before, event, after), ...byState(before, event, after)];
  if (bare.length === 0) return [];
  const { person, ...ofCase } = shareOf(after);
  const at = new Date(event.at).toISOString();
  return bare.map((mark) => {
    const ofHandler = OF_THE_NAMED.includes(mark.what) ? {} : given({ person });
    return { ...ofCase, ...ofHandler, ...given(mark), what: mark.what, at };
  });
}

/** Marks of whoever the event names. Where it names nobody, they are nobody's: the handler answers for no other's task. */
const OF_THE_NAMED: readonly MarkName[] = [
  ...(['taskInTime', 'taskLate', 'overdue', 'escalated', 'defaulted'] as const),
  ...(['penalised', 'penaltyWaived', 'delayExcused'] as const),
];

/** What every mark of a case says as it stands. */
function shareOf({ intake, places, categories, department, findings, handler, major }: CaseState): Partial<Mark> {
  return given({
    place: places?.at(-1),
    category: intake?.category,
    topCategory: categories?.[0],
    channel: intake?.channel,
    department: department ?? findings?.department ?? intake?.respondent.department,
    supplier: findings?.supplier ?? intake?.respondent.supplier,
    person: handler,
    ...(major === undefined ? {} : { major: true as const }),
  });
}

function byType(before: CaseState, event: CaseEvent, after: CaseState): Bare[] {
  const { type, data } = event;
  switch (type) {
    case 'ComplaintRecorded':
      return [{ what: 'received' }];
    case 'CaseMerged':
      return [{ what: 'merged' }];
    case 'CaseReopened':
      // One that was merged goes on; it had not been answered.
      return before.mergedInto === undefined ? [{ what: 'reopened' }] : [];
    case 'CaseResolved':
      // A duplicate is answered by the complaint that took it over, and counts there.
      if (data['end'] === DUPLICATE) return [];
      return [
        { what: 'resolved', value: since(after, event), ...given({ end: textOf(data['end']) }) },
        { what: isAllInTime(after) ? 'resolvedInTime' : 'resolvedLate' },
      ];
    case 'CaseClosed':
      if (after.end === DUPLICATE) return [];
      return [{ what: 'closed', value: since(after, event), ...given({ end: after.end }) }, ...resolvedLast(after)];
    case 'SolvedAtFirstContact':
      return [{ what: 'firstContact' }];
    case 'FindingsSubmitted':
      return [
        ...(after.findings?.causeCode === undefined
          ? []
          : [{ what: 'caused' as const, cause: after.findings.causeCode }]),
        ...(after.findings?.persons ?? []).map((person): Bare => ({ what: 'heldResponsible', person })),
      ];
    case 'TaskOverdue':
      return [{ what: 'overdue', ...ofTask(before, data['task']) }];
    case 'TaskEscalated':
      return [{ what: 'escalated', ...ofTask(before, data['task']) }];
    case 'TaskDone':
    case 'TaskDecidedByDefault':
      return ofEndedTask(before, event);
    case 'ClockMissed':
      return [{ what: 'clockMissed', ...given({ clock: textOf(data['clock']) }) }];
    case 'LimitExtended':
      return [{ what: 'clockExtended', ...given({ clock: textOf(data['clock']) }) }];
    case 'ClockStopped':
      return data['inTime'] === true ? [{ what: 'clockKept', ...given({ clock: textOf(data['clock']) }) }] : [];
    case 'PromiseKept':
      return [{ what: 'promiseKept' }];
    case 'PromiseMissed':
      return [{ what: 'promiseMissed' }];
    case 'CallbackRecorded':
      return typeof data['satisfied'] === 'boolean' ? [{ what: data['satisfied'] ? 'satisfied' : 'dissatisfied' }] : [];
    case 'ArrivedInTime':
      return [{ what: 'arrivedInTime' }];
    case 'ArrivedLate':
      return [{ what: 'arrivedLate' }];
    // What the customer has signed for; who did the work says nothing of it.
    case 'CustomerSigned':
      return [{ what: 'workPassed' }];
    case 'SignatureRefused':
    case 'WorkUnfinished':
      return [{ what: 'workFailed' }];
    case 'PenaltyAssessed':
    case 'PenaltyWaived':
      return [
        {
          what: type === 'PenaltyAssessed' ? 'penalised' : 'penaltyWaived',
          ...given({ person: textOf(data['person']), department: textOf(data['department']) }),
          // Whole numbers, which add up the same in any order.
          ...(typeof data['percent'] === 'number' ? { value: Math.round(data['percent'] * 100) } : {}),
        },
      ];
    case 'CostRecorded':
      return typeof data['amountFen'] === 'number' ? [{ what: 'spent', value: data['amountFen'] }] : [];
    case 'DelayExcused':
      return [{ what: 'delayExcused', ...ofDelay(before, data) }];
    default:
      return [];
  }
}

/** Marks of changes to which several kinds of event can lead. */
function byState(before: CaseState, event: CaseEvent, after: CaseState): Bare[] {
  const marks: Bare[] = [];
  const [was, is] = [before.judgement?.founded, after.judgement?.founded];
  if (is !== undefined && was !== is) {
    marks.push({ what: is ? 'founded' : 'unfounded' });
    if (was !== undefined) marks.push({ what: 'judgementChanged' });
  }
  if (before.resolutions.length === 0 && after.resolutions.length > 0)
    marks.push({ what: 'firstResolved', value: since(after, event), ...given({ end: after.resolutions[0]?.end }) });
  if (before.major === undefined && after.major !== undefined) marks.push({ what: 'major' });
  if (!isToldAnything(before) && isToldAnything(after))
    marks.push({ what: 'acknowledged', value: since(after, event) });
  if (!isAnswered(before) && isAnswered(after)) marks.push({ what: 'answered', value: since(after, event) });
  if (before.remedies !== after.remedies) marks.push(...ofRemedies(before, after));
  if (before.liability !== after.liability) marks.push(...ofLiability(before, after));
  return marks;
}

/** Only when it is closed is it known which of its answers was the last. */
function resolvedLast({ recordedAt, resolutions }: CaseState): Bare[] {
  const last = resolutions.at(-1);
  if (last === undefined || recordedAt === undefined) return [];
  return [{ what: 'finallyResolved', value: Math.max(0, Date.parse(last.at) - Date.parse(recordedAt)), end: last.end }];
}

/** A case that is taken up again shares its whole loss anew: what counts is what each bears more, or less, than before. */
function ofLiability(before: CaseState, after: CaseState): Bare[] {
  const marks = new Map<string, Bare & { value: number }>();
  const add = ({ liability = [] }: CaseState, sign: 1 | -1): void => {
    for (const { bearer, name, amountFen } of liability as { bearer: string; name?: string; amountFen: number }[]) {
      const key = JSON.stringify([bearer, name]);
      const mark = marks.get(key) ?? { what: 'borne', bearer, value: 0, ...given({ supplier: textOf(name) }) };
      marks.set(key, { ...mark, value: mark.value + sign * amountFen });
    }
  };
  add(after, 1);
  add(before, -1);
  return [...marks.values()].filter(({ value }) => value !== 0);
}

function ofDelay({ delays }: CaseState, data: CaseEvent['data']): Pick<Mark, 'department' | 'person'> {
  const delay = delays.find(({ task, role }) => task === data['task'] && role === data['role']);
  return given({ department: delay?.department, person: textOf(data['person']) });
}

function ofRemedies(before: CaseState, after: CaseState): Bare[] {
  const executed = ({ remedies }: CaseState) => remedies.filter(({ status }) => status === 'executed');
  const [had, has] = [executed(before), executed(after)];
  const missing = (from: typeof had, other: typeof had) =>
    from.filter(({ key }) => !other.some((one) => one.key === key));
  return [
    ...missing(has, had).map(({ kind, costFen }): Bare => ({ what: 'remedied', remedy: kind, value: costFen })),
    ...missing(had, has).map(({ kind, costFen }): Bare => ({ what: 'takenBack', remedy: kind, value: costFen })),
  ];
}

function ofTask(state: CaseState, id: unknown): Pick<Mark, 'department' | 'person'> {
  const task = state.tasks[String(id)];
  return given({ department: task?.department, person: task?.assignee });
}

/** A customer who answers by themselves has done nobody's work. */
function doneBy({ by }: CaseEvent): string | undefined {
  return by?.kind === 'customer' ? undefined : by?.id;
}

/** Only tasks with a time limit can be in time or late; whose they are is who did them, else who had been given them. */
function ofEndedTask(before: CaseState, event: CaseEvent): Bare[] {
  const task = before.tasks[String(event.data['task'])];
  const whose = { ...ofTask(before, event.data['task']), ...given({ person: doneBy(event) }) };
  const byDefault: Bare[] = event.type === 'TaskDecidedByDefault' ? [{ what: 'defaulted', ...whose }] : [];
  if (task?.dueAt === undefined) return byDefault;
  const isLate = Date.parse(event.at) > Date.parse(task.dueAt);
  return [{ what: isLate ? 'taskLate' : 'taskInTime', ...whose }, ...byDefault];
}

function isAllInTime({ delays, clocks, promises }: CaseState): boolean {
  return (
    delays.length === 0 &&
    Object.values(clocks).every(({ missedAt }) => missedAt === undefined) &&
    promises.every(({ status }) => status !== 'missed')
  );
}

/** Common templates that tell that it was received, or where it goes on; that is no answer yet. */
const NO_ANSWERS = ['acknowledgement', 'merged', 'mergedWithOthers'];

function isToldAnything(state: CaseState): boolean {
  return state.messages.some(({ status }) => status === 'sent') || isAnswered(state);
}

function isAnswered({ messages, callbacks, resolutions, facts }: CaseState): boolean {
  return (
    messages.some(({ status, template }) => status === 'sent' && !NO_ANSWERS.includes(template)) ||
    callbacks.some(({ reached }) => reached) ||
    resolutions.length > 0 ||
    facts['firstContact'] === true
  );
}

function since({ recordedAt }: CaseState, { at }: CaseEvent): number {
  return recordedAt === undefined ? 0 : Math.max(0, Date.parse(at) - Date.parse(recordedAt));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function given<T extends object>(parts: T): Given<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as Given<T>;
}
