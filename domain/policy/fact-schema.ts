import type { FactSchema, FactType } from '../feel/fact-schema';
import { both } from '../text';
import type { CompiledPolicy, Step } from './compiled';
import { factsOfForm } from './form';
import type { PolicyFile } from './schema';

const fen = { kind: 'number', integer: true, min: 0 } as const;
const count = { kind: 'number', integer: true, min: 0 } as const;
const text = { kind: 'string' } as const;
const yesNo = { kind: 'boolean' } as const;

/** A text that is one of these, or empty while it is not known yet. */
function oneOf(values: string[]) {
  return { kind: 'string', enum: ['', ...values] } as const;
}

/** Grounds of penalties that the policy's own steps add. */
function furtherGrounds(policy: { main?: readonly Step[]; tracks?: Tracks }): string[] {
  const steps = [...(policy.main ?? []), ...Object.values(policy.tracks ?? {}).flatMap((track) => track.steps)];
  const grounds = steps.flatMap((step) =>
    step.stage === 'penalise'
      ? [...(step.omission === undefined ? [] : ['omission']), ...Object.keys(step.violations ?? {})]
      : [],
  );
  return [...new Set(grounds)];
}

type Tracks = readonly { steps: readonly Step[] }[] | Readonly<Record<string, { steps: readonly Step[] }>>;

/** Outputs of `record` tables that a case knows under names of their own (`domain/stages/record/run.ts`). */
const OWN_NAMES: readonly string[] = ['severity', 'priority', 'major'];

/** What the tables of `record` steps answer besides: `case.<output>`, empty, 0 or false until they have. */
function tableFacts(policy: {
  tables: PolicyFile['tables'];
  main?: readonly Step[];
  tracks?: Tracks;
}): [string, FactType][] {
  const steps = [...(policy.main ?? []), ...Object.values(policy.tracks ?? {}).flatMap((track) => track.steps)];
  const names = steps.flatMap((step) => (step.stage === 'record' ? step.tables : []));
  return [...new Set(names)].flatMap((name) => {
    const table = policy.tables[name];
    return Object.entries(table?.outputs ?? {}).flatMap(([output, { type, title }]): [string, FactType][] => {
      if (OWN_NAMES.includes(output)) return [];
      const words = title ?? both(output, output);
      switch (type.kind) {
        case 'boolean':
          return [[`case.${output}`, { kind: 'boolean', otherwise: false, title: words }]];
        case 'number':
          return [[`case.${output}`, { kind: 'number', otherwise: 0, title: words }]];
        case 'string':
          return [
            [
              `case.${output}`,
              { kind: 'string', otherwise: '', title: words, ...(type.enum ? { enum: ['', ...type.enum] } : {}) },
            ],
          ];
        // Tables answer nothing else.
        case 'date':
        case 'list':
          return [];
      }
    });
  });
}

/**
 * The facts that a policy's conditions and tables may speak of: what `factsOf` gives, with the policy's own words as
 * values, the fields it asks for at intake as `intake.<name>`, those of its forms as `<form>.<field>`, what people chose
 * as `chosen.<name>`, and what its `record` tables answer as `case.<output>`. Amounts are in fen.
 */
