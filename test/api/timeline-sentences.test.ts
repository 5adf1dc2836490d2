import { Words } from '../../api/words';
import { CORRECTIVE_ACTION_EVENTS } from '../../domain/linked-cases/corrective-action/events';
import { isMinor, KNOWN_EVENTS } from '../../domain/defined-events';
import type { CaseEvent } from '../../domain/file/stored-event';
import { INCIDENT_EVENTS } from '../../domain/linked-cases/incident/events';
import { SENTENCE_TYPES, sentenceOf } from '../../domain/labels/sentence';
import { PROCEEDING_EVENTS } from '../../domain/linked-cases/events';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { both } from '../../domain/values/text';

const policy = {
  roles: { desk: { title: both('受理岗', 'desk') } },
  departments: { quality: { title: both('质量部', 'quality department') } },
  categories: {},
  main: [
    { id: 'judge', stage: 'judge', title: both('判断', 'Judge') },
    { id: 'approve', stage: 'approve' },
  ],
  clocks: [],
  tracks: [{ id: 'major', title: both('重大', 'Major'), steps: [] }],
} as unknown as CompiledPolicy;
const words = new Words({
  policy,
  zone: 'Asia/Shanghai',
  nameOf: (id) => ({ mei: '梅', lin: 'Lin' })[id],
  remedyTitle: (kind) => (kind === 'refund' ? both('退款', 'Refund') : undefined),
});
const tell = (event: Partial<CaseEvent> & { type: string }) =>
  sentenceOf({ no: 'C', seq: 1, at: '2026-09-30T01:00:00.000Z', data: {}, ...event }, words);

test('every event of a case, and of files beside it, has a sentence', () => {
  const beside = [PROCEEDING_EVENTS, INCIDENT_EVENTS, CORRECTIVE_ACTION_EVENTS].flatMap((events) =>
    Object.keys(events),
  );
  expect([...SENTENCE_TYPES].sort()).toEqual([...new Set([...KNOWN_EVENTS, ...beside])].sort());
});

test('every sentence is one in each language, also when an event has no data', () => {
  for (const type of SENTENCE_TYPES) {
    const { zh, en } = tell({ type });
    expect([type, zh]).toEqual([type, expect.stringMatching(/\p{Script=Han}.*。$/u)]);
    expect([type, en]).toEqual([type, expect.stringMatching(/^["\w].*\.$/)]);
    expect(`${zh}${en}`).not.toMatch(/undefined|null|NaN|\[object/);
  }
});

test('an event of a type that came later is told by its name', () => {
  expect(tell({ type: 'MoonPhaseNoted' })).toEqual(both('MoonPhaseNoted', 'MoonPhaseNoted'));
});

test('persons, substitutes, roles, remedies, money and times are told in words', () => {
  const by = { id: 'mei', roles: [], departments: [], for: 'lin' };
  expect(tell({ type: 'ProposalApproved', by })).toEqual(
    both('梅（代Lin）批准了方案。', '梅 for Lin approved the proposal.'),
  );
  expect(tell({ type: 'ProposalApproved' }).en).toBe('The system approved the proposal.');
  expect(tell({ type: 'TaskEscalated', data: { task: 'main/judge/1/judge', to: 'desk' } })).toEqual(
    both('待办「判断」上报受理岗。', 'Task "Judge" escalated to desk.'),
  );
  expect(tell({ type: 'RemedyExecuted', data: { kind: 'refund', costFen: 39_900 } }).en).toMatch(
    /^The remedy "Refund" \(.*399\.00.*\) was executed\.$/,
  );
  expect(
    tell({
      type: 'PromiseMade',
      by: { id: 'lin', roles: [], departments: [] },
      data: { at: '2026-09-30T09:00:00.000Z' },
    }).zh,
  ).toBe('Lin承诺 2026-09-30 17:00 前答复客户。');
  expect(tell({ type: 'LineStarted', data: { line: 'major.1' } }).zh).toBe('「重大」开始。');
});

test('a task says whom it was meant for who could not act, and who stands in for whom', () => {
  const task = { id: 'main/judge/1/judge', role: 'desk' };
  expect(tell({ type: 'TaskOpened', data: { task: { ...task, unavailable: 'lin' } } })).toEqual(
    both(
      '待办「判断」交受理岗。原应由Lin办理，其目前不能办理。',
      'Task "Judge" assigned to desk. Originally assigned to Lin, who cannot act at present.',
    ),
  );
  expect(tell({ type: 'TaskOpened', data: { task, substitutes: [{ id: 'mei', for: 'lin' }] } })).toEqual(
    both('待办「判断」交受理岗。代理人：梅（代Lin）。', 'Task "Judge" assigned to desk. Substitute: 梅 for Lin.'),
  );
});

test('a task that nobody may do says so', () => {
  const task = { id: 'main/approve/1/approval-1', role: 'desk' };
  expect(tell({ type: 'TaskOpened', data: { task } }).en).toBe('Task "Approve" assigned to desk.');
  expect(tell({ type: 'TaskOpened', data: { task: { ...task, nobody: true } } })).toEqual({
    zh: '待办「审批」交受理岗。各级均无人可办，已告知办法负责人。',
    en: 'Task "Approve" assigned to desk. Nobody up to the highest level is eligible. The policy owner is notified.',
  });
});

test('what has no title stands for itself', () => {
  expect(tell({ type: 'DepartmentAssigned', data: { department: 'kitchen' } }).en).toBe(
    'Responsible department: kitchen.',
  );
  expect(tell({ type: 'StepEntered', place: 'main/approve/1' }).en).toBe('Step "Approve" started.');
  expect(tell({ type: 'StepEntered', place: 'other/step/1' }).en).toBe('Step "step" started.');
});

test('the machinery’s own events are minor, people’s are not', () => {
  expect(['LineStarted', 'Answered', 'TimerSet'].every(isMinor)).toBe(true);
  expect(['ComplaintRecorded', 'TaskOpened', 'TaskOverdue', 'NoteAdded', 'EffectFailed'].some(isMinor)).toBe(false);
});
