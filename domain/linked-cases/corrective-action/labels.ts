import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { CORRECTIVE_ACTION_EVENTS } from './events';

export const CORRECTIVE_ACTION_SENTENCES: SentencesOf<typeof CORRECTIVE_ACTION_EVENTS> = {
  CorrectiveActionOpened: (e) => both(`${e.who.zh}设立纠正预防措施。`, `${e.who.en} opened the corrective action.`),
  MeasurePlanned: (e) => both(`${e.who.zh}登记措施内容。`, `${e.who.en} recorded the corrective action.`),
  OwnerNamed: (e) => {
    const owner = e.words.person(e.text('owner'));
    return both(`${e.who.zh}指定${owner}为责任人。`, `${e.who.en} assigned ${owner} as owner.`);
  },
  OwnerTold: (e) =>
    e.text('status') === 'succeeded'
      ? both('已告知责任人。', 'Notification sent to the owner.')
      : both('未能告知责任人。', 'The notification to the owner could not be sent.'),
  DueTimeChanged: (e) =>
    both(
      `${e.who.zh}将期限改为${e.words.time(e.text('dueAt'))}。`,
      `${e.who.en} changed the due time to ${e.words.time(e.text('dueAt'))}.`,
    ),
  CompletionReported: (e) =>
    both(`${e.who.zh}报告措施已完成。`, `${e.who.en} reported the corrective action as completed.`),
  CompletionVerified: (e) => both(`${e.who.zh}核实措施已完成。`, `${e.who.en} verified the completion.`),
  CompletionSentBack: (e) =>
    both(`${e.who.zh}认为措施未落实，已退回。`, `${e.who.en} sent the corrective action back as not carried out.`),
  WatchSet: (e) =>
    both(
      `观察效果至${e.words.time(e.text('until'))}。`,
      `Effect under observation until ${e.words.time(e.text('until'))}.`,
    ),
  WatchEnded: () => both('观察期结束。', 'The observation period has ended.'),
  EffectCounted: (e) => {
    const count = (side: 'before' | 'after'): number => Number(e.inner(side)['received'] ?? 0);
    return both(
      `投诉数：措施前 ${e.number('days')} 天 ${count('before')} 件，措施后 ${count('after')} 件。`,
      `Complaints in ${e.number('days')} days: ${count('before')} before, ${count('after')} after.`,
    );
  },
  EffectAssessed: (e) =>
    e.is('effective')
      ? both(`${e.who.zh}评价为有效。`, `${e.who.en} assessed the corrective action as effective.`)
      : both(`${e.who.zh}评价为无效。`, `${e.who.en} assessed the corrective action as not effective.`),
  CorrectiveActionReopened: (e) =>
    both(
      `措施重新落实（第 ${e.number('round')} 轮）。`,
      `The corrective action is carried out again (round ${e.number('round')}).`,
    ),
  CorrectiveActionClosed: (e) =>
    e.text('outcome') === 'effective'
      ? both('措施有效，已关闭。', 'Verified as effective; closed.')
      : both(`${e.who.zh}终止了措施。`, `${e.who.en} cancelled the corrective action.`),
  CorrectiveActionNoted: (e) => both(`${e.who.zh}添加了备注。`, `${e.who.en} added a note.`),
};
