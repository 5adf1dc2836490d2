import type { CaseEvent } from '../../domain/file/stored-event';
import type { FigureName } from '../../domain/reports/figures';

/** Whose figures; nothing said is everybody's. */
interface Wanted {
  category?: string | undefined;
  /** Counts only what says whom it is of: tasks, responsibility, penalties, delays excused. */
  person?: string | undefined;
  supplier?: string | undefined;
  /** Counts only what is borne. */
  bearer?: string | undefined;
  /** Counts only causes found. */
  cause?: string | undefined;
}

/**
 * A second reckoning of the figures, straight from events and with nothing of the first: no state of cases, no marks, no
 * tally. It knows what every stage calls a judgement, and nothing of field service.
 */
export function figuresFromEvents(
  lives: readonly (readonly CaseEvent[])[],
  period: { from: string; to: string },
  wanted: Wanted,
): Record<FigureName, number | null> {
  const n: Record<string, number> = {};
  const times: Record<string, number[]> = {
    acknowledged: [],
    answered: [],
    resolved: [],
    closed: [],
    first: [],
    last: [],
  };
  for (const events of lives) {
    const received = events[0]!;
    let { category } = received.data['intake'] as { category: string };
    let founded: boolean | undefined;
    let supplier: string | undefined;
    let [isLate, isToldAnything, isAnswered, isMajor, isMerged] = [false, false, false, false, false];
    const paid = new Map<string, number>();
    const dueAt = new Map<string, string>();
    const assignees = new Map<string, string | undefined>();
    let borne: Record<string, number> = {};
    const rounds: { end: unknown; at: string }[] = [{ end: undefined, at: '' }];
    for (const { type, data, at, by } of events) {
      if (type === 'CategoryJudged') category = data['category'] as string;
      if (type === 'FindingsSubmitted') supplier = data['supplier'] as string | undefined;
      const isIn =
        at >= period.from &&
        at < period.to &&
        (wanted.category === undefined || wanted.category === category) &&
        (wanted.supplier === undefined || wanted.supplier === supplier);
      const count = (name: string, much = 1): void => {
        if (isIn) n[name] = (n[name] ?? 0) + much;
      };
      const ofPerson = (id: unknown): boolean => wanted.person === undefined || wanted.person === id;
      const took = (name: string): void => {
        if (isIn) times[name]!.push(Date.parse(at) - Date.parse(received.at));
      };

      if (type === 'ComplaintRecorded') count('received');
      if (type === 'CaseMerged') count('merged');
      if (type === 'CaseReopened' && !isMerged) count('reopened');
      if (type === 'CaseMerged' || type === 'CaseReopened') isMerged = type === 'CaseMerged';
      if ((type === 'DeclaredMajor' || (type === 'CaseClassified' && data['major'] === true)) && !isMajor) {
        isMajor = true;
        count('major');
      }
      const now = judgementIn(type, data);
      if (now !== undefined) {
        if (now !== founded) count(now ? 'founded' : 'unfounded');
        if (founded !== undefined && now !== founded) count('judgementsChanged');
        founded = now;
      }
      if (type === 'TaskOpened') {
        const task = data['task'] as { id: string; dueAt?: string; assignee?: string };
        if (task.dueAt !== undefined) dueAt.set(task.id, task.dueAt);
        assignees.set(task.id, task.assignee);
      }
      if (type === 'TaskOverdue' && ofPerson(assignees.get(data['task'] as string))) count('overdue');
      if (type === 'TaskOverdue' || type === 'ClockMissed' || type === 'PromiseMissed') isLate = true;
      if (type === 'TaskEscalated' && ofPerson(assignees.get(data['task'] as string))) count('escalations');
      if (type === 'DelayExcused' && ofPerson(data['person'])) count('delaysExcused');
      if (type === 'TaskReassigned') assignees.set(data['task'] as string, data['person'] as string);
      if (type === 'TaskDone' || type === 'TaskDecidedByDefault') {
        const due = dueAt.get(data['task'] as string);
        const whose = by?.id ?? assignees.get(data['task'] as string);
        if (due !== undefined && ofPerson(whose)) count(Date.parse(at) > Date.parse(due) ? 'taskLate' : 'taskInTime');
      }
      if (type === 'ClockMissed') count('clockMissed');
      if (type === 'ClockStopped' && data['inTime'] === true) count('clockKept');
      if (type === 'LimitExtended') count('clockExtended');
      if (type === 'PromiseKept' || type === 'PromiseMissed') count(type);
      if (type === 'FindingsSubmitted') {
        const { causeCode: cause, persons = [] } = data as { causeCode?: string; persons?: string[] };
        if (cause !== undefined && (wanted.cause === undefined || wanted.cause === cause)) count('causes');
        for (const person of persons) if (ofPerson(person)) count('heldResponsible');
      }
      if (type === 'RemedyExecuted') {
        paid.set(data['key'] as string, data['costFen'] as number);
        count('remedies');
        count('costFen', data['costFen'] as number);
      }
      if (type === 'RemedyUndone') {
        count('takenBack');
        count('costFen', -paid.get(data['key'] as string)!);
      }
      if (type === 'CostRecorded') count('spentFen', data['amountFen'] as number);
      if (type === 'LiabilityShared') {
        const shares: Record<string, number> = {};
        for (const { bearer, amountFen } of data['shares'] as { bearer: string; amountFen: number }[])
          shares[bearer] = (shares[bearer] ?? 0) + amountFen;
        for (const bearer of new Set([...Object.keys(borne), ...Object.keys(shares)]))
          if (wanted.bearer === undefined || wanted.bearer === bearer)
            count('lossFen', (shares[bearer] ?? 0) - (borne[bearer] ?? 0));
        borne = shares;
      }
      if (type === 'PenaltyWaived' && ofPerson(data['person'])) count('penaltiesWaived');
      if (type === 'PenaltyAssessed' && ofPerson(data['person'])) {
        count('penalties');
        count('penaltyPoints', Math.round((data['percent'] as number) * 100));
      }
      if (type === 'CallbackRecorded' && data['satisfied'] !== undefined)
        count(data['satisfied'] === true ? 'pleased' : 'displeased');
      if (type === 'RoundStarted' || type === 'CaseReopened') rounds.push({ end: undefined, at: '' });
      if (type === 'RoundEnded' || type === 'CaseResolved') {
        if (rounds.every((one) => one.end === undefined)) took('first');
        const round = rounds.at(-1)!;
        if (round.end !== data['end']) Object.assign(round, { end: data['end'], at });
      }
      if (type === 'CaseResolved') {
        count('resolved');
        count(isLate ? 'resolvedLate' : 'resolvedInTime');
        took('resolved');
      }
      if (type === 'CaseClosed') {
        count('closed');
        took('closed');
        const last = rounds.findLast((one) => one.end !== undefined);
        if (isIn && last !== undefined) times['last']!.push(Date.parse(last.at) - Date.parse(received.at));
      }
      if (type === 'SolvedAtFirstContact') count('firstContact');
      const isWord =
        type === 'SolvedAtFirstContact' ||
        type === 'MessageSent' ||
        type === 'RoundEnded' ||
        type === 'CaseResolved' ||
        (type === 'CallbackRecorded' && data['reached'] === true);
      if (isWord && !isToldAnything) {
        isToldAnything = true;
        took('acknowledged');
      }
      if (isWord && data['template'] !== 'acknowledgement' && !isAnswered) {
        isAnswered = true;
        took('answered');
      }
    }
  }
  const of = (name: string): number => n[name] ?? 0;
  const share = (good: string, bad: string): number | null =>
    of(good) + of(bad) === 0 ? null : of(good) / (of(good) + of(bad));
  /** The smallest value that at least this share of them does not pass. */
  const at = (name: string, percent: number): number | null => {
    const sorted = times[name]!.sort((a, b) => a - b);
    return sorted.find((_, i) => (i + 1) * 100 >= percent * sorted.length) ?? null;
  };
  return {
    received: of('received'),
    reopened: of('reopened'),
    merged: of('merged'),
    resolved: of('resolved'),
    closed: of('closed'),
    major: of('major'),
    foundedShare: share('founded', 'unfounded'),
    judgementsChanged: of('judgementsChanged'),
    onTimeShare: share('resolvedInTime', 'resolvedLate'),
    tasksInTimeShare: share('taskInTime', 'taskLate'),
    overdue: of('overdue'),
    clocksKeptShare: share('clockKept', 'clockMissed'),
    extensions: of('clockExtended'),
    escalations: of('escalations'),
    acknowledgedMedian: at('acknowledged', 50),
    acknowledgedP90: at('acknowledged', 90),
    answeredMedian: at('answered', 50),
    answeredP90: at('answered', 90),
    resolvedMedian: at('resolved', 50),
    resolvedP90: at('resolved', 90),
    firstResolvedMedian: at('first', 50),
    firstResolvedP90: at('first', 90),
    finallyResolvedMedian: at('last', 50),
    finallyResolvedP90: at('last', 90),
    closedMedian: at('closed', 50),
    closedP90: at('closed', 90),
    satisfaction: share('pleased', 'displeased'),
    firstContactShare: of('resolved') === 0 ? null : of('firstContact') / of('resolved'),
    promisesKeptShare: share('PromiseKept', 'PromiseMissed'),
    arrivedInTimeShare: null,
    passRate: null,
    remedies: of('remedies'),
    costFen: of('costFen'),
    takenBack: of('takenBack'),
    penalties: of('penalties'),
    spentFen: of('spentFen'),
    lossFen: of('lossFen'),
    penaltyPercent: of('penaltyPoints') / 100,
    penaltiesWaived: of('penaltiesWaived'),
    delaysExcused: of('delaysExcused'),
    heldResponsible: of('heldResponsible'),
    causes: of('causes'),
  };
}

