import type { SentencesOf } from '../labels/sentences-of';
import { endWords, sentBy } from '../labels/fixed-words';
import type { TimelineEntry } from '../labels/timeline-entry';
import type { Bilingual } from '../values/text';
import { both } from '../values/text';
import type { SHARED_EVENTS } from './shared-events';

/** Sentences of the facts that more than one stage records. */
export const SHARED_SENTENCES: SentencesOf<typeof SHARED_EVENTS> = {
  MessageSent: (e) =>
    both(
      `已告知客户（${sentBy(e.text('channel')).zh}，${e.text('template')}）。`,
      `Customer notified by ${sentBy(e.text('channel')).en} (${e.text('template')}).`,
    ),
  MessageFailed: (e) =>
    both(
      `未能告知客户（${sentBy(e.text('channel')).zh}，${e.text('template')}）。`,
      `The customer could not be notified by ${sentBy(e.text('channel')).en} (${e.text('template')}).`,
    ),
  StaffTold: (e) => {
    const role = e.words.role(e.text('role'));
    return both(
      `已通知${role.zh}（${sentBy(e.text('channel')).zh}）。`,
      `Notification sent to ${role.en} by ${sentBy(e.text('channel')).en}.`,
    );
  },
  StaffNotTold: (e) => {
    const role = e.words.role(e.text('role'));
    return both(`未能通知${role.zh}。`, `The notification to ${role.en} could not be delivered.`);
  },
  DepartmentAssigned: (e) => {
    const department = e.words.department(e.text('department'));
    return both(`责任部门：${department.zh}。`, `Responsible department: ${department.en}.`);
  },
  AcceptorNamed: (e) => {
    const person = e.words.person(e.text('person'));
    return both(`受理负责人：${person}。`, `Person in charge: ${person}.`);
  },
  PromiseMade: (e) =>
    both(
      `${e.who.zh}承诺 ${e.words.time(e.text('at'))} 前答复客户。`,
      `${e.who.en} promised the customer an answer by ${e.words.time(e.text('at'))}.`,
    ),
  ProposalUnfit: (e) =>
    e.list('problems').includes('options: unfounded')
      ? both(
          '投诉已判不成立，有费用的方案退回重提。',
          'The complaint was judged unfounded. A proposal with costs goes back for revision.',
        )
      : both('方案的参数不符，退回重提。', 'The parameters of the proposal are invalid. A new proposal is needed.'),
  RemedyExecuted: (e) => remedySays(e, '已执行', 'was executed'),
  RemedyFailed: (e) => remedySays(e, '执行失败', 'failed'),
  RemedyOutcomeUnknown: (e) => remedySays(e, '结果不明，待核实', 'has an unknown outcome and must be checked'),
  RemedyUndone: (e) => remedySays(e, '已撤回', 'was reversed'),
  RemedyWithheld: () =>
    both('投诉已判不成立，补救未执行。', 'The complaint was judged unfounded. The remedy was not given.'),
  RoundEnded: (e) =>
    both(
      `本轮处理结束：${endWords(e.text('end')).zh}${e.is('dissatisfied') ? '，客户不满意' : ''}。`,
      `Round ended: ${endWords(e.text('end')).en}${e.is('dissatisfied') ? ' (customer not satisfied)' : ''}.`,
    ),
  RoundStarted: () => both('开始新一轮处理。', 'A new round of handling started.'),
};

function remedySays(e: TimelineEntry<{ kind: string; costFen: number }>, zh: string, en: string): Bilingual {
  const remedy = e.words.remedy(e.text('kind'));
  const cost = e.words.money(e.number('costFen'));
  return both(`补救「${remedy.zh}」（${cost.zh}）${zh}。`, `The remedy "${remedy.en}" (${cost.en}) ${en}.`);
}
