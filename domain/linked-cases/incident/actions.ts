import { z } from 'zod';
import { normaliseComplaintNumber } from '../../values/complaint-number';
import { hasFewDigits } from '../../actions/data-kinds';
import type { DataKinds } from '../../actions/data-kinds';
import { findingsSchema } from '../../case/findings';
import { defineProceedingAction } from '../definition';
import type { ProceedingAction } from '../definition';
import { isPerson, refusalOfPlace } from '../judge';
import { SYSTEM_ROLE } from '../system';
import { refuse } from '../../file/refusal';
import { optionsSchema } from '../../stages/propose/definition';
import { both } from '../../values/text';
import type { IncidentPayloads } from './events';
import type { IncidentState } from './state';

const define = defineProceedingAction<IncidentState, IncidentPayloads>();
const handler = ({ rules }: IncidentState) => [rules.handler];
const handlerOrApprover = ({ rules }: IncidentState) => [rules.handler, rules.approver];

/** What a list of contacts is called. */
export function listNameSchema() {
  return z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'a name: letters, digits, dot, hyphen')
    .refine((name) => hasFewDigits(name, 10), 'at most ten digits');
}

/** So many members an incident can have: its state travels with it when it goes on in a fresh history. */
export const MOST_MEMBERS = 2_000;

/** Complaint numbers as people type them. */
const casesSchema = ({ complaint }: DataKinds) => z.array(complaint).min(1).max(500);

/** Those of the numbers that are not members yet, each once, as we write them. */
function notYet(state: IncidentState, cases: readonly string[]): string[] {
  const numbers = cases.map((no) => normaliseComplaintNumber(no) ?? no);
  return [...new Set(numbers)].filter((no) => state.members[no]?.status !== 'member');
}

/** Members that are new, with the paths of those that belong to a place. */
function fresh(cases: string[], paths: Record<string, string[]> = {}): { cases: string[]; paths?: typeof paths } {
  const placed = Object.entries(paths).filter(([no]) => cases.includes(no));
  return { cases, ...(placed.length === 0 ? {} : { paths: Object.fromEntries(placed) }) };
}

function refuseMembers(state: IncidentState, cases: readonly string[]) {
  const wrong = cases.find((no) => normaliseComplaintNumber(no) === undefined);
  if (wrong !== undefined)
    return refuse(
      'Malformed',
      400,
      both(`「${wrong}」不是投诉编号。`, `"${wrong}" is not a complaint number.`),
      both('在 cases 中填写投诉编号。', 'List complaint numbers in "cases".'),
    );
  if (state.status === 'closing')
    return refuse(
      'AlreadySo',
      409,
      both('事件正在结束，不再加入投诉。', 'The incident is closing and accepts no more complaints.'),
      both('请另行设立批量事件。', 'Open another incident.'),
    );
  const fresh = notYet(state, cases).length;
  if (fresh === 0)
    return refuse(
      'AlreadySo',
      409,
      both('这些投诉均已加入。', 'All of these complaints already belong to the incident.'),
    );
  return Object.keys(state.members).length + fresh > MOST_MEMBERS
    ? refuse(
        'NotAllowedByPolicy',
        422,
        both(`一个事件最多 ${MOST_MEMBERS} 件投诉。`, `An incident has at most ${MOST_MEMBERS} complaints.`),
        both('请另行设立批量事件。', 'Open another incident.'),
      )
    : undefined;
}

const link = define({
  name: 'link',
  keeps: 'more',
  title: both('加入投诉', 'Link complaints'),
  help: both(
    '把同类投诉加入本事件；各投诉保留自己的客户、时限和意见。',
    'Add complaints about the same matter. Each keeps its own customer, time limits and consent.',
  ),
  who: handlerOrApprover,
  data: (text, kinds) => z.strictObject({ cases: casesSchema(kinds), reason: text.optional() }),
  refuse: ({ state, message }) =>
    refuseMembers(state, message.data.cases) ?? refusalOfPlace(Object.values(message.paths ?? {}), message.by),
  apply: ({ state, message: { data, paths } }) => [
    { type: 'MembersLinked', data: { ...data, ...fresh(notYet(state, data.cases), paths), because: 'linked' } },
  ],
});

