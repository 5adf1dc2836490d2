import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { EFFECT_EVENTS } from './events';

export const EFFECT_SENTENCES: SentencesOf<typeof EFFECT_EVENTS> = {
  EffectStarted: (e) =>
    both(`开始外部动作「${e.text('activity')}」。`, `External operation started: ${e.text('activity')}.`),
  EffectSucceeded: (e) =>
    both(`外部动作「${e.text('activity')}」完成。`, `External operation completed: ${e.text('activity')}.`),
  EffectFailed: (e) =>
    both(`外部动作「${e.text('activity')}」失败。`, `External operation failed: ${e.text('activity')}.`),
  EffectUnknown: (e) =>
    both(
      `外部动作「${e.text('activity')}」结果不明。`,
      `Outcome unknown: the external operation ${e.text('activity')} may or may not have been carried out.`,
    ),
};
