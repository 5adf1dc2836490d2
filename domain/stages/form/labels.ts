import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { form } from './definition';

export const formLabels: StageLabels<typeof form> = {
  sentences: {
    FormFilled: (e) => formSays(e, '填写了', 'filled in'),
    FormSigned: (e) => formSays(e, '审阅并签署了', 'signed'),
    FormReturned: (e) => formSays(e, '退回了', 'gave back'),
    FormNotFilled: (e) => {
      const form = e.words.form(e.text('form'));
      return both(`无人填写「${form.zh}」，继续处理。`, `Nobody filled in "${form.en}". The case continues.`);
    },
  },
  actions: {
    fillForm: {
      fields: {
        fields: { title: both('表单事项', 'Facts') },
        texts: { title: both('文字说明', 'Texts') },
      },
      example: { fields: { place: '大堂', personsIll: 2 }, texts: { content: '顾客反映餐后不适' } },
    },
    signForm: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: { comment: '情况属实' },
    },
    returnForm: {
      fields: {
        reason: { title: both('退回原因', 'Reason') },
      },
      example: { reason: '请补充就诊医院' },
    },
  },
};

function formSays(e: TimelineEntry<{ form: string }>, zh: string, en: string): Bilingual {
  const form = e.words.form(e.text('form'));
  return both(`${e.who.zh}${zh}「${form.zh}」。`, `${e.who.en} ${en} "${form.en}".`);
}
