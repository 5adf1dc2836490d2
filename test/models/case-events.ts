import fc from 'fast-check';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import type { Intake } from '../../domain/case/intake';
import type { Task } from '../../domain/case/state';

/** Events of a case, numbered from 1 (or `from`), a minute apart. */
export function eventsOf(no: string, news: readonly NewEvent[], from = 1): CaseEvent[] {
  return news.map((event, i) => ({ no, seq: from + i, at: minute(from + i), ...event }));
}

/** An instant `n` minutes after the morning on which every case of the tests comes in. */
export function minute(n: number): string {
  return new Date(Date.UTC(2026, 10, 22, 8) + n * 60_000).toISOString();
}

export function recorded(intake: Partial<Intake> = {}, policy = 'enterprise', places?: string[]): NewEvent {
  return {
    type: 'ComplaintRecorded',
    data: {
      intake: {
        ...{ category: 'quality', channel: 'phone', language: 'zh', complainant: {}, text: 'sealed elsewhere' },
        ...{ demand: {}, respondent: { persons: [] }, fields: {} },
        ...intake,
      },
      policy: { id: policy, version: '1.0.0', bundleHash: 'b'.repeat(64) },
      ...(places === undefined ? {} : { places }),
    },
  };
}

export function opened(task: Partial<Task> = {}): NewEvent {
  const id = task.id ?? 'main/judge/1/judge';
  const whole: Task = {
    ...{ id, title: { zh: '判定', en: 'Judge' }, actions: ['judge'], roles: ['desk'], role: 'desk' },
    ...{ barred: [], openedAt: minute(1), rungs: [], status: 'open', ...task },
  };
  return { type: 'TaskOpened', data: { task: whole } };
}

export const done = (task = 'main/judge/1/judge'): NewEvent => ({
  type: 'TaskDone',
  by: { id: 'mei', roles: ['desk'], departments: [] },
  data: { task, answer: { action: 'judge', data: {} } },
});
export const note = (text: string): NewEvent => ({ type: 'NoteAdded', data: { text } });
export const standsAt = (step: string): NewEvent => ({ type: 'StepEntered', data: { line: 'main', step, visit: 1 } });

const word = fc.string({ maxLength: 12, unit: 'binary' });
const anyEvent: fc.Arbitrary<NewEvent> = fc.oneof(
  word.map(note),
  fc.constantFrom('judge', 'assign', 'propose').map(standsAt),
  fc
    .record({
      n: fc.nat(4),
      due: fc.option(fc.nat(5000), { nil: undefined }),
      assignee: fc.constantFrom('li', undefined),
    })
    .map(({ n, due, assignee }) =>
      opened({
        id: `main/judge/1/t${n}`,
        ...(due === undefined ? {} : { dueAt: minute(due) }),
        ...(assignee === undefined ? {} : { assignee }),
      }),
    ),
  fc.nat(4).map((n) => done(`main/judge/1/t${n}`)),
  fc.constantFrom<NewEvent>(
    { type: 'DeclaredMajor', data: { reason: 'press' } },
    { type: 'DepartmentAssigned', data: { department: 'logistics' } },
    { type: 'AcceptorNamed', data: { person: 'wang' } },
    { type: 'FindingsSubmitted', data: { cause: 'x', persons: ['zhao'] } },
    { type: 'CaseClassified', data: { severity: 'high', facts: { 'a.b': 1, $c: true } } },
    { type: 'CaseReopened', data: {} },
    { type: 'CaseResolved', data: { end: 'solved' } },
    { type: 'CaseClosed', data: { end: 'solved' } },
    { type: 'SomethingNew', data: { 'a.b': { $c: [null, '\ud800'] } } },
  ),
);

/** What may happen to a case, in any order. */
export const anyHistory: fc.Arbitrary<NewEvent[]> = fc
  .tuple(fc.array(anyEvent, { maxLength: 25 }), fc.constantFrom(undefined, 'store-east', 'store-west'))
  .map(([events, store]) => [recorded({}, 'enterprise', store === undefined ? store : ['hq', store]), ...events]);

/** A list cut into consecutive batches. */
export function cut<T>(items: readonly T[], lengths: readonly number[]): T[][] {
  const batches: T[][] = [];
  let left = items;
  for (let i = 0; left.length > 0; i++) {
    const length = lengths[i] ?? left.length;
    batches.push(left.slice(0, length));
    left = left.slice(length);
  }
  return batches;
}
