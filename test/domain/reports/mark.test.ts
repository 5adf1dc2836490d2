import type { CaseEvent, NewEvent } from '../../../domain/file/stored-event';
import { evolve } from '../../../domain/case/evolve';
import { marksOf } from '../../../domain/reports/mark';
import type { Mark } from '../../../domain/reports/mark';
import { emptyCase } from '../../../domain/case/state';
import { eventsOf, minute, opened, recorded } from '../../models/case-events';

const NO = 'C261122-4K7QMXD';
const mei = { id: 'mei', roles: ['desk'], departments: [] };

function marksOfAll(events: readonly CaseEvent[]): Mark[] {
  let state = emptyCase(NO, { id: '', version: '', bundleHash: '' });
  return events.flatMap((event) => {
    const next = evolve(state, event);
    const marks = marksOf(state, event, next);
    state = next;
    return marks;
  });
}
const named = (news: readonly NewEvent[]): string[] =>
  marksOfAll(eventsOf(NO, [recorded(), ...news]))
    .map(({ what }) => what)
    .filter((what) => what !== 'received');

const sent = (template: string): NewEvent => ({ type: 'MessageSent', data: { template, channel: 'email' } });
const founded: NewEvent = { type: 'JudgedFounded', data: { demandReasonable: true } };
const unfounded: NewEvent = { type: 'JudgedUnfounded', data: { demandReasonable: true } };
const remedy = (type: string): NewEvent => ({ type, data: { key: 'k', kind: 'refund', costFen: 500 } });

test('a complaint that comes in: received, with what is known of it', () => {
  const intake = { respondent: { persons: [], supplier: 'S' }, channel: 'web' } as const;
  expect(marksOfAll(eventsOf(NO, [recorded(intake as never)]))).toEqual([
    { what: 'received', at: minute(1), category: 'quality', channel: 'web', supplier: 'S' },
  ]);
});

test('the acknowledgement of receipt is a first word but no answer; the next message is', () => {
  const marks = marksOfAll(eventsOf(NO, [recorded(), sent('acknowledgement'), sent('result'), sent('result')]));
  expect(marks.slice(1)).toMatchObject([
    { what: 'acknowledged', value: 60_000 },
    { what: 'answered', value: 120_000 },
  ]);
});

test.each<[string, NewEvent[], string[]]>([
  ['judged once', [founded], ['founded']],
  ['the same judgement again', [founded, founded], ['founded']],
  [
    'judged otherwise later: counted then, as a change',
    [founded, unfounded],
    ['founded', 'unfounded', 'judgementChanged'],
  ],
  ['a remedy carried out and reported again', [remedy('RemedyExecuted'), remedy('RemedyExecuted')], ['remedied']],
  ['a remedy taken back', [remedy('RemedyExecuted'), remedy('RemedyUndone')], ['remedied', 'takenBack']],
  ['what it cost beside remedies', [{ type: 'CostRecorded', data: { what: 'x', amountFen: 700 } }], ['spent']],
  ['a remedy that failed', [remedy('RemedyFailed')], []],
  ['nobody was reached', [{ type: 'CallbackRecorded', data: { reached: false } }], []],
])('%s', (_, news, marks) => {
  expect(named(news)).toEqual(marks);
});

test('a task done late is whose did it; the case is answered late, though nobody was late before', () => {
  const late: NewEvent[] = [
    opened({ dueAt: minute(3), assignee: 'li', department: 'sales' }),
    { type: 'TaskOverdue', data: { task: 'main/judge/1/judge', rung: 0, charge: true } },
    { type: 'TaskDone', by: mei, data: { task: 'main/judge/1/judge', answer: { action: 'judge', data: {} } } },
    { type: 'CaseResolved', data: { end: 'solved' } },
  ];
  expect(marksOfAll(eventsOf(NO, [recorded(), ...late])).slice(1)).toMatchObject([
    { what: 'overdue', person: 'li', department: 'sales' },
    { what: 'taskLate', person: 'mei', department: 'sales' },
    { what: 'resolved', end: 'solved', value: 240_000 },
    { what: 'resolvedLate' },
    { what: 'firstResolved', end: 'solved', value: 4 * 60_000 },
    { what: 'acknowledged' },
    { what: 'answered' },
  ]);
});

test('the handler answers for no other’s task and no other’s penalty: where nobody is named, nobody is counted', () => {
  const task = 'main/judge/1/judge';
  const marks = marksOfAll(
    eventsOf(NO, [
      recorded(),
      { type: 'AcceptorNamed', data: { person: 'li' } },
      opened({ dueAt: minute(4) }),
      { type: 'TaskOverdue', data: { task, rung: 0, charge: true } },
      { type: 'TaskDone', by: mei, data: { task, answer: { action: 'judge', data: {} } } },
      { type: 'PenaltyAssessed', data: { role: 'departmentHead', percent: 2.5, of: 'bonus' } },
      { type: 'PenaltyAssessed', data: { person: 'wang', percent: 5, of: 'bonus' } },
      founded,
    ]),
  );
  expect(marks.slice(1).map(({ what, person, value }) => [what, person, value])).toEqual([
    ['overdue', undefined, undefined],
    ['taskLate', 'mei', undefined],
    // Hundredths of a percent.
    ['penalised', undefined, 250],
    ['penalised', 'wang', 500],
    ['founded', 'li', undefined],
  ]);
});

test('a delay that is excused counts for whoever held the task, beside the delay itself', () => {
  const task = 'main/judge/1/judge';
  const marks = marksOfAll(
    eventsOf(NO, [
      recorded(),
      opened({ dueAt: minute(3), assignee: 'li', department: 'sales' }),
      { type: 'TaskOverdue', data: { task, rung: 0, charge: true } },
      { type: 'DelayExcused', data: { task, role: 'desk', because: 'absence', person: 'li' } },
    ]),
  );
  expect(marks.slice(1)).toMatchObject([
    { what: 'overdue', person: 'li', department: 'sales' },
    { what: 'delayExcused', person: 'li', department: 'sales' },
  ]);
});

test('a loss shared out anew counts by what each bears more or less than before', () => {
  const shared = (...shares: Record<string, unknown>[]): NewEvent => ({ type: 'LiabilityShared', data: { shares } });
  const marks = marksOfAll(
    eventsOf(NO, [
      recorded(),
      shared({ bearer: 'supplier', name: 'S', amountFen: 200 }, { bearer: 'company', amountFen: 100 }),
      shared({ bearer: 'supplier', name: 'S', amountFen: 250 }, { bearer: 'department', amountFen: 100 }),
    ]),
  );
  expect(marks.slice(1).map(({ what, bearer, supplier, value }) => [what, bearer, supplier, value])).toEqual([
    ['borne', 'supplier', 'S', 200],
    ['borne', 'company', undefined, 100],
    ['borne', 'supplier', 'S', 50],
    ['borne', 'department', undefined, 100],
    ['borne', 'company', undefined, -100],
  ]);
});
