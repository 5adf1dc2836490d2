import { isSealed } from '../domain/sealed';
import { renderTemplate } from '../domain/template';
import type { EffectOutcome, Effects } from '../domain/world';
import type { Bundles } from '../models/bundles';
import type { Directory } from '../models/directory';
import type { Vault } from '../vault/vault';
import type { Channel, Message, SendingChannel } from './channels/channel';
import { phone } from './channels/phone';
import { visit } from './channels/visit';
import { customerValues } from './customer-values';
import { NotOpened, openOwn } from './open-own';
import type { RemedyDefinition } from './remedy';
import type { Values } from './shown-values';

export interface SendMessageDeps {
  bundles: Pick<Bundles, 'get'>;
  vault: Vault;
  email: SendingChannel;
  /** Left out, nobody can be told by SMS. */
  sms?: SendingChannel | undefined;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  directory: Pick<Directory, 'person'>;
}

type Order = Parameters<Effects['sendMessage']>[0];

/**
 * Tells the customer by email, or by SMS if they prefer that, in their language and in the words of the policy that their case was started with. Name,
 * address and sealed values are opened here and nowhere before.
 *
 * Fails for good with a `reason`, and then a person has to tell them: `byPerson` (the customer prefers a way that only
 * people can go), `noAddress`, `refused` (the mail server's 5xx, with its code), `personErased`, `unreadable` or
 * `otherCase` (sealed values that don't open), `brokenTemplate`.
 * Throws what is worth another attempt; the same key is the same mail.
 */
export function createSendMessage(deps: SendMessageDeps): Effects['sendMessage'] {
  const { bundles, vault, email, sms, remedies, directory } = deps;
  const ways: readonly Channel[] = [email, ...(sms === undefined ? [] : [sms]), phone, visit];

  return async (order) => {
    const { prefers } = order.contact;
    const channel = ways.find(({ name }) => name === prefers) ?? email;
    if (channel.byPerson) return failed('byPerson', { channel: channel.name });
    const sealedAddress = order.contact[channel === sms ? 'phone' : 'email'];
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
        result: { channel: channel.name, messageId: delivery.messageId, sentAt: new Date().toISOString() },
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
    const texts = customerValues({ bundle, remedies, language, name, values, channel, directory });
    const { subject, body, sms: short = body } = renderTemplate(template, language, texts);
    const text = channel === sms ? short : body;
    return { key, no, to: { address, ...(name === undefined ? {} : { name }) }, subject, text };
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
