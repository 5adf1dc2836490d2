import type { z } from 'zod';
import type { MessageChannel } from '../../domain/channels/channel-definition';
import { LETTERS } from '../../domain/channels/channels';
import type { MailTransport } from './mail-transport';

/** What is to be told to one person, ready to be sent. */
export interface Message {
  /** A repeat under the same key is the same message. */
  key: string;
  /** Complaint number; absent for what is about no single complaint (a report). */
  no?: string;
  to: { address: string; name?: string };
  subject: string;
  text: string;
}

/**
 * `noAddress`: what is known of the person is no address of this channel. `refused`: the other side will not take it,
 * with its reply code or reason. Either way nobody has been told, and sending it again changes nothing.
 */
export type Delivery =
  | { status: 'sent'; messageId: string }
  | { status: 'refused'; reason: 'noAddress' | 'refused'; code?: number; why?: string };

/**
 * Sends once per key, as far as the channel can tell; the address is in its normal form. Throws what is worth another
 * attempt, without the address and without words of the other side.
 */
export type Deliver = (message: Message) => Promise<Delivery>;

/** What a channel may use of the installation. */
export interface ChannelWorld {
  /** Where messages land that nobody is there to send, for whoever looks after the installation. */
  folder: MailTransport;
}

/**
 * How messages of a channel leave, in the file `channel.ts` of its folder, beside its definition. Everything else
 * (schemas of complaints and policies, texts of templates, addresses, preferences, configuration) follows from both: see
 * `docs/adding-a-channel.md`.
 */
export interface Channel<Variables extends z.ZodRawShape = z.ZodRawShape> {
  definition: MessageChannel;
  /** Variables of the environment that it reads, each by its schema; a wrong value stops the worker's start. */
  configuration: Variables;
  /** Called once, when a worker starts. */
  readonly open: (config: z.output<z.ZodObject<Variables>>, world: ChannelWorld) => Deliver;
}

/** Keeps the type of the configuration while all channels share one table. */
export function defineChannel<Variables extends z.ZodRawShape>(channel: Channel<Variables>): Channel<Variables> {
  return channel;
}

/** A channel that is open, as activities use it. */
export interface SendingChannel {
  definition: MessageChannel;
  send: Deliver;
}

/** Those of this installation, by name, in the order in which they are tried. */
export type Channels = ReadonlyMap<string, SendingChannel>;

/** That by which letters leave which no order names a channel for. */
export function letters(channels: Channels): SendingChannel {
  const channel = channels.get(LETTERS);
  if (channel === undefined) throw new TypeError('No letter can be sent: the channel of letters is not open');
  return channel;
}

/** Nothing is sent to what is no address of the channel. */
export function sendingBy(definition: MessageChannel, deliver: Deliver): SendingChannel {
  return {
    definition,
    send: async (message) => {
      const address = definition.address.normal(message.to.address);
      return address === undefined
        ? { status: 'refused', reason: 'noAddress' }
        : deliver({ ...message, to: { ...message.to, address } });
    },
  };
}
