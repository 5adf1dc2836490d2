import type { FactType } from '../rules/feel/fact-schema';
import { lossOf } from './loss';
import type { CaseState } from './state';
import { both } from '../values/text';

/** What of a policy a fact may be one of. */
interface PolicyWords {
  categories: Readonly<Record<string, { within?: string | undefined }>>;
  departments: Readonly<Record<string, unknown>>;
  /** Grounds of penalties that its own steps add. */
  grounds: readonly string[];
}

/** A fact of every case: what it may be, what people call it, and what it is as a case stands. */
type CaseFact = FactType & {
  /** The policy's own words that it is one of. */
  words?: (policy: PolicyWords) => readonly string[];
  /** Left out where the step that needs it asks for it. */
  value?: (state: CaseState) => string | number | boolean | string[];
};

const fen = { kind: 'number', integer: true, min: 0 } as const;
const count = { kind: 'number', integer: true, min: 0 } as const;
const text = { kind: 'string' } as const;
const yesNo = { kind: 'boolean' } as const;

/** A text that is one of these, or empty while it is not known yet. */
function oneOf(values: string[]) {
  return { kind: 'string', enum: ['', ...values] } as const;
}

/** A word of the policy, or empty while it is not known yet. */
function known(words: (policy: PolicyWords) => readonly string[]) {
  return { kind: 'string', words: (policy: PolicyWords) => ['', ...words(policy)] } as const;
}

/**
 * The facts of a case as FEEL sees them, each once: by them its conditions and tables are checked (`factSchemaOf`) and
 * evaluated (`factsOf`). Amounts are in fen. Absent numbers are 0 and absent flags false where that is what people mean
 * ("no loss known" is a loss of 0); what is truly unknown is an empty string, never null, because null makes FEEL silently
 * say no.
 */
