import { ACTIONS } from '../../domain/actions';
import { DEFINED_EVENTS } from '../../domain/defined-events';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { Intake } from '../../domain/case/intake';
import { REPORT_PARTS } from '../../domain/policy/documents';
import type { ReportPart } from '../../domain/policy/documents';
import type { TaskAnswer } from '../../domain/case/state';
import type { Bilingual } from '../../domain/values/text';
import { both } from '../../domain/values/text';
import { reasonsOf } from '../../domain/rules/why';
import { mayKnowPenalties } from '../case/penalties';
import { intakeFor } from '../case/withheld';
import { channelWords, endWords, payWords } from '../../domain/labels/fixed-words';
import { sentenceOf } from '../../domain/labels/sentence';
import { answerWords, factWords } from '../why-sentences';
import type { Cell, Part, PrintedDocument } from './printed';
import type { Source } from './source';
import { formPart, placeRow, plainCell } from './source';

/** The report on a complaint: what was complained about, found, decided by whom, offered, done and answered. */
export function report(source: Source): Omit<PrintedDocument, 'foot'> {
  const own = source.bundle?.documents?.report;
  return {
    title: own?.title ?? both('投诉处理报告', 'Complaint handling report'),
    no: source.read.state.no,
    parts: (own?.parts ?? REPORT_PARTS).flatMap((part) => PARTS[part](source)),
    signatures: own?.signatures ?? [
      both('经办人签字、日期', 'Handled by, date'),
      both('负责人签字、日期', 'Approved by, date'),
    ],
  };
}

type Row = readonly [Bilingual, Cell];

