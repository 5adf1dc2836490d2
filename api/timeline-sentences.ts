import type { CaseEvent } from '../domain/events';
import { STAGE_LABELS } from '../domain/stages/labels';
import { SHARED_SENTENCES } from '../domain/step/shared-labels';
import type { TimelineEntry } from '../domain/labels/timeline-entry';
import { describeTimeLimit } from '../domain/time-limit';
import type { TimeLimit } from '../domain/time-limit';
import { isSealed } from '../domain/sealed';
import { both } from '../domain/text';
import type { Bilingual } from '../domain/text';
import { channelWords, endWords } from '../domain/labels/fixed-words';
import { asProblemCode, PROBLEM_TYPES } from './problem-types';
import type { Words } from './words';

/**
 * One sentence for each type of event, in both languages, for whoever reads a case's timeline. Sentences name persons on
 * duty, roles, amounts and times; what the customer or anybody wrote stays in the event's data.
 */
export function sentenceOf(event: CaseEvent, words: Words): Bilingual {
  return (
    (SENTENCES[event.type] ?? OF_STAGES[event.type] ?? OF_PROCEEDINGS[event.type])?.(new Told(event, words)) ??
    both(event.type, event.type)
  );
}

/** Events by which the machinery keeps its place; a reader who wants to know what happened can do without them. */
export function isMinor(type: string): boolean {
  return MINOR.has(type);
}
const MINOR = new Set([
  'LineStarted',
  'StepEntered',
  'StepSkipped',
  'StepLeft',
  'LineEnded',
  'ConditionsTested',
  'Answered',
  'TimerSet',
  'TimerFired',
  'EffectStarted',
  'EffectSucceeded',
]);

/** How much more time an event speaks of. */
function limitIn(e: Told): TimeLimit {
  const { duration = 'P0D', counting = 'clock' } = e.inner('by') as Partial<TimeLimit>;
  return { duration, counting };
}

/** Types that have a sentence. */
export function sentenceTypes(): string[] {
  return [...Object.keys(SENTENCES), ...Object.keys(OF_STAGES), ...Object.keys(OF_PROCEEDINGS)];
}

/** An event, and its parts in words. */
class Told implements TimelineEntry<Record<string, unknown>> {
  constructor(
    private readonly event: CaseEvent,
    readonly words: Words,
  ) {}

  get who(): Bilingual {
    return this.words.actor(this.event.by);
  }
  get isByNobody(): boolean {
    return this.event.by === undefined;
  }
  get step(): Bilingual {
    return this.words.step(this.event.place ?? this.text('task'));
  }
  /** The step whose task it is about. */
  get task(): Bilingual {
    return this.words.step(this.text('task'));
  }

