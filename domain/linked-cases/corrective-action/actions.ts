import { z } from 'zod';
import { proceedingNumberSchema } from '../../actions/data-kinds';
import { candidateNamed } from '../../case/eligibility';
import type { Envelope } from '../../file/envelope';
import { defineProceedingAction } from '../definition';
import type { ProceedingAction } from '../definition';
import { isPerson } from '../judge';
import { SYSTEM_ROLE } from '../system';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import type { CorrectiveActionPayloads } from './events';
import type { CorrectiveActionState, Phase } from './state';
import { currentRound } from './state';
import { instantSchema } from '../../time/instant';

const define = defineProceedingAction<CorrectiveActionState, CorrectiveActionPayloads>();
const overseer = ({ rules }: CorrectiveActionState) => [rules.overseer];
const verifier = ({ rules }: CorrectiveActionState) => [rules.verifier];

const WORDS: Readonly<Record<Phase, ReturnType<typeof both>>> = {
  plan: both('尚未计划', 'The corrective action is not planned yet'),
  carryOut: both('正在落实', 'The corrective action is being carried out'),
  verify: both('已报完成，等待核实', 'Completion was reported and awaits verification'),
  watch: both('已核实，正在观察效果', 'The corrective action is verified and under observation'),
  count: both('正在统计效果', 'The effect is being measured'),
  assess: both('等待评价效果', 'The effect awaits assessment'),
};

function refusePhase({ phase }: CorrectiveActionState, wanted: Phase): Refusal | undefined {
  const { zh, en } = WORDS[phase];
  return phase === wanted
    ? undefined
    : refuse('NotYet', 409, both(`${zh}，此操作现在不适用。`, `${en}. This action is not possible now.`));
}

/**
 * Whoever is to say that a measure was carried out and works, or how long it may take, is none of those through whose
 * hands it went in this round. Who was its owner stays barred when it is somebody else's.
 */
export function barredFromJudging(state: CorrectiveActionState): string[] {
  return currentRound(state).hands;
}

function refuseOwner(state: CorrectiveActionState, { by }: Envelope): Refusal | undefined {
  return barredFromJudging(state).some((id) => isPerson(by, id)) ? refuseOwn() : undefined;
}

function refuseOwn(): Refusal {
  return refuse(
    'SamePersonTwice',
    409,
    both(
      '经手过措施的人不得核实、评价、延长或转交该措施。',
      'Present and former owners may not decide on their own corrective action.',
    ),
    both('请由他人进行。', 'Ask a colleague to do this.'),
  );
}

/** Who has it doesn't hand it on; who had it may choose another owner, but no other time. */
function refuseHandingOn(
  state: CorrectiveActionState,
  message: Envelope<{ owner: string; dueAt?: string | undefined }>,
): Refusal | undefined {
  if (message.data.dueAt !== undefined) return refuseOwner(state, message);
  return state.owner !== undefined && isPerson(message.by, state.owner) ? refuseOwn() : undefined;
}

/** A measure is given to somebody who works here. */
function refuseInactive(message: Envelope, id: string): Refusal | undefined {
  return candidateNamed(message, id).active === false
    ? refuse(
        'NotActive',
        409,
        both('此人已离职或不在名录中。', 'This person is not an active member of staff.'),
        both('请指定在职人员。', 'Name an active member of staff.'),
      )
    : undefined;
}

/** By the sender's clock: a proceeding is judged without one of its own. */
function refusePast(dueAt: string | undefined, { at }: Envelope): Refusal | undefined {
  return dueAt !== undefined && at !== undefined && Date.parse(dueAt) <= Date.parse(at)
    ? refuse('InThePast', 422, both('期限必须晚于现在。', 'The due time must be in the future.'))
    : undefined;
}

/** What was due is done. */
function met({ dues }: CorrectiveActionState, due: Phase): { type: 'DueMet'; data: { due: string } }[] {
  return dues[due] === undefined ? [] : [{ type: 'DueMet', data: { due } }];
}

/** What is to be done, whose it is and where it comes from: said once, with the opening. */
const plan = define({
  name: 'plan',
  title: both('计划措施', 'Plan the corrective action'),
  help: both('随立项一并提交。', 'Sent when the corrective action is opened.'),
  internal: true,
  who: ({ rules }) => [rules.overseer, SYSTEM_ROLE],
  data: (text, { code, complaint, staff }) =>
    z.strictObject({
      origin: z.strictObject({ cases: z.array(complaint).max(500), incident: proceedingNumberSchema().optional() }),
      aim: z.enum(['corrective', 'preventive']),
      what: text,
      category: code.optional(),
      places: z.array(z.array(code).min(1).max(50)).max(500).optional(),
      owner: staff.optional(),
      dueAt: instantSchema().optional(),
    }),
  refuse: ({ state }) => refusePhase(state, 'plan'),
  apply: ({ message: { data } }) => [{ type: 'MeasurePlanned', data }],
});

