import { channelWords } from '../../labels/fixed-words';
import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { INBOUND_EVENTS } from './events';

export const INBOUND_SENTENCES: SentencesOf<typeof INBOUND_EVENTS> = {
  MessageReceived: (e) => {
    if (e.has('from'))
      return both(`并入的 ${e.text('from')} 须有人查看。`, `The merged complaint ${e.text('from')} must be reviewed.`);
    if (e.isByCustomer) return both('客户在网页上留言。', 'The customer wrote a message on the customer page.');
    const channel = channelWords(e.text('channel'));
    return both(
      `${e.who.zh}登记了客户补充反馈（${channel.zh}）。`,
      `${e.who.en} recorded a customer message (${channel.en}).`,
    );
  },
};
