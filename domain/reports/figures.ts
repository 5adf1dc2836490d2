import { both } from '../values/text';
import type { Bilingual } from '../values/text';
import type { MarkName } from './mark';
import type { Tally } from './tally';

/** A number of reports and dashboard, with what it means. */
export interface Figure {
  title: Bilingual;
  /** How it is counted, for whoever reads the report. */
  definition: Bilingual;
  /** `share` from 0 to 1; `duration` in milliseconds, clock time; `fen` integer. */
  unit: 'count' | 'share' | 'duration' | 'fen' | 'percent';
  /** Undefined where there is nothing to make it of: no judgement, no founded share. */
  of: (tally: Tally) => number | undefined;
}

/** All figures, by name. Each counts what happened in the period, whenever the complaint came in. */
export const FIGURES = {
  received: count('received', '收到投诉', 'Complaints received', '登记时间在期内的投诉', 'recorded in the period'),
  reopened: count('reopened', '重新受理', 'Reopened', '期内重新受理的次数', 'times a case was reopened'),
  merged: count(
    'merged',
    '并入其他投诉',
    'Merged',
    '期内并入另一投诉的重复投诉；已计入收到的，但不计入办结、按时和关闭',
    'duplicates merged into another complaint; counted as received, but not as answered, on time or closed',
  ),
  resolved: count('resolved', '办结', 'Answered', '期内给出最终答复的次数', 'final answers given in the period'),
  closed: count('closed', '关闭', 'Closed', '期内关闭的投诉', 'complaints closed in the period'),
  major: count('major', '重大投诉', 'Major', '期内认定为重大的投诉', 'declared major in the period'),
  foundedShare: share(
    ['founded'],
    ['unfounded'],
    both('成立率', 'Founded'),
    both('期内判定中判为成立的比例；改判另计一次判定', 'share of judgements; a changed judgement counts again'),
  ),
  judgementsChanged: count(
    'judgementChanged',
    '改判',
    'Judgements changed',
    '期内更改此前判定的次数；原期间的数字不变',
    'judgements that replaced an earlier one; the figures of the earlier period stay',
  ),
  onTimeShare: share(
    ['resolvedInTime'],
    ['resolvedLate'],
    both('按时办结率', 'Answered on time'),
    both(
      '期内办结的投诉中，待办、时限与承诺均未逾期的比例',
      'share of final answers without any overdue task, time limit or promise',
    ),
  ),
  tasksInTimeShare: share(
    ['taskInTime'],
    ['taskLate'],
    both('待办按时率', 'Tasks on time'),
    both('期内结束且有时限的待办中按时完成的比例', 'share of ended tasks with a time limit that were done on time'),
  ),
  overdue: count('overdue', '逾期', 'Overdue', '期内待办逾期的次数', 'times a task became overdue'),
  clocksKeptShare: share(
    ['clockKept'],
    ['clockMissed'],
    both('时限遵守率', 'Time limits kept'),
    both('期内结束或超过的整体时限中遵守的比例', 'share of case time limits that ended or were missed in the period'),
  ),
  extensions: count(
    'clockExtended',
    '延期',
    'Extensions',
    '期内批准延长整体时限的次数',
    'approved extensions of case time limits',
  ),
  escalations: count('escalated', '升级', 'Escalations', '期内待办升级的次数', 'times a task was escalated'),
  ...durations(
    'acknowledged',
    both('首次告知', 'First contact'),
    both('登记至首次联系到客户', 'from registration to the first contact with the customer'),
  ),
  ...durations(
    'answered',
    both('首次答复', 'First answer'),
    both(
      '登记至首次实质答复；受理告知不计',
      'from registration to the first substantive answer; an acknowledgement does not count',
    ),
  ),
  ...durations(
    'resolved',
    both('办结用时', 'Time to final answer'),
    both('登记至最终答复', 'from registration to the final answer'),
  ),
  ...durations(
    'firstResolved',
    both('首次结论用时', 'Time to first result'),
    both('登记至首轮处理有结论', 'from registration to the result of the first round'),
  ),
  ...durations(
    'finallyResolved',
    both('最终结论用时', 'Time to last result'),
    both(
      '登记至最后一轮处理有结论，关闭时计入',
      'from registration to the result of the last round; counted at closing',
    ),
  ),
  ...durations('closed', both('关闭用时', 'Time to close'), both('登记至关闭', 'from registration to closing')),
  satisfaction: share(
    ['satisfied'],
    ['dissatisfied'],
    both('满意率', 'Satisfied'),
    both(
      '期内回访中表明态度的客户满意的比例',
      'share of callbacks with an opinion in which the customer was satisfied',
    ),
  ),
  firstContactShare: {
    title: both('首次接触解决率', 'Resolved at first contact'),
    definition: both('首次接触即解决数与办结数之比', 'resolved at first contact, as a share of final answers'),
    unit: 'share',
    of: (tally) => ratio(tally.count('firstContact'), tally.count('resolved')),
  },
  promisesKeptShare: share(
    ['promiseKept'],
    ['promiseMissed'],
    both('承诺兑现率', 'Promises kept'),
    both('期内到期或兑现的承诺中按时兑现的比例', 'share of promises due or kept that were kept on time'),
  ),
  arrivedInTimeShare: share(
    ['arrivedInTime'],
    ['arrivedLate'],
    both('上门及时率', 'Arrived on time'),
    both('期内上门中按预约时间到达的比例', 'share of visits that began at the agreed time'),
  ),
  passRate: share(
    ['workPassed'],
    ['workFailed'],
    both('维修合格率', 'Pass rate'),
    both('期内维修中客户签字认可的比例', 'share of repairs that the customer signed for'),
  ),
  remedies: count('remedied', '补救', 'Remedies', '期内执行的补救', 'remedies carried out in the period'),
  costFen: {
    title: both('补救成本', 'Cost of remedies'),
    definition: both(
      '期内执行的补救成本减去期内撤回的',
      'cost of remedies carried out, less those reversed in the period',
    ),
    unit: 'fen',
    of: (tally) => tally.sum('remedied') - tally.sum('takenBack'),
  },
  takenBack: count('takenBack', '补救撤回', 'Remedies reversed', '期内撤回的补救', 'remedies reversed in the period'),
  spentFen: {
    title: both('其他费用', 'Other costs'),
    definition: both('期内登记的补救以外的费用，冲正相抵', 'costs other than remedies, net of corrections'),
    unit: 'fen',
    of: (tally) => tally.sum('spent'),
  },
  lossFen: {
    title: both('损失分摊', 'Loss allocated'),
    definition: both(
      '期内按责任表分摊的损失；同一案件再次分摊的，只计差额',
      'losses allocated by the liability table; for a repeated allocation, the difference only',
    ),
    unit: 'fen',
    of: (tally) => tally.sum('borne'),
  },
  penalties: count('penalised', '处罚', 'Penalties', '期内作出的处罚', 'penalties decided in the period'),
  penaltyPercent: {
    title: both('处罚比例合计', 'Penalty percentages'),
    definition: both(
      '期内处罚比例之和（百分点）；金额涉及工资，见处罚月报',
      'sum in percentage points; amounts depend on pay, see the penalty statement',
    ),
    unit: 'percent',
    of: (tally) => tally.sum('penalised') / 100,
  },
  penaltiesWaived: count(
    'penaltyWaived',
    '免予处罚',
    'Penalties waived',
    '期内免予的处罚',
    'penalties waived in the period',
  ),
  delaysExcused: count(
    'delayExcused',
    '逾期免责',
    'Delays excused',
    '期内因不在岗、迟到的改派或等待客户而免责的逾期；仍计入逾期',
    'delays excused by absence, late reassignment or a pause; they still count as overdue',
  ),
  heldResponsible: count(
    'heldResponsible',
    '认定责任',
    'Found responsible',
    '期内调查认定的责任人次',
    'times a person was found responsible',
  ),
  causes: count('caused', '原因', 'Causes found', '期内查明的原因', 'causes found, by cause code'),
} satisfies Record<string, Figure>;
export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as [FigureName, ...FigureName[]];