  text(name: string): string {
    const value = this.event.data[name];
    if (typeof value === 'string') return isSealed(value) ? '…' : value;
    return typeof value === 'number' ? String(value) : '';
  }
  number(name: string): number {
    const value = this.event.data[name];
    return typeof value === 'number' ? value : 0;
  }
  is(name: string): boolean {
    return this.event.data[name] === true;
  }
  has(name: string): boolean {
    return this.event.data[name] !== undefined;
  }
  list(name: string): unknown[] {
    const value = this.event.data[name];
    return Array.isArray(value) ? value : [];
  }
  inner(name: string): Record<string, unknown> {
    const value = this.event.data[name];
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  }
  innerText(name: string, field: string): string {
    const value = this.inner(name)[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

/** Those of stages; each knows the payload of its event. */
const OF_STAGES = Object.assign(
  {},
  SHARED_SENTENCES,
  ...Object.values(STAGE_LABELS).map(({ sentences }) => sentences),
) as Readonly<Record<string, (e: Told) => Bilingual>>;

const SENTENCES: Readonly<Record<string, (e: Told) => Bilingual>> = {
  ComplaintRecorded: (e) => {
    const category = e.words.category(e.innerText('intake', 'category'));
    return both(`${e.who.zh}登记了投诉（${category.zh}）。`, `${e.who.en} recorded the complaint (${category.en}).`);
  },

  LineStarted: (e) => lineSays(e, '开始', 'began'),
  LineEnded: (e) => lineSays(e, '结束', 'ended'),
  StepEntered: (e) => both(`进入环节「${e.step.zh}」。`, `The step "${e.step.en}" began.`),
  StepSkipped: (e) => both(`跳过环节「${e.step.zh}」。`, `The step "${e.step.en}" was skipped.`),
  StepLeft: (e) => both(`离开环节「${e.step.zh}」。`, `The step "${e.step.en}" ended.`),
  LineTurnedBack: (e) => {
    const to = e.words.step(`${e.text('line')}/${e.text('to')}/1`);
    return both(`情况有变，回到环节「${to.zh}」办理。`, `Things have changed: it goes back to the step "${to.en}".`);
  },
  EndDecided: (e) => both(`决定结案：${endWords(e.text('as')).zh}。`, `The case is to end as "${e.text('as')}".`),

  DecisionMade: (e) => {
    const rules = e.list('rules').map(String).join('、');
    return e.is('byHand')
      ? both(`人工判定了决策表「${e.text('table')}」。`, `The table "${e.text('table')}" was decided by hand.`)
      : both(
          `按决策表「${e.text('table')}」判定${rules === '' ? '' : `，规则 ${rules}`}。`,
          `The table "${e.text('table')}" decided${rules === '' ? '' : `, by rule ${rules.replaceAll('、', ', ')}`}.`,
        );
  },
  DecisionFailed: (e) =>
    both(
      `决策表「${e.text('table')}」无法给出结果，转人工。`,
      `The table "${e.text('table')}" gave no answer; a person decides.`,
    ),
  ConditionsTested: () => both('核对了条件。', 'Conditions were tested.'),
  ConditionUnclear: () =>
    both('有条件无法判断，按成立处理。', 'A condition could not be answered and was taken to hold.'),
  Answered: () => both('系统得出了一个结果。', 'The system worked something out.'),

  TaskOpened: (e) => {
    const role = e.words.role(e.innerText('task', 'role'));
    const step = e.words.step(e.innerText('task', 'id'));
    const due = e.innerText('task', 'dueAt');
    const nobody = nobodyMayAct(e.inner('task')['nobody'] === true);
    const away = e.innerText('task', 'unavailable');
    const meantFor = away === '' ? '' : e.words.person(away);
    const standIns = e.list('substitutes').map((one) => {
      const { id, for: absent } = one as { id: string; for: string };
      return both(
        `${e.words.person(id)}（代${e.words.person(absent)}）`,
        `${e.words.person(id)} for ${e.words.person(absent)}`,
      );
    });
    return both(
      [
        `待办「${step.zh}」交${role.zh}${due === '' ? '' : `，期限 ${e.words.time(due)}`}。`,
        meantFor === '' ? '' : `原应由${meantFor}办理，其目前不能办理。`,
        nobody.zh,
        standIns.length === 0 ? '' : `代理人：${standIns.map(({ zh }) => zh).join('、')}。`,
      ].join(''),
      [
        `A task "${step.en}" waits for the ${role.en}${due === '' ? '' : `, due ${e.words.time(due)}`}.`,
        meantFor === '' ? '' : ` It was meant for ${meantFor}, who can't act now.`,
        nobody.en,
        standIns.length === 0 ? '' : ` Standing in: ${standIns.map(({ en }) => en).join(', ')}.`,
      ].join(''),
    );
  },
  TaskReminded: (e) =>
    e.is('leftOut')
      ? both(
          `提醒「${e.task.zh}」即将到期的通知已无意义，未发送。`,
          `The reminder of "${e.task.en}" came too late to be one, and was left out.`,
        )
      : both(`提醒待办「${e.task.zh}」即将到期。`, `A reminder: the task "${e.task.en}" is nearly due.`),
  TaskMoved: (e) => {
    const due = e.text('dueAt');
    return due === ''
      ? both(`待办「${e.task.zh}」的后续提醒顺延。`, `What follows for the task "${e.task.en}" comes later.`)
      : both(
          `待办「${e.task.zh}」的期限顺延至 ${e.words.time(due)}。`,
          `The task "${e.task.en}" is now due ${e.words.time(due)}.`,
        );
  },
  TaskWarned: (e) => {
    const role = e.words.role(e.text('to'));
    return both(
      `待办「${e.task.zh}」逾期，已预警${role.zh}。`,
      `The ${role.en} was warned that the task "${e.task.en}" is late.`,
    );
  },
  TaskOverdue: (e) =>
    both(
      `待办「${e.task.zh}」逾期${e.is('charge') ? '，计入延误责任' : ''}。`,
      `The task "${e.task.en}" is overdue${e.is('charge') ? '; the delay is charged' : ''}.`,
    ),
  TaskEscalated: (e) => {
    const role = e.words.role(e.text('to'));
    const nobody = nobodyMayAct(e.is('nobody'));
    return both(
      `待办「${e.task.zh}」上报${role.zh}。${nobody.zh}`,
      `The task "${e.task.en}" went up to the ${role.en}.${nobody.en}`,
    );
  },
  TaskReassigned: (e) => {
    const person = e.words.person(e.text('person'));
    return both(
      `${e.who.zh}把待办「${e.task.zh}」改派给${person}。`,
      `${e.who.en} gave the task "${e.task.en}" to ${person}.`,
    );
  },
  TaskDone: (e) => {
    const action = e.words.action(e.innerText('answer', 'action'));
    if (e.innerText('answer', 'author') === 'customer')
      return both(
        `客户的答复办结了「${e.task.zh}」：${action.zh}。`,
        `The customer's word did the task "${e.task.en}": ${action.en}.`,
      );
    return both(
      `${e.who.zh}办理「${e.task.zh}」：${action.zh}。`,
      `${e.who.en} did the task "${e.task.en}": ${action.en}.`,
    );
  },
  TaskDecidedByDefault: (e) => {
    const action = e.words.action(e.innerText('answer', 'action'));
    return both(
      `待办「${e.task.zh}」无人办理，按办法默认：${action.zh}。`,
      `Nobody did the task "${e.task.en}": by default, ${action.en}.`,
    );
  },
  TaskCancelled: (e) => both(`待办「${e.task.zh}」已撤销。`, `The task "${e.task.en}" is no longer needed.`),

  TimerSet: (e) =>
    both(`等待至 ${e.words.time(e.text('at'))}。`, `The case waits until ${e.words.time(e.text('at'))}.`),
  TimerFired: () => both('等待的时间已到。', 'The time waited for has come.'),
  EffectStarted: (e) =>
    both(`开始外部动作「${e.text('activity')}」。`, `Something began outside: ${e.text('activity')}.`),
  EffectSucceeded: (e) =>
    both(`外部动作「${e.text('activity')}」完成。`, `It was done outside: ${e.text('activity')}.`),
  EffectFailed: (e) => both(`外部动作「${e.text('activity')}」失败。`, `It failed outside: ${e.text('activity')}.`),
  EffectUnknown: (e) =>
    both(
      `外部动作「${e.text('activity')}」结果不明。`,
      `Nobody knows yet how it ended outside: ${e.text('activity')}.`,
    ),

  NoteAdded: (e) => both(`${e.who.zh}写了备注。`, `${e.who.en} added a note.`),
  ReferenceAttached: (e) => both(`${e.who.zh}登记了材料。`, `${e.who.en} attached a reference.`),
  DeclaredMajor: (e) => both(`${e.who.zh}认定为重大投诉。`, `${e.who.en} declared it major.`),
  MessageReceived: (e) =>
    e.has('from')
      ? both(`并入的 ${e.text('from')} 须有人查看。`, `Somebody has to read what ${e.text('from')} says.`)
      : both(
          `${e.who.zh}登记了客户来信（${channelWords(e.text('channel')).zh}）。`,
          `${e.who.en} recorded a message of the customer (${channelWords(e.text('channel')).en}).`,
        ),
  CustomerAnswered: (e) => {
    const channel = channelWords(e.text('channel'));
    return both(
      `客户来信（${channel.zh}）答复了「${e.task.zh}」，由${e.who.zh}登记。`,
      `The customer answered "${e.task.en}" by ${channel.en}; ${e.who.en} recorded it.`,
    );
  },
  IncidentJoined: (e) =>
    both(`投诉加入批量事件 ${e.text('incident')}。`, `The complaint belongs to the incident ${e.text('incident')}.`),
  IncidentLeft: (e) =>
    both(`投诉退出批量事件 ${e.text('incident')}。`, `The complaint left the incident ${e.text('incident')}.`),
  AnswerAdopted: (e) =>
    e.has('proposal')
      ? both('收到批量事件的统一答复。', 'The answer of the incident has come.')
      : both('收到批量事件的统一调查结果。', 'The findings of the incident have come.'),
  CaseMerged: (e) =>
    both(`${e.who.zh}将投诉并入 ${e.text('into')}。`, `${e.who.en} merged the complaint into ${e.text('into')}.`),
  MergeRequested: (e) =>
    both(
      `${e.who.zh}请求将本案并入 ${e.text('into')}。`,
      `${e.who.en} asked to merge the complaint into ${e.text('into')}.`,
    ),
  MergeRefused: (e) => {
    const code = asProblemCode(e.text('code'));
    const why = code === undefined ? both(e.text('code'), e.text('code')) : PROBLEM_TYPES[code].title;
    return both(
      `${e.text('into')} 没有接收本案（${why.zh}），本案继续办理。`,
      `The complaint goes on: ${e.text('into')} has not taken it (${why.en}).`,
    );
  },
  MergeUndone: (e) =>
    both(`已告知 ${e.text('into')} 本案恢复单独办理。`, `It goes on by itself, and ${e.text('into')} was told so.`),
  ComplaintAbsorbed: (e) =>
    e.has('intake')
      ? both(`${e.text('from')} 并入本案，其内容一并转入。`, `Merged into this, with all it says: ${e.text('from')}.`)
      : both(`${e.text('from')} 的更多内容转入本案。`, `More was taken over of what ${e.text('from')} says.`),
  ComplaintReleased: (e) =>
    both(`并入的 ${e.text('from')} 恢复单独办理。`, `The merged complaint ${e.text('from')} goes on by itself.`),
  CasePaused: (e) => {
    const isCustomer = e.text('waitsFor') === 'customer';
    return both(
      `${e.who.zh}暂停计时，等待${isCustomer ? '客户' : '第三方'}。`,
      `${e.who.en} paused the case to wait for ${isCustomer ? 'the customer' : 'a third party'}.`,
    );
  },
  CaseResumed: (e) => both(`${e.who.zh}恢复计时。`, `${e.who.en} resumed the case.`),
  CaseRevived: (e) =>
    e.has('status')
      ? both(
          `流程非正常终止（${e.text('status')}）后，案件已恢复办理。`,
          `The case was revived; its workflow had ended before its time (${e.text('status')}).`,
        )
      : both(
          '流程引擎丢失案件后，已按存档恢复办理。',
          'The case was revived from its stored events; the engine had lost it.',
        ),
  ClockStarted: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const due = e.words.time(e.text('dueAt'));
    return both(
      `时限「${clock.zh}」开始计时，应于 ${due} 前完成。`,
      `The limit "${clock.en}" began; it ends on ${due}.`,
    );
  },
  ClockSet: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const due = e.words.time(e.text('dueAt'));
    return both(`时限「${clock.zh}」改为 ${due}。`, `The limit "${clock.en}" now ends on ${due}.`);
  },
  ExtensionAsked: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const by = limitIn(e);
    return both(
      `${e.who.zh}申请将时限「${clock.zh}」延长${describeTimeLimit(by, 'zh')}。`,
      `${e.who.en} asked for ${describeTimeLimit(by, 'en')} more for the limit "${clock.en}".`,
    );
  },
  ClockWarned: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const role = e.words.role(e.text('to'));
    return both(`已就时限「${clock.zh}」提醒${role.zh}。`, `The ${role.en} was told of the limit "${clock.en}".`);
  },
  ClockMissed: (e) => {
    const clock = e.words.clock(e.text('clock'));
    return both(`超过时限「${clock.zh}」。`, `The limit "${clock.en}" was missed.`);
  },
  ClockStopped: (e) => {
    const clock = e.words.clock(e.text('clock'));
    if (e.text('because') === 'merged')
      return both(`并案后时限「${clock.zh}」不再计算。`, `Merged: the limit "${clock.en}" counts no more.`);
    return e.is('inTime')
      ? both(`在时限「${clock.zh}」内完成。`, `The limit "${clock.en}" was kept.`)
      : both(`时限「${clock.zh}」逾期后完成。`, `The limit "${clock.en}" was met late.`);
  },
  WithdrawalRequested: (e) => both(`${e.who.zh}登记客户撤诉。`, `${e.who.en} registered that the customer withdraws.`),
  QuestionFailed: (e) =>
    both(
      `系统未能得出「${e.text('question')}」，改由人员处理。`,
      `The system found no answer to "${e.text('question')}"; people go on without it.`,
    ),
  ActionRefused: (e) => {
    if (e.text('action') === 'cancel')
      return both('流程引擎收到取消请求，未予执行。', 'The engine was asked to cancel this. It goes on.');
    const action = e.words.action(e.text('action'));
    return both(
      `拒绝了${e.who.zh}的操作「${action.zh}」（${e.text('code')}）。`,
      `"${action.en}" by ${e.who.en} was refused (${e.text('code')}).`,
    );
  },
  SpotCheckOrdered: (e) => both(`${e.who.zh}抽中本案回访。`, `${e.who.en} picked the case for a spot check.`),
  CaseReopened: (e) => both(`${e.who.zh}重新受理了投诉。`, `${e.who.en} took the complaint up again.`),
};