export const CASE_FACTS: Readonly<Record<string, CaseFact>> = {
  category: {
    ...known(({ categories }) => Object.keys(categories)),
    title: both('类别', 'Category'),
    value: (state) => state.intake?.category ?? '',
  },
  categories: {
    ...{ kind: 'list', of: 'string', words: ({ categories }) => Object.keys(categories) },
    title: both('类别及其上级', 'Category and its parent categories'),
    value: (state) => categoriesOf(state),
  },
  topCategory: {
    ...known(({ categories }) => Object.keys(categories).filter((id) => categories[id]?.within === undefined)),
    title: both('大类', 'Main category'),
    value: (state) => categoriesOf(state)[0] ?? '',
  },
  channel: { ...text, title: both('渠道', 'Channel'), value: (state) => state.intake?.channel ?? '' },
  language: {
    kind: 'string',
    enum: ['zh', 'en'],
    title: both('语言', 'Language'),
    value: (state) => state.intake?.language ?? 'zh',
  },
  product: { ...text, title: both('产品', 'Product'), value: (state) => state.intake?.product ?? '' },
  demandKind: {
    ...text,
    title: both('要求的方式', 'Kind of remedy demanded'),
    value: (state) => state.intake?.demand.kind ?? '',
  },
  demandFen: {
    ...fen,
    title: both('要求金额（分）', 'Amount demanded, in fen'),
    value: (state) => state.intake?.demand.amountFen ?? 0,
  },
  receiptFen: {
    ...fen,
    title: both('单张单据金额（分）', 'Amount of the single receipt, in fen'),
    value: (state) => Math.max(0, ...receiptsOf(state)),
  },
  receiptsFen: {
    ...fen,
    title: both('单据金额合计（分）', 'Total of all receipts, in fen'),
    value: (state) => receiptsOf(state).reduce((sum, amount) => sum + amount, 0),
  },
  respondentKnown: {
    ...yesNo,
    title: both('被投诉人是否已知', 'Respondent known'),
    value: (state) => state.respondents.length > 0,
  },
  department: {
    ...known(({ departments }) => Object.keys(departments)),
    title: both('责任部门', 'Responsible department'),
    value: (state) => state.department ?? '',
  },
  supplier: {
    ...text,
    title: both('供应商', 'Supplier'),
    value: (state) => state.findings?.supplier ?? state.intake?.respondent.supplier ?? '',
  },
  outsideBody: {
    ...text,
    title: both('转办机关', 'Referring body'),
    value: (state) => state.intake?.outside?.body ?? '',
  },
  severity: { ...text, title: both('严重程度', 'Severity'), value: (state) => state.severity ?? '' },
  priority: { ...text, title: both('优先级', 'Priority'), value: (state) => state.priority ?? '' },
  major: { ...yesNo, title: both('重大投诉', 'Major'), value: (state) => state.major !== undefined },
  founded: { ...yesNo, title: both('成立', 'Founded'), value: (state) => state.judgement?.founded ?? false },
  demandReasonable: {
    ...yesNo,
    title: both('要求合理', 'Demand reasonable'),
    value: (state) => state.judgement?.demandReasonable ?? true,
  },
  costFen: {
    ...fen,
    title: both('方案成本（分）', 'Cost of the proposal, in fen'),
    value: (state) => state.accepted?.options.costFen ?? state.proposal?.costFen ?? 0,
  },
  lossFen: { ...fen, title: both('损失（分）', 'Loss, in fen'), value: (state) => lossOf(state) },
  causeCode: { ...text, title: both('原因代码', 'Cause code'), value: (state) => state.findings?.causeCode ?? '' },
  personsResponsible: {
    ...count,
    title: both('责任人数', 'Number of responsible persons'),
    value: (state) => state.findings?.persons.length ?? 0,
  },
  delayed: {
    ...yesNo,
    title: both('有延误', 'Delayed'),
    value: (state) => state.delays.some((delay) => delay.charged),
  },
  declined: {
    ...yesNo,
    title: both('拒绝要求', 'Demand declined'),
    value: (state) => state.proposal !== undefined && state.proposal.options.length === 0,
  },
  offered: {
    ...yesNo,
    title: both('有补救方案', 'Remedy offered'),
    value: (state) => (state.proposal?.options.length ?? 0) > 0,
  },
  round: { kind: 'number', integer: true, min: 1, title: both('轮次', 'Round'), value: (state) => state.round },
  rejections: { ...count, title: both('退回次数', 'Rejections'), value: (state) => state.rejections },
  satisfied: {
    ...yesNo,
    title: both('客户满意', 'Customer satisfied'),
    value: (state) => state.callbacks.at(-1)?.satisfied ?? false,
  },
  admission: {
    ...oneOf(['admitted', 'refused', 'question', 'transferred']),
    title: both('受理决定', 'Acceptance decision'),
    value: (state) => state.admission?.outcome ?? '',
  },
  inIncident: {
    ...yesNo,
    title: both('属于批量事件', 'Belongs to a mass incident'),
    value: (state) => state.incident !== undefined,
  },
  byIncident: {
    ...yesNo,
    title: both('方案来自批量事件', 'Proposal comes from the incident'),
    value: (state) => state.proposal?.incident !== undefined,
  },
  replied: {
    ...yesNo,
    title: both('被投诉方已答复', 'The respondent has replied'),
    value: (state) => state.respondentReply?.status === 'replied',
  },
  settled: { ...yesNo, title: both('已达成调解协议', 'Settled'), value: (state) => state.settlement !== undefined },
  end: { ...text, title: both('结局', 'End'), value: (state) => textOf(state.facts['end']) },
  warningOmitted: {
    ...yesNo,
    title: both('未按要求预警', 'Required warning not given'),
    value: (state) => state.facts['warningOmitted'] === true,
  },
  customerMatch: {
    ...oneOf(['matched', 'differs', 'unknown', 'unreachable', 'settled', 'doubtful']),
    title: both('客户档案核对结果', 'Match with the customer file'),
    value: (state) => textOf(state.facts['customerMatch']),
  },
  quotedFen: {
    ...fen,
    title: both('客户同意的价格（分）', 'Agreed price, in fen'),
    value: (state) => numberOf(state.facts['quotedFen']),
  },
  earlierComplaints: {
    ...count,
    title: both('同一客户历史投诉数', 'Earlier complaints by this customer'),
    value: (state) => numberOf(state.facts['earlierComplaints']),
  },
  earlierWithin90Days: {
    ...count,
    title: both('其中九十天内', 'Of these, within 90 days'),
    value: (state) => numberOf(state.facts['earlierWithin90Days']),
  },
  earlierOpen: {
    ...count,
    title: both('其中尚未关闭', 'Of these, not closed yet'),
    value: (state) => numberOf(state.facts['earlierOpen']),
  },
  earlierUnfounded: {
    ...count,
    title: both('其中不成立', 'Of these, unfounded'),
    value: (state) => numberOf(state.facts['earlierUnfounded']),
  },
  respondentComplaints: {
    ...count,
    title: both('同一被投诉方历史投诉数', 'Earlier complaints about the respondent'),
    value: (state) => numberOf(state.facts['respondentComplaints']),
  },
  respondentWithin90Days: {
    ...count,
    title: both('其中九十天内', 'Of these, within 90 days'),
    value: (state) => numberOf(state.facts['respondentWithin90Days']),
  },
  arrivedLate: {
    ...yesNo,
    title: both('上门迟到', 'Arrived late'),
    value: (state) => state.facts['arrivedLate'] === true,
  },
  sentElsewhere: {
    ...yesNo,
    title: both('由外协或其他部门上门', 'Visit by a partner or another department'),
    value: (state) => state.facts['sentElsewhere'] === true,
  },
  dissatisfied: {
    ...yesNo,
    title: both('客户不满意', 'Customer dissatisfied'),
    value: (state) => state.callbacks.at(-1)?.satisfied === false,
  },
  nature: {
    ...oneOf(['valid', 'communicative', 'unfounded']),
    title: both('投诉性质', 'Nature'),
    value: (state) => textOf(state.facts['nature']),
  },
  firstContact: {
    ...yesNo,
    title: both('首次接触即解决', 'Resolved at first contact'),
    value: (state) => state.facts['firstContact'] === true,
  },
  guaranteed: {
    ...yesNo,
    title: both('服务保证已适用', 'Service guarantee applied'),
    value: (state) => state.facts['guaranteed'] === true,
  },
  planChanges: { ...count, title: both('方案变更次数', 'Changes of plan'), value: (state) => state.planChanges ?? 0 },
  belowLegalMinimum: {
    ...yesNo,
    title: both('低于法定最低标准', 'Below the legal minimum'),
    value: (state) => state.facts['belowLegalMinimum'] === true,
  },
  // Asked of the calendar by the step that needs it; a day before all laws elsewhere.
  happenedOn: { kind: 'date', otherwise: '0001-01-01', title: both('发生日期', 'Date of occurrence') },
  because: {
    ...known(({ grounds }) => ['responsible', 'head', 'delay', ...grounds]),
    title: both('处罚缘由', 'Ground of the penalty'),
    value: () => '',
  },
};

function categoriesOf({ categories, intake }: CaseState): string[] {
  return categories ?? (intake === undefined ? [] : [intake.category]);
}

function textOf(fact: string | number | boolean | undefined): string {
  return typeof fact === 'string' ? fact : '';
}

function numberOf(fact: string | number | boolean | undefined): number {
  return typeof fact === 'number' ? fact : 0;
}

/** What each receipt comes to; the one amount that was taken down without a number, where there is no list. */
function receiptsOf({ intake }: CaseState): number[] {
  return intake?.receipts?.map(({ amountFen }) => amountFen) ?? [intake?.receiptFen ?? 0];
}
