import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';

const MINUTE = 60_000;
const DAY = 24 * 60;
const PEOPLE = ['an', 'bo', 'chen', 'deng', 'fang', 'gao'];
const SUPPLIERS = ['north', 'south', undefined];

/**
 * What may become of a complaint: judged in time or late, investigated, remedied, called back, reopened, closed, or still
 * under way. The same index leads the same life; all come in within ten weeks from 1 January 2026.
 */
export function lifeOf(
  no: string,
  index: number,
  intake: Record<string, unknown>,
  { hash, policy }: PolicyBundle,
): CaseEvent[] {
  const random = chance(index);
  const upTo = (n: number): number => Math.floor(random() * n);
  const one = <T>(some: readonly T[]): T => some[upTo(some.length)] as T;
  const sometimes = (share: number): boolean => random() < share;

  let clock = Date.UTC(2026, 0, 1) + upTo(70 * DAY) * MINUTE;
  const events: CaseEvent[] = [];
  const later = (minutes: number): void => void (clock += minutes * MINUTE);
  const after = (minutes: number): string => new Date(clock + minutes * MINUTE).toISOString();
  const happen = (event: NewEvent): void =>
    void events.push({ no, seq: events.length + 1, at: new Date(clock).toISOString(), ...event });
  const by = (id: string) => ({ by: { id, roles: ['customerRelationsOfficer'], departments: [] } });
  const sent = (template: string): void => happen({ type: 'MessageSent', data: { template, channel: 'email' } });
  let tasks = 0;
  const late: string[] = [];
  const task = (action: string): void => {
    const id = `main/step/1/task-${++tasks}`;
    const limit = 60 + upTo(2 * DAY);
    const whole = { id, title: policy.title, actions: [action], roles: ['desk'], role: 'desk', barred: [] };
    const whose = sometimes(0.5) ? { assignee: one(PEOPLE) } : {};
    const due = { openedAt: after(0), dueAt: after(limit), rungs: [], status: 'open' };
    happen({ type: 'TaskOpened', data: { task: { ...whole, ...whose, ...due } } });
    if (sometimes(0.3)) {
      later(limit);
      happen({ type: 'TaskOverdue', data: { task: id, rung: 0, charge: true } });
      late.push(id);
      if (sometimes(0.5)) happen({ type: 'TaskEscalated', data: { task: id, to: 'generalManager' } });
      later(1 + upTo(DAY));
    } else later(upTo(limit));
    happen({ type: 'TaskDone', ...by(one(PEOPLE)), data: { task: id, answer: { action, data: {} } } });
  };
  const sharedOut = (lossFen: number): void => {
    const amountFen = Math.floor(lossFen / 3);
    const shares = [
      { bearer: 'company', percent: 67, amountFen: lossFen - amountFen },
      { bearer: one(['supplier', 'department']), percent: 33, amountFen },
    ];
    happen({ type: 'LiabilityShared', data: { shares, lossFen } });
  };
  const judged = (founded: boolean): void =>
    happen({ type: founded ? 'JudgedFounded' : 'JudgedUnfounded', data: { demandReasonable: true } });

  happen({
    type: 'ComplaintRecorded',
    data: { intake, policy: { id: policy.id, version: policy.version, bundleHash: hash } },
  });
  happen({
    type: 'ClockStarted',
    data: { clock: 'answer', startedAt: after(0), pauses: false, dueAt: after(DAY), warnings: [] },
  });
  later(upTo(120));
  if (sometimes(0.8)) sent('acknowledgement');
  if (sometimes(0.1)) happen({ type: 'DeclaredMajor', data: { reason: 'press' } });
  // Whoever handles a case answers for no other's task and no other's penalty.
  if (sometimes(0.8)) happen({ type: 'AcceptorNamed', data: { person: one(PEOPLE) } });
  if (sometimes(0.1)) happen({ type: 'SolvedAtFirstContact', data: {} });
  task('judge');
  const founded = sometimes(0.7);
  judged(founded);
  if (sometimes(0.3)) {
    happen({ type: 'PromiseMade', ...by(one(PEOPLE)), data: { at: after(DAY), line: 'promise.1' } });
    later(upTo(DAY));
    happen({ type: sometimes(0.8) ? 'PromiseKept' : 'PromiseMissed', data: { line: 'promise.1' } });
  }
  if (founded) {
    task('submitFindings');
    const supplier = one(SUPPLIERS);
    const persons = sometimes(0.5) ? [one(PEOPLE)] : [];
    happen({
      type: 'FindingsSubmitted',
      data: {
        cause: 'left out',
        causeCode: one(['part', 'staff']),
        persons,
        ...(supplier === undefined ? {} : { supplier }),
      },
    });
    const costFen = upTo(100_000);
    happen({ type: 'RemedyExecuted', data: { key: 'a', kind: 'refund', costFen } });
    later(upTo(40 * DAY * (sometimes(0.1) ? 1 : 0)));
    if (sometimes(0.1)) happen({ type: 'RemedyUndone', data: { key: 'a', kind: 'refund', costFen } });
    if (sometimes(0.2)) happen({ type: 'CostRecorded', data: { what: 'left out', amountFen: upTo(20_000) - 2_000 } });
    sharedOut(costFen);
    for (const task of late)
      if (sometimes(0.3))
        happen({ type: 'DelayExcused', data: { task, role: 'desk', because: 'absence', person: one(PEOPLE) } });
    for (const person of [...persons, undefined]) {
      const penalty = { percent: one([2.5, 10, 7.35]), of: 'bonus', ...(person === undefined ? {} : { person }) };
      if (sometimes(0.5)) happen({ type: sometimes(0.8) ? 'PenaltyAssessed' : 'PenaltyWaived', data: penalty });
    }
  }
  const missed = sometimes(0.2);
  if (missed) happen({ type: 'ClockMissed', data: { clock: 'answer' } });
  sent('result');
  happen({ type: 'ClockStopped', data: { clock: 'answer', inTime: !missed } });
  later(upTo(3 * DAY));
  if (sometimes(0.7))
    happen({
      type: 'CallbackRecorded',
      data: sometimes(0.8) ? { reached: true, satisfied: sometimes(0.6) } : { reached: false },
    });
  happen({ type: 'CaseResolved', data: { end: founded ? 'solved' : 'unfounded' } });
  if (sometimes(0.15)) {
    later(upTo(20 * DAY));
    happen({ type: 'CaseReopened', data: {} });
    if (sometimes(0.5)) judged(!founded);
    if (founded && sometimes(0.5)) sharedOut(upTo(100_000));
    later(upTo(5 * DAY));
    happen({ type: 'CaseResolved', data: { end: 'solved' } });
  }
  if (sometimes(0.8)) {
    later(upTo(20 * DAY));
    happen({ type: 'CaseClosed', data: {} });
  }
  // Some are still under way.
  return sometimes(0.1) ? events.slice(0, 1 + upTo(events.length)) : events;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