const PARTS: Readonly<Record<ReportPart, (source: Source) => Part[]>> = {
  complaint: ({ read, words, reader }) => {
    const intake = intakeFor(reader, read) as Intake | undefined;
    if (intake === undefined) return [];
    const { name, withheld } = intake.complainant as { name?: string; withheld?: true };
    return [
      {
        title: both('投诉', 'The complaint'),
        rows: given([
          [both('投诉人', 'Complainant'), withheld === true ? both('（保密）', '(withheld)') : name],
          [
            both('登记时间', 'Recorded'),
            read.state.recordedAt === undefined ? undefined : words.time(read.state.recordedAt),
          ],
          [both('来源', 'Received by'), channelWords(intake.channel)],
          ...placeRow(read.state.places, words),
          [both('类别', 'Category'), words.category(intake.category)],
          [
            both('被投诉方', 'Respondent'),
            [
              ...read.state.respondents.map((id) => words.person(id)),
              intake.respondent.supplier,
              intake.respondent.text,
            ],
          ],
          [both('投诉内容', 'Complaint'), intake.text],
          [both('客户诉求', 'Demand'), [intake.demand.text, plainCell('amountFen', intake.demand.amountFen, words)]],
          [both('严重程度', 'Severity'), read.state.severity],
          [
            both('重大投诉', 'Major'),
            read.state.major === undefined ? undefined : [both('是', 'yes'), read.state.major.reason],
          ],
        ]),
      },
    ];
  },
  // A case that is reopened may be judged anew: what was found before stays readable.
  judgement: ({ read: { state }, words }) =>
    (state.judgements ?? []).map((one, i, { length }) => ({
      title:
        i === length - 1
          ? both('是否成立', 'Judgement')
          : both(`是否成立（第 ${one.round} 轮，已重新判定）`, `Judgement (round ${one.round}, since replaced)`),
      rows: given([
        [both('结论', 'Finding'), one.founded ? both('成立', 'founded') : both('不成立', 'unfounded')],
        [both('要求是否合理', 'Demand reasonable'), yesNo(one.demandReasonable)],
        [both('理由', 'Reason'), one.reason],
        [both('依据', 'Evidence'), one.evidence],
        ...(length > 1 ? [[both('时间', 'When'), words.time(one.at)] as Row] : []),
      ]),
    })),
  findings: ({ read: { state }, words }) =>
    state.findings === undefined
      ? []
      : [
          {
            title: both('调查结果', 'Findings'),
            rows: given([
              [
                both('责任部门', 'Department'),
                state.department === undefined ? undefined : words.department(state.department),
              ],
              [both('原因', 'Cause'), [state.findings.cause, state.findings.causeCode]],
              [both('直接责任人', 'Persons responsible'), state.findings.persons.map((id) => words.person(id))],
              [both('供应商', 'Supplier'), state.findings.supplier],
              [both('损失', 'Loss'), plainCell('lossFen', state.findings.lossFen, words)],
            ]),
          },
        ],
  forms: (from) =>
    Object.entries(from.read.policy?.forms ?? {})
      .filter(([name]) => from.read.state.forms?.[name] !== undefined)
      .map(([name, form]) => formPart(from, name, form)),
  decisions: (from) => {
    const { all, events, bundle, words } = from;
    const seen = new Set(events.map(({ seq }) => seq));
    const decided = reasonsOf(all, bundle).filter(({ type, seq }) => type === 'DecisionMade' && seen.has(seq));
    return listed(
      both('按规则的判定', 'Decided by rule'),
      [
        both('时间', 'Time'),
        both('决策表', 'Table'),
        both('规则', 'Rule'),
        both('事实', 'Facts'),
        both('结果', 'Answer'),
      ],
      decided.map(({ at, table, rules = [], because, ...rest }) => [
        words.time(at),
        table?.title ?? table?.id,
        because === 'byHand'
          ? both('人工', 'by hand')
          : because === 'default'
            ? both('默认', 'default')
            : rules.map(({ id, note }) => (note === undefined ? id : both(`${id}（${note}）`, `${id} (${note})`))),
        because === 'byHand' ? undefined : factWords(rest.facts ?? [], words),
        answerWords(rest.answer, words),
      ]),
    );
  },
  proposal: ({ read: { state }, words }) => {
    const { proposal, accepted } = state;
    if (proposal === undefined) return [];
    if (proposal.options.length === 0)
      return [
        {
          title: both('处理意见', 'Proposal'),
          rows: [[both('拒绝要求，理由', 'Demand declined: reason'), proposal.reason]],
        },
      ];
    return listed(
      proposal.goodwill === true ? both('处理方案（善意）', 'Proposal (in goodwill)') : both('处理方案', 'Proposal'),
      [both('方案', 'Option'), both('内容', 'What'), both('成本', 'Cost'), both('客户', 'Customer')],
      proposal.options.map(({ title, remedies, costFen }, i) => [
        i + 1,
        [title, ...remedies.map(({ kind, costFen: cost }) => moneyOf(words.remedy(kind), words.money(cost)))],
        words.money(costFen),
        accepted?.option === i ? both('已接受', 'accepted') : undefined,
      ]),
    );
  },
  approvals: ({ events, words }) =>
    listed(
      both('审批与会签', 'Approvals'),
      [both('时间', 'Time'), both('环节', 'Step'), both('审批人', 'By'), both('意见', 'Word'), both('说明', 'Comment')],
      approvalsIn(events).map(({ event, task, answer }) => [
        words.time(event.at),
        words.step(task),
        event.by === undefined ? both('逾期默认', 'by default (overdue)') : words.actor(event.by),
        words.action(answer.action),
        saidIn(answer.data),
      ]),
    ),
  answers: ({ events, words }) =>
    listed(
      both('客户答复', 'Answers of the customer'),
      [both('时间', 'Time'), both('答复', 'Answer'), both('原话', 'In the customer’s words')],
      events
        .filter(({ type }) => DEFINED_EVENTS.get(type)?.inReport === 'answers')
        .map((event) => [words.time(event.at), sentenceOf(event, words), saidIn(event.data)]),
    ),
  remedies: ({ read: { state }, words }) =>
    listed(
      both('补救', 'Remedies'),
      [both('时间', 'Time'), both('方式', 'Remedy'), both('成本', 'Cost'), both('结果', 'Result')],
      state.remedies.map(({ kind, status, costFen, at }) => [
        words.time(at),
        words.remedy(kind),
        words.money(costFen),
        REMEDY_STATUS[status],
      ]),
    ),
  told: ({ events, words }) =>
    listed(
      both('告知客户', 'Notifications to the customer'),
      [both('时间', 'Time'), both('告知', 'What')],
      events
        .filter(({ type }) => DEFINED_EVENTS.get(type)?.inReport === 'told')
        .map((event) => [words.time(event.at), sentenceOf(event, words)]),
    ),
  clocks: ({ read: { state }, words }) => [
    ...listed(
      both('时限', 'Time limits'),
      [both('时限', 'Limit'), both('起算', 'Began'), both('期限', 'Due'), both('结果', 'Result')],
      Object.entries(state.clocks).map(([id, clock]) => [
        words.clock(id),
        words.time(clock.startedAt),
        clock.dueAt === undefined ? undefined : words.time(clock.dueAt),
        clock.missedAt !== undefined
          ? both('超时', 'missed')
          : clock.status === 'stopped'
            ? both('按时', 'kept')
            : both('计时中', 'running'),
      ]),
    ),
    ...listed(
      both('逾期', 'Overdue'),
      [both('环节', 'Step'), both('岗位', 'Role'), both('期限', 'Due'), both('办理', 'Done')],
      state.delays.map(({ task, role, dueAt, endedAt }) => [
        words.step(task),
        words.role(role),
        words.time(dueAt),
        endedAt === undefined ? undefined : words.time(endedAt),
      ]),
    ),
  ],
  liability: (from) =>
    mayKnowPenalties(from.reader, from.read)
      ? listed(
          both('责任分担', 'Loss allocation'),
          [both('承担者', 'Bearer'), both('比例', 'Share'), both('金额', 'Amount')],
          (from.read.state.liability ?? []).map((share) => [
            from.words.named(textOf(share['bearer'])),
            `${textOf(share['percent'])} %`,
            plainCell('amountFen', numberOf(share['amountFen']), from.words),
          ]),
        )
      : [],
  penalties: (from) => {
    if (!mayKnowPenalties(from.reader, from.read)) return [];
    const { penalties, penaltiesWaived } = from.read.state;
    const row = (penalty: Record<string, unknown>, decided: Cell): Cell[] => [
      penalty['person'] === undefined
        ? from.words.role(textOf(penalty['role']))
        : from.words.person(textOf(penalty['person'])),
      GROUNDS[textOf(penalty['because'])] ?? textOf(penalty['because']),
      both(
        `${payWords(textOf(penalty['of'])).zh}的 ${textOf(penalty['percent'])}%`,
        `${textOf(penalty['percent'])} % of ${payWords(textOf(penalty['of'])).en}`,
      ),
      decided,
    ];
    return listed(
      both('处罚', 'Penalties'),
      [both('对象', 'On'), both('事由', 'For'), both('幅度', 'Amount'), both('决定', 'Decision')],
      [
        ...penalties.map((penalty) => row(penalty, both('处罚', 'decided'))),
        ...penaltiesWaived.map((penalty) => row(penalty, [both('免除', 'waived'), textOf(penalty['reason'])])),
      ],
    );
  },
  measures: ({ read: { state }, words }) => {
    const measures = state.improvements.map(({ what, owner, dueAt }) => [
      textOf(what),
      words.person(textOf(owner)),
      dueAt === undefined ? undefined : words.time(textOf(dueAt)),
    ]);
    const lesson = state.review?.['lesson'];
    return [
      ...listed(
        both('改善措施', 'Measures'),
        [both('措施', 'What'), both('责任人', 'By'), both('期限', 'Due')],
        measures,
      ),
      ...(lesson === undefined
        ? []
        : [{ title: both('总结', 'Summary'), rows: [[both('教训', 'Lesson'), textOf(lesson)] as Row] }]),
    ];
  },
  end: ({ read: { state }, words }) =>
    state.resolutions.length === 0
      ? []
      : listed(
          both('结案', 'Closing'),
          [both('时间', 'Time'), both('结果', 'End'), both('轮次', 'Round'), both('说明', 'Note')],
          state.resolutions.map(({ end, at, round, dissatisfied }, i) => [
            ...[words.time(at), endWords(end), round],
            noteOn(i, state.resolutions.length, state.status, dissatisfied === true),
          ]),
        ),
};

