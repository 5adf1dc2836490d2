import { judgeMessage } from '../../domain/case/judge-message';
import { evolve } from '../../domain/case/evolve';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { partsOf } from '../../domain/case/merging/merging';
import { marksOf } from '../../domain/reports/mark';
import type { CaseState } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { asIfSealed, sealedData } from '../support/sealed-data';
import { ACTIONS } from '../../domain/actions';
import { allPolicies } from '../support/policies';

const { policy, hash } = allPolicies().get('enterprise-eight-step')!;
const [A, B, C] = ['C260930-4K7QMXD', 'C260930-4K7QMXJ', 'C260930-0000000'] as const;
const by = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };

type Bare = Pick<NewEvent, 'type' | 'data'>;

function numbered(state: CaseState, { type, data }: Bare): CaseEvent {
  return { no: state.no, seq: state.seq + 1, at: '2026-09-30T01:00:00.000Z', type, data, by };
}

function after(state: CaseState, ...events: Bare[]): CaseState {
  return events.reduce((one, event) => evolve(one, numbered(one, event)), state);
}

function begun(no: string, respondents: string[] = []): CaseState {
  const intake = {
    ...{
      category: 'quality',
      channel: 'phone',
      language: 'zh',
      complainant: {},
      text: asIfSealed(no)('x', 'intake.text'),
    },
    ...{ demand: {}, respondent: { persons: respondents }, fields: {} },
  };
  return after(emptyCase(no, { id: policy.id, version: policy.version, bundleHash: hash }), {
    type: 'ComplaintRecorded',
    data: { intake, policy: { id: policy.id, version: policy.version, bundleHash: hash } },
  });
}

const service = (id: string) => ({ id, kind: 'service' as const, roles: ['complaint'], departments: [] });

function judged(state: CaseState, action: string, said: Record<string, unknown>, who: object = by) {
  const { data } = sealedData(ACTIONS.get(action)!, said, asIfSealed(state.no));
  const raw = { key: `${action}-1`, by: who, via: 'api', data: data ?? said };
  const answer = judgeMessage({ state, policy, action, raw, busy: false });
  return answer.verdict === 'refuse' ? answer.refusal.code : answer.verdict;
}

const absorbing = (from: string, more: Record<string, unknown> = {}) => ({
  ...{ from, part: 1, hears: false, respondents: [], ...more },
  intake: { category: 'quality', channel: 'phone', complainant: {}, text: '坏了' },
});

test('a complaint whose merge is under way takes no other, and asks everybody else to come again', () => {
  const merging = after(begun(A), { type: 'MergeRequested', data: { into: B } });
  expect(judged(merging, 'absorb', absorbing(B), service(B))).toBe('MergeUnderWay');
  expect(judged(merging, 'note', { text: '又来电' })).toBe('Busy');
  expect(judged(merging, 'merge', { into: C })).toBe('Busy');
  const refused = after(merging, { type: 'MergeRefused', data: { into: B, code: 'Closed' } });
  expect(judged(refused, 'absorb', absorbing(B), service(B))).toBe('accept');
  expect(judged(refused, 'note', { text: '又来电' })).toBe('accept');
});

test('one that was merged, is answered or ends takes no other', () => {
  const merged = after(begun(A), { type: 'CaseMerged', data: { into: B, sameCustomer: true } });
  expect(judged(merged, 'absorb', absorbing(C), service(C))).toBe('Merged');
  const answered = after(begun(A), { type: 'CaseResolved', data: { end: 'solved' } });
  expect(judged(answered, 'absorb', absorbing(C), service(C))).toBe('AlreadySo');
  const closed = after(answered, { type: 'CaseClosed', data: {} });
  expect(judged(closed, 'absorb', absorbing(C), service(C))).toBe('Closed');
});

test('nobody but the complaint that is merged says so, and nobody who is complained about wants it', () => {
  expect(judged(begun(A), 'absorb', absorbing(B))).toBe('WrongRole');
  expect(judged(begun(A), 'absorb', absorbing(B), service(C))).toBe('WrongRole');
  expect(judged(begun(A, ['fitter']), 'absorb', absorbing(B, { by: 'fitter' }), service(B))).toBe('ConflictOfInterest');
  expect(judged(begun(A), 'absorb', absorbing(A), service(A))).toBe('Malformed');
  expect(judged(begun(A), 'absorb', { from: B, part: 2, hears: false }, service(B))).toBe('Malformed');
});

test('a duplicate counts as merged, and neither as answered nor as in time, closed or reopened', () => {
  const marks: string[] = [];
  let state = begun(A);
  for (const event of [
    {
      type: 'ClockStarted',
      data: {
        clock: 'result',
        startedAt: '2026-09-30T01:00:00Z',
        dueAt: '2026-10-30T01:00:00Z',
        pauses: false,
        warnings: [],
      },
    },
    { type: 'CaseMerged', data: { into: B, sameCustomer: true } },
    { type: 'ClockStopped', data: { clock: 'result', because: 'merged' } },
    { type: 'CaseResolved', data: { end: 'duplicate' } },
    { type: 'MessageSent', data: { template: 'merged', channel: 'email' } },
    { type: 'CaseReopened', data: { reason: 'x' } },
    { type: 'CaseMerged', data: { into: B, sameCustomer: true } },
    { type: 'CaseResolved', data: { end: 'duplicate' } },
    { type: 'CaseClosed', data: {} },
  ]) {
    const next = numbered(state, event);
    const changed = evolve(state, next);
    marks.push(...marksOf(state, next, changed).map(({ what }) => what));
    state = changed;
    if (event.type === 'CaseReopened') expect(state).toMatchObject({ clocks: { result: { status: 'running' } } });
    if (event.type === 'CaseReopened') expect(state.mergedInto).toBeUndefined();
  }
  expect(marks).toEqual(['merged', 'acknowledged', 'merged']);
  expect(state.resolutions).toEqual([]);
});

test('however much was said, it goes in messages that the engine bears, in order and whole', () => {
  const state = begun(A);
  const events = Array.from({ length: 300 }, (_, i) =>
    numbered(state, {
      type: i % 3 === 0 ? 'ReferenceAttached' : 'NoteAdded',
      data: { text: `${i}`.padEnd(32_000), title: `${i}`, uri: 'x' },
    }),
  );
  const parts = partsOf(state, events);
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(200_000);
  expect(parts.map(({ first }) => first !== undefined)).toEqual(parts.map((_, i) => i === 0));
  expect(parts.flatMap(({ words }) => words)).toHaveLength(200);
  expect(parts.flatMap(({ references }) => references)).toHaveLength(100);
});
