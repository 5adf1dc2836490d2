import { channelWords } from '../../labels/fixed-words';
import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../text';
import type { INBOUND_EVENTS } from './events';

export const INBOUND_SENTENCES: SentencesOf<typeof INBOUND_EVENTS> = {
  MessageReceived: (e) =>
    e.has('from')
      ? both(`并入的 ${e.text('from')} 须有人查看。`, `Somebody has to read what ${e.text('from')} says.`)
      : both(
          `${e.who.zh}登记了客户来信（${channelWords(e.text('channel')).zh}）。`,
          `${e.who.en} recorded a message of the customer (${channelWords(e.text('channel')).en}).`,
        ),
};
