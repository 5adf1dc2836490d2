import type { Bilingual } from '../../domain/text';

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

interface Way {
  name: string;
  title: Bilingual;
}

/** A way by which the system itself reaches people. */
export interface SendingChannel extends Way {
  byPerson: false;
  /** Sends once per key, as far as the channel can tell. Throws what is worth another attempt. */
  send(message: Message): Promise<Delivery>;
}

/** A way that only a person can go: it becomes a task, and is done when somebody says that they did it. */
export interface ChannelByPerson extends Way {
  byPerson: true;
  help: Bilingual;
}

export type Channel = SendingChannel | ChannelByPerson;
