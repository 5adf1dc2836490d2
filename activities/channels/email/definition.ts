import { mailAddress } from '../../../domain/channels/addresses';
import { defineWay } from '../../../domain/channels/channel-definition';
import { both } from '../../../domain/values/text';

/** Mail as plain text: the way of all who did not ask for another. */
export const email = defineWay({
  name: 'email',
  title: both('电子邮件', 'Email'),
  words: both('邮件', 'email'),
  reaches: 'byMessage',
  address: mailAddress,
  ofStaff: 'mail',
  unasked: true,
});
