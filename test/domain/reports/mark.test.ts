import type { CaseEvent, NewEvent } from '../../../domain/events';
import { evolve } from '../../../domain/evolve';
import { marksOf } from '../../../domain/reports/mark';
import type { Mark } from '../../../domain/reports/mark';
import { emptyCase } from '../../../domain/state';
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
    { what: 'acknowledged' },
    { what: 'answered' },
  ]);
});