/** A rule of the policy has found them alike. Once again is no mistake: a case may be counted twice, never linked twice. */
const linkAlike = define({
  name: 'linkAlike',
  keeps: 'more',
  title: both('自动加入同类投诉', 'Link similar complaints'),
  help: both('办法的规则发现的同类投诉。', 'Similar complaints found by a rule of the policy.'),
  internal: true,
  who: () => [SYSTEM_ROLE],
  data: (_, kinds) => z.strictObject({ cases: casesSchema(kinds), rule: kinds.code }),
  // Whoever was taken out by hand is not put back by a rule.
  refuse: ({ state, message }) =>
    message.data.cases.every((no) => state.members[no] !== undefined)
      ? refuse('AlreadySo', 409, both('这些投诉均已加入。', 'The incident already lists all of these complaints.'))
      : refuseMembers(state, message.data.cases),
  apply: ({ state, message: { data, paths } }) => {
    const cases = data.cases.filter((no) => state.members[no] === undefined);
    return [{ type: 'MembersLinked', data: { ...data, ...fresh(cases, paths), because: 'detected' } }];
  },
});

const unlink = define({
  name: 'unlink',
  title: both('移出投诉', 'Unlink a complaint'),
  help: both(
    '该投诉不属于本事件，自行继续处理。',
    'The complaint does not belong to this incident and continues on its own.',
  ),
  who: handlerOrApprover,
  data: (text, { complaint }) => z.strictObject({ case: complaint, reason: text.optional() }),
  refuse: ({ state, message }) =>
    state.members[normaliseComplaintNumber(message.data.case) ?? '']?.status === 'member'
      ? undefined
      : refuse('AlreadySo', 409, both('该投诉不在本事件中。', 'That complaint does not belong to this incident.')),
  apply: ({ message: { data } }) => [
    { type: 'MemberUnlinked', data: { ...data, case: normaliseComplaintNumber(data.case) ?? data.case } },
  ],
});

const answered = () =>
  refuse(
    'AlreadySo',
    409,
    both('统一答复已批准，不得更改。', 'The joint answer is approved and can no longer change.'),
  );

const submitFindings = define({
  name: 'submitFindings',
  title: both('提交统一调查结果', 'Submit joint findings'),
  help: both(
    '一次调查适用于全部投诉；答复批准前可以更正。',
    'One investigation applies to all linked complaints. The findings can be corrected until the answer is approved.',
  ),
  who: handler,
  data: findingsSchema,
  refuse: ({ state, message }) => {
    if (state.answer?.approvedBy !== undefined) return answered();
    return message.data.persons.some((person) => isPerson(message.by, person))
      ? refuse(
          'ConflictOfInterest',
          403,
          both('责任人不得提交调查结果。', 'A person found responsible may not submit the findings.'),
        )
      : undefined;
  },
  apply: ({ state, message: { data } }) => [
    { type: 'IncidentInvestigated', data },
    ...(state.dues['findings'] === undefined ? [] : [{ type: 'DueMet' as const, data: { due: 'findings' } }]),
  ],
});

const propose = define({
  name: 'propose',
  title: both('提出统一答复', 'Propose the joint answer'),
  help: both(
    '每件投诉提供的方案；由批准人审批后送各投诉，客户逐一表示意见。',
    'The offer for each linked complaint. Once approved, every customer is asked to accept or refuse.',
  ),
  who: handler,
  data: (text, kinds) => z.strictObject({ options: optionsSchema(text, kinds), reason: text.optional() }),
  refuse: ({ state }) => {
    if (state.answer?.approvedBy !== undefined) return answered();
    return state.findings === undefined
      ? refuse(
          'NotYet',
          409,
          both('调查结果尚未提交。', 'The findings have not been submitted yet.'),
          both('请先提交调查结果。', 'Submit the findings first.'),
        )
      : undefined;
  },
  apply: ({ message: { data } }) => [{ type: 'AnswerProposed', data }],
});

const judgesAnswer = ({
  state,
  message,
}: {
  state: IncidentState;
  message: { by: Parameters<typeof isPerson>[0] };
}) => {
  if (state.answer?.approvedBy !== undefined) return answered();
  if (state.answer !== undefined && state.answer.costFen === undefined)
    return {
      ...refuse(
        'Busy',
        409,
        both('正在核算方案成本，请稍后再试。', 'The cost of the answer is being calculated. Try again in a moment.'),
        both('一秒后重试。', 'Try again in a second.'),
      ),
      retryAfterSeconds: 1,
    };
  if (state.answer === undefined)
    return refuse('NotYet', 409, both('没有待审批的答复。', 'No answer is awaiting approval.'));
  const { by, byFor } = state.answer;
  return [by, byFor].some((id) => id !== undefined && isPerson(message.by, id))
    ? refuse(
        'SamePersonTwice',
        403,
        both('提出方案的人不得审批。', 'The person who proposed the answer may not approve it.'),
      )
    : undefined;
};

