import { phoneNumber } from '../../../domain/channels/addresses';
import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** Short messages, to customers who want to be answered so. */
export const sms = defineWay({
  name: 'sms',
  title: both('短信', 'SMS'),
  words: both('短信', 'SMS'),
  reaches: 'byMessage',
  address: phoneNumber,
  ofStaff: 'phone',
  text: { part: 'sms', most: 300 },
});
