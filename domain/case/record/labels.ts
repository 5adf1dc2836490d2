import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { RECORD_EVENTS } from './events';

export const RECORD_SENTENCES: SentencesOf<typeof RECORD_EVENTS> = {
  ComplaintRecorded: (e) => {
    const category = e.words.category(e.innerText('intake', 'category'));
    return both(`${e.who.zh}登记了投诉（${category.zh}）。`, `${e.who.en} recorded the complaint (${category.en}).`);
  },
  ActionRefused: (e) => {
    if (e.text('action') === 'cancel')
      return both(
        '流程引擎收到取消请求，未予执行。',
        'A cancellation request to the workflow engine was not carried out.',
      );
    const action = e.words.action(e.text('action'));
    return both(
      `拒绝了${e.who.zh}的操作「${action.zh}」（${e.text('code')}）。`,
      `Action "${action.en}" by ${e.who.en} refused (${e.text('code')}).`,
    );
  },
  CaseRevived: (e) =>
    e.has('status')
      ? both(
          `流程非正常终止（${e.text('status')}）后，案件已恢复办理。`,
          `The case was restored after its workflow had ended unexpectedly (${e.text('status')}).`,
        )
      : both(
          '流程引擎丢失案件后，已按存档恢复办理。',
          'The case was restored from its stored events after the engine had lost it.',
        ),
};
