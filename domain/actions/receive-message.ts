import { z } from 'zod';
import { CHANNELS } from '../intake';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';

/**
 * The customer's word counts by whatever channel it comes: it wakes a case that waits for the customer, and somebody has
 * to take it up.
 */
export const receiveMessage = defineAnytimeAction({
  name: 'receiveMessage',
  title: both('登记客户来信', "Record the customer's message"),
  help: both(
    '客户以任何渠道发来的话；等待客户时恢复计时，并生成待办。',
    'What the customer said or wrote by any channel. It ends a wait for the customer, and opens a task.',
  ),
  data: (text) => z.strictObject({ channel: z.enum(CHANNELS), text }),
  apply: ({ state, message }) => [
    { type: 'MessageReceived', data: { ...message.data, line: `inbound.${state.inbound.length + 1}` } },
    ...(state.pause?.waitsFor === 'customer' ? [{ type: 'CaseResumed', data: { because: 'customerWrote' } }] : []),
  ],
});
