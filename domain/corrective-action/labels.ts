import type { SentencesOf } from '../labels/sentences-of';
import { both } from '../text';
import type { CORRECTIVE_ACTION_EVENTS } from './events';

export const CORRECTIVE_ACTION_SENTENCES: SentencesOf<typeof CORRECTIVE_ACTION_EVENTS> = {
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
    const count = (side: 'before' | 'after'): number => Number(e.inner(side)['received'] ?? 0);
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
};
