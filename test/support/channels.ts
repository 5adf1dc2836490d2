import type { Channels, Deliver, SendingChannel } from '../../activities/channels/channel';
import { sendingBy } from '../../activities/channels/channel';
import { byMail } from '../../activities/channels/email/channel';
import { email } from '../../activities/channels/email/definition';
import type { MailTransport } from '../../activities/channels/mail-transport';
import { sms } from '../../activities/channels/sms/definition';

export function emailBy(transport: MailTransport, from = 'redress@localhost'): SendingChannel {
  return sendingBy(email, byMail(transport, from));
}

export function smsBy(deliver: Deliver): SendingChannel {
  return sendingBy(sms, deliver);
}

export function channelsOf(...channels: SendingChannel[]): Channels {
  return new Map(channels.map((channel) => [channel.definition.name, channel]));
}
