import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { offer } from './definition';

export const offerLabels: StageLabels<typeof offer> = {
  sentences: {
    OptionOffered: (e) =>
      both(
        `向客户提出第 ${e.number('round')} 轮方案 ${e.number('option')}。`,
        `Option ${e.number('option')} of round ${e.number('round')} was put to the customer.`,
      ),
    OfferAccepted: (e) =>
      both(
        `客户接受了第 ${e.innerText('offer', 'round')} 轮方案 ${e.innerText('offer', 'option')}。`,
        `The customer accepted option ${e.innerText('offer', 'option')} of round ${e.innerText('offer', 'round')}.`,
      ),
    OfferRefused: (e) =>
      both(
        `客户拒绝了第 ${e.innerText('offer', 'round')} 轮方案 ${e.innerText('offer', 'option')}。`,
        `The customer refused option ${e.innerText('offer', 'option')} of round ${e.innerText('offer', 'round')}.`,
      ),
    AllOptionsRefused: () => both('客户拒绝了全部方案。', 'The customer refused all options.'),
    CustomerSilent: () => both('客户没有答复。', 'The customer did not answer.'),
  },
  actions: {
    answerOffer: {
      fields: {
        accepted: { title: both('客户接受', 'Customer accepts') },
        option: {
          title: both('方案号', 'Option'),
          help: both('本轮提出过多个方案时必填。', 'Required if more than one option was offered.'),
        },
        round: {
          title: both('轮次', 'Round'),
          help: both('本轮提出过多个方案时必填。', 'Required if more than one option was offered.'),
        },
        comment: { title: both('说明', 'Comment') },
      },
      example: { accepted: true, option: 1, round: 1 },
    },
    customerSilent: {
      fields: {
        comment: { title: both('联系经过', 'Attempts to reach the customer') },
      },
      example: { comment: '三次致电未接' },
    },
  },
};
