import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { MERGE_EVENTS } from './events';

export const MERGE_SENTENCES: SentencesOf<typeof MERGE_EVENTS> = {
  MergeRefused: (e) => {
    const why = e.words.refusal(e.text('code'));
    return both(
      `${e.text('into')} 没有接收本案（${why.zh}），本案继续办理。`,
      `The merge was not accepted by ${e.text('into')} (${why.en}). This complaint continues.`,
    );
  },
  CaseMerged: (e) =>
    both(`${e.who.zh}将投诉并入 ${e.text('into')}。`, `${e.who.en} merged the complaint into ${e.text('into')}.`),
  MergeUndone: (e) =>
    both(
      `已告知 ${e.text('into')} 本案恢复单独办理。`,
      `This complaint continues on its own; ${e.text('into')} was notified.`,
    ),
};