export function factSchemaOf(
  policy: Pick<PolicyFile, 'categories' | 'departments' | 'intake' | 'tables'> &
    Pick<CompiledPolicy, 'forms'> & { main?: readonly Step[]; tracks?: Tracks },
): FactSchema {
  const forms = Object.entries(policy.forms ?? {}).flatMap(([name, form]) => factsOfForm(name, form));
  const fields = Object.entries(policy.intake.fields).map(([name, field]) => [
    `intake.${name}`,
    { kind: field.type, title: field.title, nullable: !field.required },
  ]);
  const choices = (policy.main ?? []).flatMap((step) =>
    step.stage !== 'choose' || step.fact === undefined
      ? []
      : [
          [
            `chosen.${step.fact}`,
            {
              kind: 'string',
              enum: ['', ...Object.keys(step.ways)],
              otherwise: '',
              title: step.title ?? both('所选处理方式', 'Option chosen'),
            },
          ],
        ],
  );
  return {
    category: { ...oneOf(Object.keys(policy.categories)), title: both('类别', 'Category') },
    categories: {
      ...{ kind: 'list', of: 'string', enum: Object.keys(policy.categories) },
      title: both('类别及其上级', 'Category and its parent categories'),
    },
    topCategory: {
      ...oneOf(Object.keys(policy.categories).filter((id) => policy.categories[id]?.within === undefined)),
      title: both('大类', 'Main category'),
    },
    channel: { ...text, title: both('渠道', 'Channel') },
    language: { kind: 'string', enum: ['zh', 'en'], title: both('语言', 'Language') },
    product: { ...text, title: both('产品', 'Product') },
    demandKind: { ...text, title: both('要求的方式', 'Kind of remedy demanded') },
    demandFen: { ...fen, title: both('要求金额（分）', 'Amount demanded, in fen') },
    receiptFen: { ...fen, title: both('单据金额（分）', 'Amount of the receipt, in fen') },
    respondentKnown: { ...yesNo, title: both('被投诉人是否已知', 'Respondent known') },
    department: { ...oneOf(Object.keys(policy.departments)), title: both('责任部门', 'Responsible department') },
    supplier: { ...text, title: both('供应商', 'Supplier') },
    outsideBody: { ...text, title: both('转办单位', 'Referring body') },
    severity: { ...text, title: both('严重程度', 'Severity') },
    priority: { ...text, title: both('优先级', 'Priority') },
    major: { ...yesNo, title: both('重大投诉', 'Major') },
    founded: { ...yesNo, title: both('成立', 'Founded') },
    demandReasonable: { ...yesNo, title: both('要求合理', 'Demand reasonable') },
    costFen: { ...fen, title: both('方案成本（分）', 'Cost of the proposal, in fen') },
    lossFen: { ...fen, title: both('损失（分）', 'Loss, in fen') },
    causeCode: { ...text, title: both('原因代码', 'Cause code') },
    personsResponsible: { ...count, title: both('责任人数', 'Number of responsible persons') },
    delayed: { ...yesNo, title: both('有延误', 'Delayed') },
    declined: { ...yesNo, title: both('拒绝要求', 'Demand declined') },
    offered: { ...yesNo, title: both('有补救方案', 'Remedy offered') },
    round: { kind: 'number', integer: true, min: 1, title: both('轮次', 'Round') },
    rejections: { ...count, title: both('退回次数', 'Rejections') },
    satisfied: { ...yesNo, title: both('客户满意', 'Customer satisfied') },
    admission: {
      ...oneOf(['admitted', 'refused', 'question', 'transferred']),
      title: both('受理决定', 'Acceptance decision'),
    },
    inIncident: { ...yesNo, title: both('属于批量事件', 'Belongs to a mass incident') },
    byIncident: { ...yesNo, title: both('方案来自批量事件', 'Proposal comes from the incident') },
    replied: { ...yesNo, title: both('被投诉方已答复', 'The respondent has replied') },
    settled: { ...yesNo, title: both('已达成调解协议', 'Settled') },
    end: { ...text, title: both('结局', 'End') },
    warningOmitted: { ...yesNo, title: both('未按要求预警', 'Required warning not given') },
    customerMatch: {
      ...oneOf(['matched', 'differs', 'unknown', 'unreachable', 'settled', 'doubtful']),
      title: both('客户档案核对结果', 'Match with the customer file'),
    },
    quotedFen: { ...fen, title: both('客户同意的价格（分）', 'Agreed price, in fen') },
    earlierComplaints: { ...count, title: both('同一客户历史投诉数', 'Earlier complaints by this customer') },
    earlierWithin90Days: { ...count, title: both('其中九十天内', 'Of these, within 90 days') },
    earlierOpen: { ...count, title: both('其中尚未关闭', 'Of these, not closed yet') },
    earlierUnfounded: { ...count, title: both('其中不成立', 'Of these, unfounded') },
    respondentComplaints: {
      ...count,
      title: both('同一被投诉方历史投诉数', 'Earlier complaints about the respondent'),
    },
    respondentWithin90Days: { ...count, title: both('其中九十天内', 'Of these, within 90 days') },
    arrivedLate: { ...yesNo, title: both('上门迟到', 'Arrived late') },
    sentElsewhere: { ...yesNo, title: both('由外协或其他部门上门', 'Visit by a partner or another department') },
    dissatisfied: { ...yesNo, title: both('客户不满意', 'Customer dissatisfied') },
    nature: { ...oneOf(['valid', 'communicative', 'unfounded']), title: both('投诉性质', 'Nature') },
    firstContact: { ...yesNo, title: both('首次接触即解决', 'Resolved at first contact') },
    guaranteed: { ...yesNo, title: both('服务保证已适用', 'Service guarantee applied') },
    planChanges: { ...count, title: both('方案变更次数', 'Changes of plan') },
    belowLegalMinimum: { ...yesNo, title: both('低于法定最低标准', 'Below the legal minimum') },
    // Asked of the calendar by the step that needs it; a day before all laws elsewhere.
    happenedOn: { kind: 'date', otherwise: '0001-01-01', title: both('发生日期', 'Date of occurrence') },
    because: {
      kind: 'string',
      enum: ['', 'responsible', 'head', 'delay', ...furtherGrounds(policy)],
      title: both('处罚缘由', 'Ground of the penalty'),
    },
    ...(Object.fromEntries([...fields, ...choices]) as FactSchema),
    ...Object.fromEntries(forms),
    ...Object.fromEntries(tableFacts(policy)),
  };
}
