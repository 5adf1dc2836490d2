import type { Intake } from '../../domain/case/intake';
import type { Bilingual } from '../../domain/values/text';
import { both } from '../../domain/values/text';
import { intakeFor, mayKnowComplainant } from '../case/withheld';
import { ADDRESS_KINDS, ADDRESS_NAMES } from '../../domain/channels/channels';
import { channelWords } from '../../domain/labels/fixed-words';
import type { Words } from '../words';
import type { Cell, Part, PrintedDocument } from './printed';
import type { Source } from './source';
import { formPart, placeRow, plainCell } from './source';

/**
 * The register form: what the policy asks for at intake and what was said to it. Common fields that nobody asks for and
 * nobody filled in are left out; what is asked for and missing stays blank, to be filled in by hand.
 */
export function registerForm(source: Source): Omit<PrintedDocument, 'foot'> {
  const { read, bundle, words } = source;
  const { no, recordedAt, recordedBy, places } = read.state;
  const intake = intakeFor(source.reader, read) as Intake | undefined;
  const own = bundle?.documents?.registerForm;
  const forms = Object.entries(read.policy?.forms ?? {}).filter(([name]) => own?.forms.includes(name) === true);
  const filled = forms.filter(([name]) => read.state.forms?.[name] !== undefined);
  return {
    title: own?.title ?? both('投诉登记表', 'Complaint register form'),
    no,
    parts: [
      {
        title: both('登记', 'Registration'),
        rows: [
          [both('登记时间', 'Recorded'), recordedAt === undefined ? undefined : words.time(recordedAt)],
          [
            both('登记人', 'Recorded by'),
            recordedBy === undefined ? both('客户自行提交', 'the customer') : words.actor(recordedBy),
          ],
          ...placeRow(places, words),
          ...(intake === undefined ? [] : asked(source, intake)),
        ],
      },
      ...(intake === undefined ? [] : ownFields(source, intake)),
      ...(filled.length > 0 ? filled : forms.slice(0, 1)).map(([name, form]) => formPart(source, name, form)),
    ],
    signatures: own?.signatures ?? [
      both('投诉人签字、日期', 'Complainant, date'),
      both('登记人签字、日期', 'Recorded by, date'),
    ],
  };
}

type Row = readonly [Bilingual, Cell];

function asked(source: Source, intake: Intake): Row[] {
  const required = source.bundle?.intake.required ?? [];
  const always = ['category', 'channel', 'complainant.name', 'complainant.phone', 'occurredAt', 'text', 'demand.text'];
  return Object.entries(COMMON).flatMap(([path, { title, value }]): Row[] => {
    const mayKnow = mayKnowComplainant(source.reader, source.read);
    const isHidden = path.startsWith('complainant.') && !mayKnow;
    const said = isHidden ? both('（保密）', '(withheld)') : value(intake, source.words);
    return said !== undefined || required.includes(path) || always.includes(path) ? [[title, said]] : [];
  });
}

/** What this policy asks for beyond what all do. */
function ownFields({ bundle, words }: Source, intake: Intake): Part[] {
  const rows = Object.entries(bundle?.intake.fields ?? {}).map(([name, { title, type }]): Row => {
    const value = intake.fields[name];
    return [
      title,
      value === undefined && type === 'boolean' ? both('□ 是　□ 否', '□ yes  □ no') : plainCell(name, value, words),
    ];
  });
  return rows.length === 0 ? [] : [{ title: both('本办法要求填写', 'Required by this policy'), rows }];
}

interface Common {
  title: Bilingual;
  value: (intake: Intake, words: Words) => Cell;
}

/** The common fields of an intake by their paths, in the order in which a form asks for them. */
const COMMON: Readonly<Record<string, Common>> = {
  'complainant.name': { title: both('投诉人', 'Complainant'), value: (i) => i.complainant.name },
  ...Object.fromEntries(
    ADDRESS_NAMES.map((kind) => [
      `complainant.${kind}`,
      { title: ADDRESS_KINDS[kind].title, value: (i) => i.complainant[kind] },
    ]),
  ),
  'complainant.account': {
    title: both('账号、会员号或合同号', 'Account, member or contract number'),
    value: (i) => i.complainant.account,
  },
  'complainant.prefers': {
    title: both('希望的反馈方式', 'Preferred channel for the answer'),
    value: (i) => (i.complainant.prefers === undefined ? undefined : channelWords(i.complainant.prefers)),
  },
  channel: { title: both('来源', 'Received by'), value: (i) => channelWords(i.channel) },
  category: { title: both('类别', 'Category'), value: (i, words) => words.category(i.category) },
  occurredAt: {
    title: both('发生时间', 'Time of occurrence'),
    value: (i, words) => (i.occurredAt === undefined ? undefined : words.time(i.occurredAt)),
  },
  product: { title: both('产品或业务', 'Product or service'), value: (i) => i.product },
  receiptFen: {
    title: both('单据金额', 'Amount of the receipt'),
    value: (i, words) => (i.receiptFen === undefined ? undefined : words.money(i.receiptFen)),
  },
  receipts: {
    title: both('各张单据', 'Receipts'),
    value: ({ receipts }, words) => receipts?.flatMap((one): Cell[] => [one.number, words.money(one.amountFen)]),
  },
  'respondent.persons': {
    title: both('被投诉人', 'Persons named in the complaint'),
    value: ({ respondent: { persons } }, words) =>
      persons.length === 0 ? undefined : persons.map((id) => words.person(id)),
  },
  'respondent.department': {
    title: both('被投诉部门', 'Department named in the complaint'),
    value: ({ respondent: { department } }, words) =>
      department === undefined ? undefined : words.department(department),
  },
  'respondent.supplier': { title: both('供应商', 'Supplier'), value: (i) => i.respondent.supplier },
  'respondent.text': { title: both('被投诉方说明', 'Description of the respondent'), value: (i) => i.respondent.text },
  text: { title: both('投诉内容', 'Complaint'), value: (i) => i.text },
  brief: { title: both('办理摘要', 'Summary for handling'), value: (i) => i.brief },
  'demand.kind': { title: both('诉求类型', 'Kind of demand'), value: (i, words) => kindOf(i.demand.kind, words) },
  'demand.amountFen': {
    title: both('诉求金额', 'Amount demanded'),
    value: ({ demand: { amountFen } }, words) => (amountFen === undefined ? undefined : words.money(amountFen)),
  },
  'demand.text': { title: both('客户诉求', 'Demand'), value: (i) => i.demand.text },
  'outside.body': { title: both('转来单位', 'Referred by'), value: (i) => i.outside?.body },
  'outside.number': { title: both('对方编号', 'Number at the referring body'), value: (i) => i.outside?.number },
  'outside.dueAt': {
    title: both('对方期限', 'Due date set by the referring body'),
    value: ({ outside }, words) => (outside?.dueAt === undefined ? undefined : words.time(outside.dueAt)),
  },
  externalId: { title: both('原编号', 'Original number'), value: (i) => i.externalId },
};

function kindOf(kind: string | undefined, words: Words): Cell {
  return kind === undefined ? undefined : words.remedy(kind);
}
