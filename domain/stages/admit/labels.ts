import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { admit } from './definition';

export const admitLabels: StageLabels<typeof admit> = {
  sentences: {
    ComplaintAdmitted: (e) => both(`${e.who.zh}决定予以受理。`, `${e.who.en} accepted the complaint.`),
    AdmissionRefused: (e) => both(`${e.who.zh}决定不予受理。`, `${e.who.en} did not accept the complaint.`),
    AnsweredAsQuestion: (e) =>
      both(
        `${e.who.zh}按咨询作了答复，不予转办。`,
        `${e.who.en} answered the complaint as an enquiry. No further referral.`,
      ),
    ComplaintTransferred: (e) =>
      both(`${e.who.zh}将投诉转办至${e.text('body')}。`, `${e.who.en} referred the complaint to ${e.text('body')}.`),
  },
  actions: {
    decideAdmission: {
      fields: {
        outcome: { title: both('受理决定', 'Decision') },
        ground: {
          title: both('依据', 'Ground'),
          help: both('不予受理时，办法中的依据代码。', 'If not accepted: one of the grounds in the policy.'),
        },
        body: {
          title: both('转办单位', 'Referred to'),
          help: both('转办时填写。', 'Required when referring the complaint.'),
        },
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
