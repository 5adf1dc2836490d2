import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../text';
import type { EFFECT_EVENTS } from './events';

export const EFFECT_SENTENCES: SentencesOf<typeof EFFECT_EVENTS> = {
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
};
