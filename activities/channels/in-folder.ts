import { createHash } from 'node:crypto';
import type { MessageChannel } from '../../domain/channels/channel-definition';
import type { ChannelWorld, Deliver } from './channel';

/**
 * Where there is no gateway for a channel, its messages land beside the mails, one file each, with the channel as their
 * sender: whoever reads that folder sees everything that was told.
 */
export function inFolder({ name, title }: MessageChannel, { folder }: ChannelWorld): Deliver {
  return async ({ key, no, to, text }) => {
    const messageId = `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
    const receipt = await folder.deliver({
      ...(no === undefined ? {} : { no }),
      // A mail under the same key is another message.
      ...{ key: `${key}/${name}`, messageId: `<${messageId}@${name}>`, from: name, subject: title.en, to },
      text: text.trim(),
    });
    return receipt.taken ? { status: 'sent', messageId } : { status: 'refused', reason: 'refused', why: 'refused' };
  };
}
