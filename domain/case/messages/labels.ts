import { channelWords } from '../../labels/fixed-words';
import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../text';
import type { INBOUND_EVENTS } from './events';

export const INBOUND_SENTENCES: SentencesOf<typeof INBOUND_EVENTS> = {
  MessageReceived: (e) =>
    e.has('from')
      ? both(`并入的 ${e.text('from')} 须有人查看。`, `The merged complaint ${e.text('from')} must be reviewed.`)
      : both(
          `${e.who.zh}登记了客户补充反馈（${channelWords(e.text('channel')).zh}）。`,
          `${e.who.en} recorded a customer message (${channelWords(e.text('channel')).en}).`,
        ),
};