/** Sentences of the proceedings beside the cases, told the same way. */
const OF_PROCEEDINGS: Readonly<Record<string, (e: Told) => Bilingual>> = {
  IncidentOpened: (e) =>
    e.has('alike')
      ? both(
          '同类投诉达到办法规定的件数，系统设立批量事件。',
          'Like complaints were enough: the system opened the incident.',
        )
      : both(`${e.who.zh}设立批量事件。`, `${e.who.en} opened the incident.`),
  StaffWarned: (e) => {
    const role = e.words.role(e.text('role'));
    return e.text('status') === 'succeeded'
      ? both(`已预警${role.zh}。`, `The warning to ${role.en} was sent.`)
      : both(`未能预警${role.zh}。`, `The warning to ${role.en} could not be sent.`);
  },
  MembersLinked: (e) =>
    both(
      `${e.who.zh}加入投诉 ${e.list('cases').length} 件。`,
      `${e.who.en} linked ${e.list('cases').length} complaints.`,
    ),
  MemberUnlinked: (e) =>
    both(`${e.who.zh}移出投诉 ${e.text('case')}。`, `${e.who.en} unlinked the complaint ${e.text('case')}.`),
  MembersTold: (e) => {
    const { zh, en } = TOLD_WORDS[e.text('what')] ?? both(e.text('what'), e.text('what'));
    const count = Object.keys(e.inner('outcomes')).length;
    return both(`已将${zh}送达 ${count} 件投诉。`, `${count} complaints were told ${en}.`);
  },
  MembersClosed: (e) =>
    both(`${e.list('cases').length} 件投诉已关闭。`, `${e.list('cases').length} complaints have ended.`),
  IncidentInvestigated: (e) => both(`${e.who.zh}提交统一调查结果。`, `${e.who.en} submitted the findings for all.`),
  AnswerProposed: (e) => both(`${e.who.zh}提出统一答复。`, `${e.who.en} proposed the answer for all.`),
  AnswerPriced: (e) => {
    const cost = e.words.money(e.number('costFen'));
    return both(`统一答复每件成本 ${cost.zh}。`, `The answer costs ${cost.en} for each complaint.`);
  },
  AnswerUnfit: () =>
    both('统一答复的补救方案有误，已退回。', 'The remedies of the answer do not fit; it was given back.'),
  AnswerApproved: (e) => both(`${e.who.zh}批准统一答复。`, `${e.who.en} approved the answer for all.`),
  AnswerRejected: (e) => both(`${e.who.zh}退回统一答复。`, `${e.who.en} rejected the answer for all.`),
  ContactsListed: (e) =>
    both(
      `${e.who.zh}登记其他客户名单，共 ${e.number('total')} 人。`,
      `${e.who.en} registered a list of ${e.number('total')} other customers.`,
    ),
  ContactingStarted: (e) =>
    both(`${e.who.zh}开始联系其他客户。`, `${e.who.en} started contacting the other customers.`),
  ContactingStopped: (e) =>
    both(`${e.who.zh}停止联系其他客户。`, `${e.who.en} stopped contacting the other customers.`),
  CustomersContacted: (e) =>
    both(
      `名单至第 ${e.number('upTo')} 人：告知 ${e.number('told')}，未达 ${e.number('failed')}，不愿接收 ${e.number('optedOut')}，重复 ${e.number('repeated')}。`,
      `The list up to number ${e.number('upTo')}: ${e.number('told')} told, ${e.number('failed')} not reached, ${e.number('optedOut')} opted out, ${e.number('repeated')} repeated.`,
    ),
  IncidentNoted: (e) => both(`${e.who.zh}添加了备注。`, `${e.who.en} added a note.`),
  IncidentClosing: (e) =>
    both(`${e.who.zh}结束批量事件，待各投诉关闭。`, `${e.who.en} is closing the incident; its complaints end first.`),
  IncidentClosed: () => both('批量事件已关闭。', 'The incident is closed.'),
  CorrectiveActionOpened: (e) => both(`${e.who.zh}设立纠正预防措施。`, `${e.who.en} opened the corrective action.`),
  MeasurePlanned: (e) => both(`${e.who.zh}登记措施内容。`, `${e.who.en} put the measure down.`),
  OwnerNamed: (e) => {
    const owner = e.words.person(e.text('owner'));
    return both(`${e.who.zh}指定${owner}为责任人。`, `${e.who.en} made ${owner} its owner.`);
  },
  OwnerTold: (e) =>
    e.text('status') === 'succeeded'
      ? both('已告知责任人。', 'The word to its owner was sent.')
      : both('未能告知责任人。', 'The word to its owner could not be sent.'),
  DueTimeChanged: (e) =>
    both(
      `${e.who.zh}将期限改为${e.words.time(e.text('dueAt'))}。`,
      `${e.who.en} changed the due time to ${e.words.time(e.text('dueAt'))}.`,
    ),
  CompletionReported: (e) =>
    both(`${e.who.zh}报告措施已完成。`, `${e.who.en} reported that the measure was carried out.`),
  CompletionVerified: (e) => both(`${e.who.zh}核实措施已完成。`, `${e.who.en} verified that it was carried out.`),
  CompletionSentBack: (e) =>
    both(`${e.who.zh}认为措施未落实，已退回。`, `${e.who.en} sent it back as not carried out.`),
  WatchSet: (e) =>
    both(
      `观察效果至${e.words.time(e.text('until'))}。`,
      `Complaints are watched until ${e.words.time(e.text('until'))}.`,
    ),
  WatchEnded: () => both('观察期结束。', 'The time of watching is over.'),
  EffectCounted: (e) => {
    const count = (side: string): number => Number(e.inner(side)['received'] ?? 0);
    return both(
      `投诉数：措施前 ${e.number('days')} 天 ${count('before')} 件，措施后 ${count('after')} 件。`,
      `Complaints: ${count('before')} in ${e.number('days')} days before, ${count('after')} after.`,
    );
  },
  EffectAssessed: (e) =>
    e.is('effective')
      ? both(`${e.who.zh}评价为有效。`, `${e.who.en} found it effective.`)
      : both(`${e.who.zh}评价为无效。`, `${e.who.en} found it not effective.`),
  CorrectiveActionReopened: (e) =>
    both(`措施重新落实（第 ${e.number('round')} 轮）。`, `It is carried out again (round ${e.number('round')}).`),
  CorrectiveActionClosed: (e) =>
    e.text('outcome') === 'effective'
      ? both('措施有效，已关闭。', 'It works and is closed.')
      : both(`${e.who.zh}终止了措施。`, `${e.who.en} gave the measure up.`),
  CorrectiveActionNoted: (e) => both(`${e.who.zh}添加了备注。`, `${e.who.en} added a note.`),
  DueSet: (e) =>
    both(
      `期限「${e.innerText('title', 'zh')}」：${e.words.time(e.text('dueAt'))}。`,
      `"${e.innerText('title', 'en')}" is due by ${e.words.time(e.text('dueAt'))}.`,
    ),
  DueMet: () => both('期限内的事项已办。', 'What was due is done.'),
  DueReminded: (e) =>
    e.is('leftOut')
      ? both('提醒已无意义，未发送。', 'The reminder came too late to be one, and was left out.')
      : both('系统发出提醒。', 'The system sent a reminder.'),
  DueMoved: (e) => {
    const due = e.text('dueAt');
    return due === ''
      ? both('通知晚于应发之时，后续步骤顺延。', 'The word came late, so what follows comes later.')
      : both(
          `通知晚于应发之时，期限顺延至 ${e.words.time(due)}。`,
          `The word came late: it is now due ${e.words.time(due)}.`,
        );
  },
  DueWarned: (e) =>
    both(`系统预警${e.words.role(e.text('to')).zh}。`, `The system warned ${e.words.role(e.text('to')).en}.`),
  DueOverdue: () => both('逾期未办。', 'It is overdue.'),
  DueEscalated: (e) =>
    both(`逾期升级至${e.words.role(e.text('to')).zh}。`, `Overdue: it went up to ${e.words.role(e.text('to')).en}.`),
};
const TOLD_WORDS: Readonly<Record<string, Bilingual>> = {
  join: both('加入批量事件的通知', 'that they belong to the incident'),
  findings: both('统一调查结果', 'the findings'),
  answer: both('统一答复', 'the answer'),
  leave: both('退出批量事件的通知', 'that they belong to it no more'),
};

function lineSays(e: Told, zh: string, en: string): Bilingual {
  const line = e.words.line(e.text('line'));
  return both(`「${line.zh}」${zh}。`, `The line "${line.en}" ${en}.`);
}

function nobodyMayAct(isSo: boolean): Bilingual {
  return isSo
    ? both('各级均无人可办，已告知办法负责人。', " Nobody up to the top may do it; the policy's owner is told.")
    : both('', '');
}
