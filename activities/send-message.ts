import { isSealed } from '../domain/values/sealed';
import type { AddressName } from '../domain/channels/channels';
import { channel as channelOf, LETTERS, messageChannel } from '../domain/channels/channels';
import { renderTemplate, wordsFor } from '../domain/letters/template';
import type { EffectOutcome, Effects } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { Directory } from '../models/directory';
import type { Vault } from '../vault/vault';
import type { Channels, Message, SendingChannel } from './channels/channel';
import { withLink } from './customer-link';
import type { LinkInLetters } from './customer-link';
import { customerValues } from './customer-values';
import { NotOpened, openOwn } from './open-own';
import type { RemedyDefinition } from './remedies/contract';
import type { Values } from './shown-values';

export interface SendMessageDeps {
  bundles: Pick<Bundles, 'get'>;
  vault: Vault;
  channels: Channels;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  directory: Pick<Directory, 'person'>;
  /** Absent: letters have no link to the customer's page. */
  links?: LinkInLetters | undefined;
}

type Order = Parameters<Effects['sendMessage']>[0];

/**
 * Tells the customer by email, or by the channel that they prefer, in their language and in the words of the policy that
 * their case was started with. Name, address and sealed values are opened here and nowhere before.
 *
 * Fails for good with a `reason`, and then a person has to tell them: `byPerson` (the customer prefers a way that only
 * people can go), `noChannel` (not open here), `noAddress`, `refused` (with the other side's code or reason),
 * `personErased`, `unreadable` or `otherCase` (sealed values that don't open), `brokenTemplate`.
 * Throws what is worth another attempt; the same key is the same message.
 */
export function createSendMessage(deps: SendMessageDeps): Effects['sendMessage'] {
  const { bundles, vault, channels, remedies, directory } = deps;

  return async (order) => {
    const { prefers } = order.contact;
    const wanted = channelOf(prefers);
    if (wanted?.reaches === 'byPerson') return failed('byPerson', { channel: wanted.name });
    const channel = channels.get(messageChannel(prefers)?.name ?? LETTERS);
    if (channel === undefined) return failed('noChannel');
    const { name, address } = channel.definition;
    const sealedAddress = order.contact[address.kind as AddressName];
    if (sealedAddress === undefined) return failed('noAddress');
    let letter: Message;
    try {
      letter = await write(order, sealedAddress, channel);
    } catch (error) {
      if (error instanceof NotOpened) return failed(error.reason);
      if (error instanceof RangeError) return failed('brokenTemplate');
      throw error;
    }
    const delivery = await channel.send(letter);
    if (delivery.status === 'sent')
      return {
        status: 'succeeded',
        result: { channel: name, messageId: delivery.messageId, sentAt: new Date().toISOString() },
      };
    const { reason, code, why } = delivery;
    return failed(reason, { ...(code === undefined ? {} : { code }), ...(why === undefined ? {} : { why }) });
  };

  async function write(order: Order, sealedAddress: string, channel: SendingChannel): Promise<Message> {
    const { no, key, contact, language } = order;
    const bundle = await bundles.get(order.bundleHash);
    const template = bundle.templates[order.template];
    if (template === undefined) throw new RangeError(`The policy has no template "${order.template}"`);
    const address = await openOwn(vault, no, sealedAddress);
    const name = contact.name === undefined ? undefined : await openOwn(vault, no, contact.name);
    const values = await opened(order);
    const { definition } = channel;
    const texts = customerValues({ bundle, remedies, language, name, values, channel: definition, directory });
    const words = renderTemplate(template, language, texts);
    const to = { address, ...(name === undefined ? {} : { name }) };
    const text = await withLink(wordsFor(definition, words), { no, about: order.values['no'], language }, deps.links);
    return { key, no, to, subject: words.subject, text };
  }

  /** Reasons are people's words, so they come sealed. */
  async function opened({ no, values }: Order): Promise<Values> {
    const entries = Object.entries(values).map(
      async ([name, value]) =>
        [name, typeof value === 'string' && isSealed(value) ? await openOwn(vault, no, value) : value] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
}

function failed(reason: string, more: Record<string, unknown> = {}): EffectOutcome {
  return { status: 'failed', result: { reason, ...more } };
}
