import type { CaseEvent } from '../domain/events';
import { describeTimeLimit } from '../domain/time-limit';
import type { TimeLimit } from '../domain/time-limit';
import { isSealed } from '../domain/sealed';
import { both } from '../domain/text';
import type { Bilingual } from '../domain/text';
import { channelWords, endWords } from './fixed-words';
import { asProblemCode, PROBLEM_TYPES } from './problem-types';
import type { Words } from './words';

/**
 * One sentence for each type of event, in both languages, for whoever reads a case's timeline. Sentences name persons on
 * duty, roles, amounts and times; what the customer or anybody wrote stays in the event's data.
 */
export function sentenceOf(event: CaseEvent, words: Words): Bilingual {
  return (
    (SENTENCES[event.type] ?? OF_PROCEEDINGS[event.type])?.(new Told(event, words)) ?? both(event.type, event.type)
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
  return [...Object.keys(SENTENCES), ...Object.keys(OF_PROCEEDINGS)];
}

/** An event, and its parts in words. */
class Told {
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

const NOT_EXECUTED: Readonly<Record<string, Bilingual>> = {
  none: both('本轮客户没有同意任何方案', 'the customer has agreed to nothing in this round'),
  changed: both('方案与客户同意或批准的不一致', 'it is not what the customer agreed to, or not what was approved'),
  done: both('此方案已经执行过', 'what was agreed on was carried out before'),
};

const SENTENCES: Readonly<Record<string, (e: Told) => Bilingual>> = {
  ComplaintRecorded: (e) => {
    const category = e.words.category(e.innerText('intake', 'category'));
    return both(`${e.who.zh}登记了投诉（${category.zh}）。`, `${e.who.en} recorded the complaint (${category.en}).`);
  },
  CaseClassified: (e) => {
    const found = [
      ...(e.has('severity') ? [both(`严重程度 ${e.text('severity')}`, `severity ${e.text('severity')}`)] : []),
      ...(e.has('priority') ? [both(`优先级 ${e.text('priority')}`, `priority ${e.text('priority')}`)] : []),
      ...(e.is('major') ? [both('重大投诉', 'major')] : []),
      ...Object.entries(e.inner('facts')).map(([name, value]) => {
        const fact = `${name} = ${JSON.stringify(value)}`;
        return both(fact, fact);
      }),
    ];
    const zh = found.map((one) => one.zh).join('，');
    const en = found.map((one) => one.en).join(', ');
    return both(`系统按规则判定：${zh || '无'}。`, `The rules find: ${en || 'nothing'}.`);
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
  PromiseMade: (e) =>
    both(
      `${e.who.zh}承诺 ${e.words.time(e.text('at'))} 前答复客户。`,
      `${e.who.en} promised the customer word by ${e.words.time(e.text('at'))}.`,
    ),
  PromiseKept: (e) =>
    e.isByNobody
      ? both('客户已按时得到承诺的答复。', 'The customer heard in time what was promised.')
      : both(`${e.who.zh}按时兑现了承诺。`, `${e.who.en} kept the promise in time.`),
  PromiseToldLate: (e) =>
    both(
      `${e.words.time(e.text('promisedAt'))} 的承诺，客户此时才得到答复。`,
      `Only now did the customer hear what was promised for ${e.words.time(e.text('promisedAt'))}.`,
    ),
  PromiseMissed: (e) =>
    both(
      `${e.words.time(e.text('promisedAt'))} 的承诺未按时兑现。`,
      `The promise for ${e.words.time(e.text('promisedAt'))} was missed.`,
    ),
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
  MessageHeeded: (e) => both(`${e.who.zh}处理了客户来信。`, `${e.who.en} took up the customer's message.`),
  AlikeCounted: (e) =>
    both(
      `系统发现同类投诉 ${e.number('count')} 件${e.has('incident') ? `，属于批量事件 ${e.text('incident')}` : ''}。`,
      `The system counted ${e.number('count')} like complaints${e.has('incident') ? `: they are the incident ${e.text('incident')}` : ''}.`,
    ),
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
  LimitExtended: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const by = limitIn(e);
    return both(
      `${e.who.zh}批准时限「${clock.zh}」延长${describeTimeLimit(by, 'zh')}。`,
      `${e.who.en} extended the limit "${clock.en}" by ${describeTimeLimit(by, 'en')}.`,
    );
  },
  ExtensionRefused: (e) => {
    const clock = e.words.clock(e.text('clock'));
    return e.isByNobody
      ? both(`无人审批，时限「${clock.zh}」不延长。`, `Nobody decided: the limit "${clock.en}" stays.`)
      : both(`${e.who.zh}不同意延长时限「${clock.zh}」。`, `${e.who.en} refused to extend the limit "${clock.en}".`);
  },
  ExtensionLapsed: (e) => {
    const clock = e.words.clock(e.text('clock'));
    return both(
      `审批前时限「${clock.zh}」已结束，不再延长。`,
      `The limit "${clock.en}" ended before its extension was decided on.`,
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
  Withdrawn: (e) => both(`${e.who.zh}核实客户撤诉属实。`, `${e.who.en} confirmed the withdrawal with the customer.`),
  WithdrawalDeclined: () =>
    both('撤诉未获客户确认，继续处理。', 'The customer did not confirm the withdrawal; the case goes on.'),
  QuestionFailed: (e) =>
    both(
      `系统未能得出「${e.text('question')}」，改由人员处理。`,
      `The system found no answer to "${e.text('question')}"; people go on without it.`,
    ),
  ActionRefused: (e) => {
    const action = e.words.action(e.text('action'));
    return both(
      `拒绝了${e.who.zh}的操作「${action.zh}」（${e.text('code')}）。`,
      `"${action.en}" by ${e.who.en} was refused (${e.text('code')}).`,
    );
  },

  RecordConfirmed: () => both('客户确认了记录。', 'The customer confirmed the record.'),
  RecordCorrected: (e) =>
    both(`${e.who.zh}按客户的话更正了记录。`, `${e.who.en} corrected the record in the customer’s words.`),
  ComplaintAdmitted: (e) => both(`${e.who.zh}决定予以受理。`, `${e.who.en} admitted the complaint.`),
  AdmissionRefused: (e) => both(`${e.who.zh}决定不予受理。`, `${e.who.en} refused to admit the complaint.`),
  AnsweredAsQuestion: (e) =>
    both(`${e.who.zh}按咨询作了答复，不予转办。`, `${e.who.en} answered it as a question; it is dispatched nowhere.`),
  ComplaintTransferred: (e) =>
    both(`${e.who.zh}转送${e.text('body')}处理。`, `${e.who.en} passed the complaint to ${e.text('body')}.`),
  NoticeServed: (e) => {
    const at = e.words.time(e.text('receivedAt'));
    return both(`通知已送达，对方于 ${at} 签收。`, `The notice was delivered; the other side received it at ${at}.`);
  },
  NoticeUndelivered: () => both('通知未能送达。', 'The notice could not be delivered.'),
  RespondentReplied: (e) =>
    e.is('late')
      ? both('被投诉方逾期作出书面答复。', 'The respondent replied in writing, after its time.')
      : both('被投诉方作出书面答复。', 'The respondent replied in writing.'),
  RespondentSilent: () => both('被投诉方逾期未答复。', 'The respondent did not reply in time.'),
  ReplyNotAsked: () =>
    both('通知未送达，未计答复期限。', 'The notice was not delivered, so no time for a reply has run.'),
  SettlementReached: (e) =>
    both(`${e.who.zh}登记双方达成调解协议。`, `${e.who.en} recorded that both sides have settled.`),
  MediationEnded: () => both('调解不成，终止调解。', 'The mediation ended without a settlement.'),
  JudgedFounded: (e) =>
    both(
      `${e.who.zh}判定投诉成立，要求${e.is('demandReasonable') ? '合理' : '不合理'}。`,
      `${e.who.en} judged it founded, the demand ${e.is('demandReasonable') ? 'reasonable' : 'not reasonable'}.`,
    ),
  JudgedUnfounded: (e) => both(`${e.who.zh}判定投诉不成立。`, `${e.who.en} judged it unfounded.`),
  DepartmentAssigned: (e) => {
    const department = e.words.department(e.text('department'));
    return both(`责任部门：${department.zh}。`, `The department responsible is ${department.en}.`);
  },
  AcceptorNamed: (e) => {
    const person = e.words.person(e.text('person'));
    return both(`受理负责人：${person}。`, `The case is taken on by ${person}.`);
  },
  QualityConfirmed: (e) => faultSays(e, '到台确认', 'confirmed at the desk'),
  DeskDecided: (e) => faultSays(e, '由前台决定', 'decided at the desk'),
  FindingsSubmitted: (e) => both(`${e.who.zh}提交了调查结果。`, `${e.who.en} submitted the findings.`),
  DepartmentTaskDone: (e) =>
    both(`${e.who.zh}完成了协同任务「${e.text('task')}」。`, `${e.who.en} completed the task "${e.text('task')}".`),

  TasksPlanned: (e) => {
    const number = e.list('tasks').length;
    return both(
      `${e.who.zh}分派了 ${number} 项协同任务。`,
      `${e.who.en} planned ${number} task${number === 1 ? '' : 's'} for the departments.`,
    );
  },
  PlanChanged: (e) =>
    both(`${e.who.zh}反馈新情况，重新制定方案。`, `${e.who.en} reported what turned up; the plan is made anew.`),
  SolvedAtFirstContact: (e) => both(`${e.who.zh}当场解决了投诉。`, `${e.who.en} solved it at first contact.`),
  SolutionBeyondAuthority: (e) => {
    const cost = e.words.money(e.number('costFen'));
    return both(
      `当场解决的费用 ${cost.zh} 超出${e.who.zh}的权限，转入正常流程。`,
      `What ${e.who.en} would have granted (${cost.en}) is beyond their authority; it goes the ordinary way.`,
    );
  },
  HandedOn: (e) => both(`${e.who.zh}转交处理。`, `${e.who.en} handed it on.`),
  NatureJudged: (e) => {
    const nature = { valid: '有效投诉', communicative: '沟通性投诉', unfounded: '不成立' }[e.text('nature')] ?? '';
    return both(`${e.who.zh}定性：${nature}。`, `${e.who.en} found it ${e.text('nature')}.`);
  },
  TurnedValid: () =>
    both(
      '沟通性投诉处理不当，转为有效投诉。',
      'The communicative complaint was handled badly and counts as valid now.',
    ),
  WayChosen: (e) =>
    both(
      `${e.who.zh}决定：${e.innerText('title', 'zh') || e.text('way')}。`,
      `${e.who.en} decided: ${e.innerText('title', 'en') || e.text('way')}.`,
    ),
  CaseTakenOver: (e) => both(`升级，由${e.who.zh}接办。`, `${e.who.en} took the case over, as the higher level.`),
  GuaranteeApplied: (e) =>
    both(
      `适用服务保证：${e.innerText('title', 'zh') || e.text('grants')}。`,
      `A guarantee covers it: ${e.innerText('title', 'en') || e.text('grants')}.`,
    ),
  GuaranteeUnfit: () =>
    both('服务保证无法按规定执行，改由人工提出方案。', 'The guarantee can’t be executed as written; people propose.'),
  LegalMinimumKept: () => both('方案不低于法定最低标准。', 'The offer keeps to what law grants at least.'),
  BelowLegalMinimum: (e) => {
    const offered = e.words.money(e.number('offeredFen'));
    const least = e.words.money(e.number('minimumFen'));
    const laws = e.list('laws').map((one) => (one as { law?: string }).law ?? '');
    return both(
      `警示：方案 ${offered.zh} 低于法定最低标准 ${least.zh}（${laws.join('、')}），须法务审批。`,
      `Warning: the offer of ${offered.en} is below what law grants at least, ${least.en} (${laws.join(', ')}).`,
    );
  },
  ProgressTold: (e) => both(`${e.who.zh}向客户告知了进展。`, `${e.who.en} told the customer how it stands.`),
  ProgressReported: (e) => {
    const roles = e.list('to').map((role) => e.words.role(String(role)));
    const zh = roles.map((role) => role.zh).join('、');
    const en = roles.map((role) => role.en).join(', ');
    return both(`${e.who.zh}定期报告：${zh}。`, `${e.who.en} reported on the case: ${en}.`);
  },
  ProgressMissed: () => both('到时未能向客户告知进展。', 'The customer got no word of progress in time.'),
  OthersApproached: (e) =>
    both(
      `${e.who.zh}主动联系了 ${e.number('approached')}/${e.number('affected')} 名可能受影响的客户。`,
      `${e.who.en} approached ${e.number('approached')} of ${e.number('affected')} customers who may be affected.`,
    ),

  RemedyProposed: (e) => {
    const cost = e.words.money(e.number('costFen'));
    const options = e.list('options').length;
    const again = e.is('again')
      ? both(
          '其中含此前已给予过的补救，已注明再次给予。',
          ' A remedy that was given before is meant to be given again.',
        )
      : both('', '');
    return both(
      `${e.who.zh}${e.is('goodwill') ? '出于善意' : ''}提出 ${options} 个方案，最高成本 ${cost.zh}。${again.zh}`,
      `${e.who.en} proposed ${options} option${options === 1 ? '' : 's'}${e.is('goodwill') ? ', in goodwill,' : ''} at a cost of up to ${cost.en}.${again.en}`,
    );
  },
  DemandDeclined: (e) => both(`${e.who.zh}提议拒绝过分要求。`, `${e.who.en} proposed to decline the demand.`),
  ProposalUnfit: (e) =>
    e.list('problems').includes('options: unfounded')
      ? both(
          '投诉已判不成立，有费用的方案退回重提。',
          'The complaint was judged unfounded: a proposal that costs is given back.',
        )
      : both('方案的参数不符，退回重提。', 'The parameters of the proposal do not fit; it is proposed anew.'),
  ProposalApproved: (e) => {
    const { options, round, costFen } = e.inner('approved');
    if (options === 0) return both(`${e.who.zh}批准不予支持诉求。`, `${e.who.en} approved declining the demand.`);
    if (typeof costFen !== 'number') return both(`${e.who.zh}批准了方案。`, `${e.who.en} approved the proposal.`);
    const cost = e.words.money(costFen);
    return both(
      `${e.who.zh}批准了第 ${String(round)} 轮的方案（${String(options)} 个，最高成本 ${cost.zh}）。`,
      `${e.who.en} approved the proposal of round ${String(round)} (${String(options)} options, up to ${cost.en}).`,
    );
  },
  OptionOffered: (e) =>
    both(
      `向客户提出第 ${e.number('round')} 轮方案 ${e.number('option')}。`,
      `Option ${e.number('option')} of round ${e.number('round')} was put to the customer.`,
    ),
  ProposalRejected: (e) => both(`${e.who.zh}退回了方案。`, `${e.who.en} sent the proposal back.`),
  OfferAccepted: (e) =>
    both(
      `客户接受了第 ${e.innerText('offer', 'round')} 轮方案 ${e.innerText('offer', 'option')}。`,
      `The customer accepted option ${e.innerText('offer', 'option')} of round ${e.innerText('offer', 'round')}.`,
    ),
  OfferRefused: (e) =>
    both(
      `客户拒绝了第 ${e.innerText('offer', 'round')} 轮方案 ${e.innerText('offer', 'option')}。`,
      `The customer refused option ${e.innerText('offer', 'option')} of round ${e.innerText('offer', 'round')}.`,
    ),
  CustomerSilent: () => both('客户没有答复。', 'The customer did not answer.'),

  AllOptionsRefused: () => both('客户拒绝了全部方案。', 'The customer refused every option.'),
  RemedyExecuted: (e) => remedySays(e, '已执行', 'was executed'),
  RemedyFailed: (e) => remedySays(e, '执行失败', 'failed'),
  RemedyOutcomeUnknown: (e) => remedySays(e, '结果不明，待核实', 'has an unknown outcome; somebody finds out'),
  RemedyWithheld: () =>
    both('投诉已判不成立，补救未执行。', 'The complaint was judged unfounded: the remedy was not given.'),
  ExecutionRefused: (e) => {
    const why = NOT_EXECUTED[e.text('because')] ?? both(e.text('because'), e.text('because'));
    return both(`没有执行补救：${why.zh}。`, `No remedy was executed: ${why.en}.`);
  },
  RemedyUndone: (e) => remedySays(e, '已撤回', 'was taken back'),
  MessageSent: (e) =>
    both(
      `已告知客户（${channelWords(e.text('channel')).zh}，${e.text('template')}）。`,
      `The customer was told by ${e.text('channel')} (${e.text('template')}).`,
    ),
  MessageFailed: (e) =>
    both(
      `未能告知客户（${channelWords(e.text('channel')).zh}，${e.text('template')}）。`,
      `The customer could not be told by ${e.text('channel')} (${e.text('template')}).`,
    ),
  CallbackRecorded: (e) => {
    if (e.text('by') === 'visit') return visitSays(e);
    if (!e.is('reached')) return both('回访未联系到客户。', 'The callback did not reach the customer.');
    return e.is('satisfied')
      ? both('回访：客户满意。', 'The callback found the customer satisfied.')
      : both('回访：客户不满意。', 'The callback found the customer not satisfied.');
  },
  CustomerUnreachable: () =>
    both('多次回访均未联系到客户，照此结案。', 'No callback reached the customer, and the case ends so.'),
  RoundStarted: () => both('开始新一轮处理。', 'A new round of handling began.'),
  CategoryJudged: (e) => {
    const category = e.words.category(e.text('category'));
    return both(`${e.who.zh}判定类别：${category.zh}。`, `${e.who.en} sorted it as ${category.en}.`);
  },
  HistoryFound: (e) => {
    const { earlierComplaints = 0, respondentComplaints = 0 } = e.inner('found');
    const [mine, theirs] = [String(earlierComplaints), String(respondentComplaints)];
    return e.is('looked')
      ? both(
          `既往投诉：同一客户 ${mine} 件，同一被投诉方 ${theirs} 件。`,
          `Earlier complaints: ${mine} of this customer, ${theirs} about the respondent.`,
        )
      : both('未能查询既往投诉。', 'Earlier complaints could not be looked up.');
  },
  CustomerChecked: (e) => {
    const differs = e.list('differs').map(String);
    const parts = differs.length === 0 ? '' : ` (${differs.join(', ')})`;
    return both(
      `客户档案核对：${e.text('match')}${parts}。`,
      `The customer file was asked: ${e.text('match')}${parts}.`,
    );
  },
  CustomerSettled: (e) =>
    both(
      `${e.who.zh}核实客户信息：${e.is('genuine') ? '属实' : '存疑'}。`,
      `${e.who.en} found what the customer says of themselves ${e.is('genuine') ? 'true' : 'doubtful'}.`,
    ),
  HandedOver: (e) => {
    const role = e.words.role(e.text('to'));
    return both(`案件移交${role.zh}。`, `The case was handed over to the ${role.en}.`);
  },
  TakenOver: (e) => both(`${e.who.zh}接手了案件。`, `${e.who.en} took the case over.`),
  StaffTold: (e) => {
    const role = e.words.role(e.text('role'));
    return both(
      `已通知${role.zh}（${channelWords(e.text('channel')).zh}）。`,
      `The ${role.en} was told by ${e.text('channel')}.`,
    );
  },
  StaffNotTold: (e) => {
    const role = e.words.role(e.text('role'));
    return both(`未能通知${role.zh}。`, `No message reached the ${role.en}.`);
  },
  ResultReported: (e) =>
    both(
      `${e.who.zh}反馈了处理结果${e.is('inTime') ? '' : '（已超时）'}。`,
      `${e.who.en} reported the result back${e.is('inTime') ? '' : ', late'}.`,
    ),
  AccountGiven: (e) => both(`${e.who.zh}说明了当时的情况。`, `${e.who.en} gave an account of it.`),
  ParticipantBarred: (e) =>
    both(
      `${e.words.person(e.text('person'))}是被投诉人，不参与处理。`,
      `Complained about, ${e.words.person(e.text('person'))} takes no part.`,
    ),
  EarlyWarningGiven: (e) =>
    both(
      `${e.who.zh}作了预警报备${e.is('inTime') ? '' : '（已超时）'}。`,
      `${e.who.en} gave the early warning${e.is('inTime') ? '' : ', late'}.`,
    ),
  EarlyWarningOmitted: () => both('未按要求预警。', 'The early warning was omitted.'),
  ReportedOn: (e) => {
    const roles = e.list('to').map((role) => e.words.role(String(role)));
    return both(
      `${e.who.zh}向${roles.map((role) => role.zh).join('、')}报备。`,
      `${e.who.en} reported on to ${roles.map((role) => role.en).join(', ')}.`,
    );
  },
  MeetingCalled: () => both('召集会议。', 'A meeting was called.'),
  MeetingHeld: (e) => {
    const number = e.list('attendees').length;
    return both(`${e.who.zh}记录了会议，${number} 人参加。`, `${e.who.en} recorded the meeting of ${number}.`);
  },
  JobDispatched: (e) => {
    const person = e.words.person(e.text('technician'));
    return both(`${e.who.zh}批准派工，由${person}上门。`, `${e.who.en} approved the order; ${person} goes.`);
  },
  ElsewhereAsked: (e) => both(`${e.who.zh}申请外协。`, `${e.who.en} asked for help from elsewhere.`),
  ElsewhereDeclined: (e) => both(`${e.who.zh}不同意外协。`, `${e.who.en} did not agree to help from elsewhere.`),
  DispatchedElsewhere: (e) => {
    const where = e.text('partner') || e.words.department(e.text('department')).zh;
    const whereEn = e.text('partner') || e.words.department(e.text('department')).en;
    return both(`${e.who.zh}同意由${where}上门。`, `${e.who.en} agreed that ${whereEn} goes.`);
  },
  AppointmentMade: (e) =>
    both(`与客户约定 ${e.words.time(e.text('at'))}。`, `An appointment was made for ${e.words.time(e.text('at'))}.`),
  AppointmentChanged: (e) =>
    both(
      `经客户同意改约 ${e.words.time(e.text('at'))}。`,
      `With the customer’s consent, the appointment is now ${e.words.time(e.text('at'))}.`,
    ),
  ArrivedInTime: (e) => both(`${e.who.zh}按时到达。`, `${e.who.en} arrived in time.`),
  ArrivedLate: (e) => both(`${e.who.zh}迟到。`, `${e.who.en} arrived late.`),
  CustomerAbsent: () => both('客户不在，重新预约。', 'The customer was not there; a new time is agreed on.'),
  PriceAgreed: (e) => {
    const price = e.words.money(e.number('amountFen'));
    return both(`客户同意价格 ${price.zh}。`, `The customer agreed to ${price.en}.`);
  },
  PriceRefused: () => both('客户不同意价格。', 'The customer did not agree to the price.'),
  FixturesMoved: (e) =>
    both(`${e.who.zh}经业主同意移动了设施。`, `${e.who.en} moved fixtures with the customer’s consent.`),
  DamageReported: (e) => {
    const price = e.words.money(e.number('amountFen'));
    return both(`${e.who.zh}登记损坏，价值 ${price.zh}。`, `${e.who.en} reported damage worth ${price.en}.`);
  },
  DamageSettled: (e) => {
    const price = e.words.money(e.number('amountFen'));
    return e.is('paid')
      ? both(`损坏按价赔偿 ${price.zh}。`, `The damage is paid with ${price.en}.`)
      : both('损坏不予赔偿，已说明理由。', 'The damage is not paid, with the reason.');
  },
  VerballyApproved: (e) => {
    const person = e.words.person(e.text('approvedBy'));
    return both(`${e.who.zh}经${person}口头同意后继续。`, `${e.who.en} went on at the word of ${person}.`);
  },
  VerbalConfirmed: (e) => both(`${e.who.zh}补录了口头批准。`, `${e.who.en} confirmed the word given.`),
  VerbalDenied: () => both('口头批准未获确认。', 'The word given was not confirmed.'),
  WorkFinished: (e) => both(`${e.who.zh}完工并试用。`, `${e.who.en} finished the work and tried it out.`),
  WorkUnfinished: () => both('本次上门未能完工。', 'The work could not be finished this time.'),
  CustomerSigned: (e) => {
    const price = e.words.money(e.number('amountFen'));
    return both(`客户签字确认，费用 ${price.zh}。`, `The customer signed for ${price.en}.`);
  },
  SignatureRefused: () => both('客户未签字。', 'The customer did not sign.'),
  MoneyHandedIn: (e) => {
    const price = e.words.money(e.number('amountFen'));
    return both(`${e.who.zh}确认收到交款 ${price.zh}。`, `${e.who.en} confirmed ${price.en} handed in.`);
  },
  MeasuresApproved: (e) => {
    const person = e.words.person(e.text('supervisor'));
    return both(`${e.who.zh}批准措施，由${person}监督。`, `${e.who.en} approved the measures; ${person} supervises.`);
  },
  MeasuresRejected: (e) => both(`${e.who.zh}退回了措施。`, `${e.who.en} sent the measures back.`),
  MeasureChecked: (e) =>
    both(
      `${e.who.zh}检查措施 ${e.number('measure')}：${e.is('done') ? '已落实' : '未落实'}。`,
      `${e.who.en} found measure ${e.number('measure')} ${e.is('done') ? 'carried out' : 'not carried out'}.`,
    ),
  MeasuresVerified: (e) =>
    both(
      `${e.who.zh}检查措施落实情况：${e.is('effective') ? '有效' : '无效'}。`,
      `${e.who.en} found the measures ${e.is('effective') ? 'effective' : 'without effect'}.`,
    ),
  SpotCheckOrdered: (e) => both(`${e.who.zh}抽中本案回访。`, `${e.who.en} picked the case for a spot check.`),
  WarningGiven: (e) => {
    const role = e.words.role(e.text('role'));
    return both(`已预警${role.zh}。`, `The ${role.en} was warned.`);
  },
  WarningNotGiven: (e) => {
    const role = e.words.role(e.text('role'));
    return both(`未能预警${role.zh}。`, `The ${role.en} could not be warned.`);
  },
  SignedOff: (e) => {
    const names = e.list('by').map((id) => e.words.person(String(id)));
    return both(`会签完成：${names.join('、')}。`, `Signed off by ${names.join(', ')}.`);
  },

  FormFilled: (e) => formSays(e, '填写了', 'filled in'),
  FormSigned: (e) => formSays(e, '审阅并签署了', 'signed'),
  FormReturned: (e) => formSays(e, '退回了', 'gave back'),
  FormNotFilled: (e) => {
    const form = e.words.form(e.text('form'));
    return both(`无人填写「${form.zh}」，继续处理。`, `Nobody filled in "${form.en}"; the case goes on.`);
  },
  LiabilityShared: () => both('系统按责任表分摊了损失。', 'The loss was shared by the liability table.'),
  PenaltyProposed: (e) => {
    const number = e.list('penalties').length;
    return both(
      `系统提出 ${number} 项处罚。`,
      `The rules propose ${number} ${number === 1 ? 'penalty' : 'penalties'}.`,
    );
  },
  CostRecorded: (e) => {
    const amount = e.words.money(e.number('amountFen'));
    return both(`${e.who.zh}登记费用 ${amount.zh}。`, `${e.who.en} recorded a cost of ${amount.en}.`);
  },
  ViolationReported: (e) => {
    const person = e.words.person(e.text('person'));
    return both(
      `${e.who.zh}登记 ${person} 违规（${e.text('kind')}）。`,
      `${e.who.en} reported a violation (${e.text('kind')}) by ${person}.`,
    );
  },
  DelayExcused: (e) => {
    const [zh, en] = EXCUSES[e.text('because')] ?? [e.text('because'), e.text('because')];
    return both(`「${e.task.zh}」的逾期不计：${zh}。`, `The delay of "${e.task.en}" is excused: ${en}.`);
  },
  SupplierClaimed: (e) => {
    const amount = e.words.money(e.number('amountFen'));
    return both(
      `向供应商 ${e.text('supplier')} 提出追偿 ${amount.zh}。`,
      `${amount.en} are claimed from the supplier ${e.text('supplier')}.`,
    );
  },
  PersonHeard: (e) => {
    const person = e.words.person(e.text('person'));
    return e.has('statement')
      ? both(`${person} 作了陈述申辩。`, `On the proposed penalty ${person} was heard.`)
      : both(
          `${person} 未作陈述，不视为承认。`,
          `On the proposed penalty ${person} said nothing, which admits nothing.`,
        );
  },
  PenaltyAppealed: (e) => {
    const person = e.words.person(e.text('person'));
    return both(`${person} 对处罚申请复核。`, `Against the penalty ${person} appealed.`);
  },
  AppealDecided: (e) => {
    const person = e.words.person(e.text('person'));
    const [zh, en] = APPEALS[e.text('outcome')] ?? [e.text('outcome'), e.text('outcome')];
    return both(`${person} 的复核：${zh}。`, `The appeal of ${person}: ${en}.`);
  },
  PenaltyAssessed: (e) => penaltySays(e, '处罚', 'was decided'),
  PenaltyWaived: (e) => penaltySays(e, '免除处罚', 'was waived'),
  MeasurePursued: (e) =>
    e.has('correctiveAction')
      ? both(
          `措施 ${e.number('measure')} 由纠正预防措施 ${e.text('correctiveAction')} 持续跟踪。`,
          `Measure ${e.number('measure')} is pursued as the corrective action ${e.text('correctiveAction')}.`,
        )
      : both(
          `措施 ${e.number('measure')} 未能开立纠正预防措施。`,
          `No corrective action could be opened for measure ${e.number('measure')}.`,
        ),
  ImprovementPlanned: (e) => {
    const owner = e.words.person(e.text('owner'));
    return both(
      `${e.who.zh}提出改善措施，责任人 ${owner}。`,
      `${e.who.en} planned an improvement; ${owner} sees to it.`,
    );
  },
  CaseReviewed: (e) => both(`${e.who.zh}完成了总结。`, `${e.who.en} reviewed the case.`),

  RoundEnded: (e) =>
    both(
      `本轮处理结束：${endWords(e.text('end')).zh}${e.is('dissatisfied') ? '，客户不满意' : ''}。`,
      `The round ended: ${e.text('end')}${e.is('dissatisfied') ? ', and the customer is not satisfied' : ''}.`,
    ),
  CaseResolved: (e) =>
    both(`投诉已答复：${endWords(e.text('end')).zh}。`, `The complaint is answered: ${e.text('end')}.`),
  CaseReopened: (e) => both(`${e.who.zh}重新受理了投诉。`, `${e.who.en} took the complaint up again.`),
  CaseClosed: () => both('投诉已关闭。', 'The complaint is closed.'),
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

function visitSays(e: Told): Bilingual {
  if (!e.is('reached')) return both('走访未见到客户。', 'The visit did not find the customer.');
  return e.is('satisfied')
    ? both('走访：客户满意。', 'The visit found the customer satisfied.')
    : both('走访：客户不满意。', 'The visit found the customer not satisfied.');
}

function formSays(e: Told, zh: string, en: string): Bilingual {
  const form = e.words.form(e.text('form'));
  return both(`${e.who.zh}${zh}「${form.zh}」。`, `${e.who.en} ${en} "${form.en}".`);
}

function remedySays(e: Told, zh: string, en: string): Bilingual {
  const remedy = e.words.remedy(e.text('kind'));
  const cost = e.words.money(e.number('costFen'));
  return both(`补救「${remedy.zh}」（${cost.zh}）${zh}。`, `The remedy "${remedy.en}" (${cost.en}) ${en}.`);
}

function faultSays(e: Told, zh: string, en: string): Bilingual {
  return both(
    `${e.who.zh}${zh}：${e.is('atFault') ? '属质量问题' : '不属质量问题'}。`,
    `${e.who.en} ${en}: ${e.is('atFault') ? 'the quality is at fault' : 'the quality is not at fault'}.`,
  );
}

function penaltySays(e: Told, zh: string, en: string): Bilingual {
  const role = e.words.role(e.text('role'));
  const whom = e.has('person') ? both(e.words.person(e.text('person')), e.words.person(e.text('person'))) : role;
  return both(
    `${zh}：${whom.zh} ${e.number('percent')}%（${e.text('of')}）。`,
    `A penalty of ${e.number('percent')} % of ${e.text('of')} on ${whom.en} ${en}.`,
  );
}

const EXCUSES: Readonly<Record<string, readonly [string, string]>> = {
  absence: ['到期时承办人不在岗', 'whoever held it was away when it fell due'],
  reassignment: ['改派时时限已过半', 'it was handed on when half of its time was over'],
  pause: ['到期时案件处于暂停', 'the case was paused when it fell due'],
};
const APPEALS: Readonly<Record<string, readonly [string, string]>> = {
  upheld: ['维持原决定', 'the decision stands'],
  reduced: ['减轻', 'reduced'],
  waived: ['免除', 'waived'],
};

function nobodyMayAct(isSo: boolean): Bilingual {
  return isSo
    ? both('各级均无人可办，已告知办法负责人。', " Nobody up to the top may do it; the policy's owner is told.")
    : both('', '');
}