const nameOwner = define({
  name: 'nameOwner',
  title: both('指定责任人', 'Assign the owner'),
  help: both(
    '把措施交给一名在职员工，可同时给出新的期限；责任人不得转交，曾经手者不得更改期限。',
    'Assign an active member of staff and, if needed, a new due time. The owner may not reassign, and former owners may not change the due time.',
  ),
  who: overseer,
  data: (text, { staff }) =>
    z.strictObject({ owner: staff, dueAt: instantSchema().optional(), reason: text.optional() }),
  refuse: ({ state, message }) =>
    refusePhase(state, 'carryOut') ??
    refuseHandingOn(state, message) ??
    refusePast(message.data.dueAt, message) ??
    (message.data.owner === state.owner
      ? refuse('AlreadySo', 409, both('此人已是责任人。', 'This person is already the owner.'))
      : undefined) ??
    refuseInactive(message, message.data.owner),
  // Whoever has it now hears when it is due, so the wait is opened anew.
  apply: ({ state, message: { data } }) => [{ type: 'OwnerNamed', data }, ...met(state, 'carryOut')],
});

const changeDueTime = define({
  name: 'changeDueTime',
  title: both('调整期限', 'Change the due time'),
  help: both(
    '延长或提前落实期限，请说明理由；责任人不得为自己延长。',
    'Move the due time and give the reason. The owner may not do this.',
  ),
  who: overseer,
  data: (text) => z.strictObject({ dueAt: instantSchema(), reason: text }),
  refuse: ({ state, message }) =>
    refusePhase(state, 'carryOut') ?? refuseOwner(state, message) ?? refusePast(message.data.dueAt, message),
  apply: ({ state, message: { data } }) => [{ type: 'DueTimeChanged', data }, ...met(state, 'carryOut')],
});

const reportCompletion = define({
  name: 'reportCompletion',
  title: both('报告完成', 'Report completion'),
  help: both('写明做了什么，并列出证明材料。', 'Say what was done and list the supporting documents.'),
  who: () => [],
  persons: ({ owner }) => (owner === undefined ? [] : [owner]),
  data: (text) => z.strictObject({ evidence: text, documents: z.array(text).max(10).default([]) }),
  refuse: ({ state }) => refusePhase(state, 'carryOut'),
  apply: ({ state, message: { data } }) => [{ type: 'CompletionReported', data }, ...met(state, 'carryOut')],
});

const verify = define({
  name: 'verify',
  title: both('核实完成', 'Verify the completion'),
  help: both(
    '核实措施已经落实；责任人不得核实自己的措施。',
    'Confirm that the corrective action was carried out. The owner may not verify it.',
  ),
  who: verifier,
  data: (text) => z.strictObject({ finding: text.optional() }),
  refuse: ({ state, message }) => refusePhase(state, 'verify') ?? refuseOwner(state, message),
  apply: ({ state, message: { data } }) => [{ type: 'CompletionVerified', data }, ...met(state, 'verify')],
});

const sendBack = define({
  name: 'sendBack',
  title: both('退回', 'Send back'),
  help: both(
    '措施未落实，请说明缺什么；落实期限重新计算。',
    'Not carried out: say what is missing. The time limit starts again.',
  ),
  who: verifier,
  data: (text) => z.strictObject({ reason: text }),
  refuse: ({ state, message }) => refusePhase(state, 'verify') ?? refuseOwner(state, message),
  apply: ({ state, message: { data } }) => [{ type: 'CompletionSentBack', data }, ...met(state, 'verify')],
});

const assess = define({
  name: 'assess',
  title: both('评价效果', 'Assess the effect'),
  help: both(
    '对照措施前后的投诉数，评价是否有效；无效则重新落实。',
    'Compare the number of complaints before and after. If the action was not effective, it is carried out again.',
  ),
  who: verifier,
  data: (text) => z.strictObject({ effective: z.boolean(), finding: text }),
  refuse: ({ state, message }) => refusePhase(state, 'assess') ?? refuseOwner(state, message),
  apply: ({ state, message: { data } }) => [
    { type: 'EffectAssessed', data },
    ...met(state, 'assess'),
    data.effective
      ? { type: 'CorrectiveActionClosed', data: { outcome: 'effective' } }
      : { type: 'CorrectiveActionReopened', data: { round: state.rounds.length + 1 } },
  ],
});

const giveUp = define({
  name: 'giveUp',
  title: both('终止措施', 'Cancel the corrective action'),
  help: both(
    '不再需要或不可行，请说明理由；责任人不得自行终止。',
    'Cancel an action that is no longer needed or not feasible, with the reason. The owner may not do this.',
  ),
  who: overseer,
  data: (text) => z.strictObject({ reason: text }),
  refuse: ({ state, message }) => refuseOwner(state, message),
  apply: ({ message: { data } }) => [{ type: 'CorrectiveActionClosed', data: { ...data, outcome: 'givenUp' } }],
});

const note = define({
  name: 'note',
  keeps: 'nothing',
  title: both('备注', 'Note'),
  help: both('添加一条备注。', 'Add a note to the file.'),
  who: ({ rules }) => [rules.overseer, rules.verifier],
  persons: ({ owner }) => (owner === undefined ? [] : [owner]),
  data: (text) => z.strictObject({ text }),
  apply: ({ message: { data } }) => [{ type: 'CorrectiveActionNoted', data }],
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of definitions, each with its own data
const all: ProceedingAction<CorrectiveActionState, any, any>[] = [
  ...[plan, nameOwner, changeDueTime, reportCompletion, verify, sendBack, assess, giveUp, note],
];

export const CORRECTIVE_ACTION_ACTIONS = new Map(all.map((action) => [action.name, action]));