/** The figures asked for, by name; those that nothing can be said of are null. */
export function figuresOf(names: readonly FigureName[], tally: Tally): Partial<Record<FigureName, number | null>> {
  return Object.fromEntries(names.map((name) => [name, FIGURES[name].of(tally) ?? null]));
}

/** The marks of which a figure is made: what it asks of a tally. */
export function marksBehind(name: FigureName): MarkName[] {
  const asked = new Set<MarkName>();
  const noted = (what: MarkName): number => {
    asked.add(what);
    return 1;
  };
  FIGURES[name].of({ count: noted, sum: noted, quantile: noted });
  return [...asked];
}

function count(what: MarkName, zh: string, en: string, zhDefinition: string, enDefinition: string): Figure {
  return {
    title: both(zh, en),
    definition: both(zhDefinition, enDefinition),
    unit: 'count',
    of: (tally) => tally.count(what),
  };
}

function share(good: MarkName[], bad: MarkName[], title: Bilingual, definition: Bilingual): Figure {
  const all = (tally: Tally, names: MarkName[]): number => names.reduce((sum, name) => sum + tally.count(name), 0);
  return {
    title,
    definition,
    unit: 'share',
    of: (tally) => ratio(all(tally, good), all(tally, good) + all(tally, bad)),
  };
}

function durations<W extends 'acknowledged' | 'answered' | 'resolved' | 'firstResolved' | 'finallyResolved' | 'closed'>(
  what: W,
  title: Bilingual,
  until: Bilingual,
): Record<`${W}Median` | `${W}P90`, Figure> {
  const figure = (q: number, zh: string, en: string): Figure => ({
    title: both(`${title.zh}（${zh}）`, `${title.en}, ${en}`),
    definition: both(`${until.zh}，期内发生的，自然时间`, `${until.en}; elapsed time, by end date`),
    unit: 'duration',
    of: (tally) => tally.quantile(what, q),
  });
  return {
    [`${what}Median`]: figure(0.5, '中位数', 'median'),
    [`${what}P90`]: figure(0.9, '90 百分位', '90th percentile'),
  } as Record<`${W}Median` | `${W}P90`, Figure>;
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