const approve = define({
  name: 'approve',
  title: both('批准统一答复', 'Approve the joint answer'),
  help: both(
    '批准后送全部投诉，各投诉不再另行审批。',
    'The answer goes to every linked complaint without further approval.',
  ),
  who: ({ rules }) => [rules.approver],
  data: (text) => z.strictObject({ comment: text.optional() }),
  refuse: judgesAnswer,
  apply: ({ message: { data } }) => [{ type: 'AnswerApproved', data }],
});

const reject = define({
  name: 'reject',
  title: both('退回统一答复', 'Reject the joint answer'),
  help: both('退回重提，请说明理由。', 'Send the answer back with the reason.'),
  who: ({ rules }) => [rules.approver],
  data: (text) => z.strictObject({ reason: text.optional() }),
  refuse: judgesAnswer,
  apply: ({ message: { data } }) => [{ type: 'AnswerRejected', data }],
});

/** The list itself is stored before this is sent. */
const listContacts = define({
  name: 'listContacts',
  keeps: 'more',
  title: both('登记名单', 'Register a contact list'),
  help: both('其他受影响客户的名单已保存。', 'A list of other affected customers has been stored.'),
  internal: true,
  who: handler,
  data: () => z.strictObject({ list: listNameSchema(), total: z.int().min(1) }),
  refuse: ({ state, message }) =>
    state.contacts.some(({ list }) => list === message.data.list)
      ? refuse('AlreadySo', 409, both('此名单已登记。', 'This list is already registered.'))
      : undefined,
  apply: ({ message: { data } }) => [{ type: 'ContactsListed', data }],
});

const startContacting = define({
  name: 'startContacting',
  title: both('开始联系其他客户', 'Start contacting other customers'),
  help: both(
    '按名单分批告知；停止后可从中断处继续，同一人不会被告知两次。',
    'Customers on the list are notified in batches. After a stop, contacting resumes where it left off, and no customer is notified twice.',
  ),
  who: handler,
  data: (text) => z.strictObject({ text }),
  refuse: ({ state }) => {
    if (state.contacting !== undefined)
      return refuse('AlreadySo', 409, both('正在联系。', 'Contacting is already under way.'));
    return state.contacts.length === 0
      ? refuse(
          'NotYet',
          409,
          both('尚无名单。', 'No contact list has been uploaded yet.'),
          both('请先上传名单。', 'Upload a list first.'),
        )
      : undefined;
  },
  apply: ({ message: { data } }) => [{ type: 'ContactingStarted', data }],
});

const stopContacting = define({
  name: 'stopContacting',
  title: both('停止联系', 'Stop contacting'),
  help: both('当前一批完成后停止。', 'Contacting stops after the current batch.'),
  who: handlerOrApprover,
  data: (text) => z.strictObject({ reason: text.optional() }),
  refuse: ({ state }) =>
    state.contacting === undefined
      ? refuse('AlreadySo', 409, both('没有在联系。', 'Contacting is not under way.'))
      : undefined,
  apply: ({ message: { data } }) => [{ type: 'ContactingStopped', data }],
});

const note = define({
  name: 'note',
  keeps: 'nothing',
  title: both('备注', 'Note'),
  help: both('添加一条备注。', 'Add a note to the file.'),
  who: handlerOrApprover,
  data: (text) => z.strictObject({ text }),
  apply: ({ message: { data } }) => [{ type: 'IncidentNoted', data }],
});

const close = define({
  name: 'close',
  title: both('结束事件', 'Close'),
  help: both(
    '不再加入投诉；全部投诉各自关闭后，事件随之关闭。',
    'Accept no more complaints. The incident closes once every linked complaint is closed.',
  ),
  who: handlerOrApprover,
  data: (text) => z.strictObject({ lesson: text.optional() }),
  refuse: ({ state }) =>
    state.status === 'closing'
      ? refuse('AlreadySo', 409, both('事件正在结束。', 'The incident is already closing.'))
      : undefined,
  apply: ({ message: { data } }) => [{ type: 'IncidentClosing', data }],
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of definitions, each with its own data
const all: ProceedingAction<IncidentState, any, any>[] = [
  ...[link, linkAlike, unlink, submitFindings, propose, approve, reject],
  ...[listContacts, startContacting, stopContacting, note, close],
];

export const INCIDENT_ACTIONS = new Map(all.map((action) => [action.name, action]));