/** What somebody judged the complaint to be: founded or not; undefined if this was no judgement. */
function judgementIn(type: string, data: CaseEvent['data']): boolean | undefined {
  if (type === 'JudgedFounded' || type === 'TurnedValid') return true;
  if (type === 'JudgedUnfounded') return false;
  if (type === 'NatureJudged' && data['nature'] !== 'communicative') return data['nature'] === 'valid';
  if (type === 'QualityConfirmed' || type === 'DeskDecided') return data['atFault'] === true;
  return undefined;
}

/** How cases stand when all of this has happened: the open ones, and the open tasks of those that are not closed. */
export function standingFromEvents(lives: readonly (readonly CaseEvent[])[]): {
  open: { category: string; recordedAt: string }[];
  tasks: { whose: string; dueAt: string }[];
} {
  const open: { category: string; recordedAt: string }[] = [];
  const tasks: { whose: string; dueAt: string }[] = [];
  for (const events of lives) {
    const received = events[0]!;
    const last = events.findLast(({ type }) => ['CaseResolved', 'CaseReopened', 'CaseClosed'].includes(type))?.type;
    if (last === undefined || last === 'CaseReopened')
      open.push({ ...(received.data['intake'] as { category: string }), recordedAt: received.at });
    const done = events.filter(({ type }) => type === 'TaskDone').map(({ data }) => data['task']);
    if (last !== 'CaseClosed')
      for (const { type, data } of events) {
        const task = data['task'] as { id: string; role: string; assignee?: string; dueAt: string };
        if (type !== 'TaskOpened' || done.includes(task.id)) continue;
        const escalated = events.find((one) => one.type === 'TaskEscalated' && one.data['task'] === task.id);
        const role = (escalated?.data['to'] as string | undefined) ?? task.role;
        tasks.push({ whose: task.assignee ?? role, dueAt: task.dueAt });
      }
  }
  return { open, tasks };
}