/** Which of the results it was: the first, the final one, and whether the customer was content with it. */
function noteOn(i: number, of: number, status: string, isDissatisfied: boolean): Bilingual {
  const notes = [
    ...(i === 0 && of > 1 ? [both('首次', 'the first')] : []),
    ...(i === of - 1 && status !== 'open' ? [both('最终', 'final')] : []),
    ...(isDissatisfied ? [both('客户不满意', 'customer not satisfied')] : []),
  ];
  return both(notes.map(({ zh }) => zh).join('，'), notes.map(({ en }) => en).join(', '));
}

const REMEDY_STATUS: Readonly<Record<string, Bilingual>> = {
  executed: both('已执行', 'executed'),
  failed: both('失败', 'failed'),
  unknown: both('结果不明', 'outcome unknown'),
  undone: both('已撤回', 'taken back'),
};
const GROUNDS: Readonly<Record<string, Bilingual>> = {
  responsible: both('直接责任', 'responsible'),
  head: both('部门负责人', 'head of the department'),
  delay: both('延误', 'delay'),
};

/** What somebody agreed to, signed or refused in the name of the house. */
function approvalsIn(
  events: readonly CaseEvent[],
): { event: CaseEvent; task: string; answer: Pick<TaskAnswer, 'action' | 'data'> }[] {
  return events.flatMap((event) => {
    if (event.type !== 'TaskDone' && event.type !== 'TaskDecidedByDefault') return [];
    const { task, answer } = event.data as { task: string; answer: TaskAnswer };
    return ACTIONS.get(answer.action)?.approves === true ? [{ event, task, answer }] : [];
  });
}

/** What somebody said to it, each text by itself, since each may be sealed. */
function saidIn(data: Record<string, unknown>): Cell[] {
  return ['comment', 'reason', 'text', 'finding', 'newDemand', 'terms'].flatMap((name) =>
    typeof data[name] === 'string' ? [data[name]] : [],
  );
}

/** A table, or nothing where there is nothing to tell. */
function listed(title: Bilingual, columns: Bilingual[], rows: Cell[][]): Part[] {
  return rows.length === 0 ? [] : [{ title, table: { columns, rows } }];
}

function given(rows: readonly Row[]): Row[] {
  return rows.filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.every((one) => one === undefined)),
  );
}

function yesNo(value: boolean): Bilingual {
  return value ? both('是', 'yes') : both('否', 'no');
}

function moneyOf(what: Bilingual, money: Bilingual): Bilingual {
  return both(`${what.zh}（${money.zh}）`, `${what.en} (${money.en})`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
