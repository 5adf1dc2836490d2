import { channelWords } from '../../labels/fixed-words';
import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { receiveMessage } from './definition';

export const receiveMessageLabels: AnytimeLabels<typeof receiveMessage> = {
  sentences: {
    CustomerAnswered: (e) => {
      const channel = channelWords(e.text('channel'));
      if (e.isByCustomer)
        return both(
          `客户在网页上答复了「${e.task.zh}」。`,
          `The customer answered "${e.task.en}" on the customer page.`,
        );
      return both(
        `客户反馈（${channel.zh}）答复了「${e.task.zh}」，由${e.who.zh}登记。`,
        `The customer answered "${e.task.en}" by ${channel.en}; ${e.who.en} recorded it.`,
      );
    },
  },
  fields: {
    channel: { title: both('渠道', 'Channel') },
    text: { title: both('客户原话', 'What the customer said') },
    answers: {
      title: both('所答复的事项', 'What it answers'),
      help: both(
        '客户明确答复了某项待办时填写，待办随即办结。',
        'If the customer clearly answered an open task: this ends it.',
      ),
    },
  },
  example: {
    channel: 'sms',
    text: '可以，就按第一个方案',
    answers: { action: 'answerOffer', data: { accepted: true, option: 1, round: 1 } },
  },
};
