import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../text';
import type { admit } from './definition';

export const admitLabels: StageLabels<typeof admit> = {
  sentences: {
    ComplaintAdmitted: (e) => both(`${e.who.zh}决定予以受理。`, `${e.who.en} admitted the complaint.`),
    AdmissionRefused: (e) => both(`${e.who.zh}决定不予受理。`, `${e.who.en} refused to admit the complaint.`),
    AnsweredAsQuestion: (e) =>
      both(`${e.who.zh}按咨询作了答复，不予转办。`, `${e.who.en} answered it as a question; it is dispatched nowhere.`),
    ComplaintTransferred: (e) =>
      both(`${e.who.zh}转送${e.text('body')}处理。`, `${e.who.en} passed the complaint to ${e.text('body')}.`),
  },
  actions: {
    decideAdmission: {
      fields: {
        outcome: { title: both('受理决定', 'Decision') },
        ground: {
          title: both('依据', 'Ground'),
          help: both('不予受理时，办法中的依据代码。', 'If refused: one of the policy’s grounds.'),
        },
        body: { title: both('转送单位', 'Passed on to'), help: both('移送时填写。', 'If transferred.') },
        reason: {
          title: both('理由', 'Reason'),
          help: both('写入给投诉人的答复。', 'The complainant reads it in the reply.'),
        },
      },
      rules: [
        { when: { outcome: ['refused', 'question', 'transferred'] }, needs: ['reason'] },
        { when: { outcome: ['transferred'] }, needs: ['body'] },
      ],
      example: { outcome: 'refused', ground: 'timeBarred', reason: '已超过投诉时效' },
    },
  },
};
