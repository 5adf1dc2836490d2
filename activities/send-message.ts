import type { EffectOutcome, Effects } from '../domain/world';
import { expectedAnswerAt } from '../domain/expected-answer';
import { CUSTOMER_VALUES } from '../domain/message-values';
import type { CompiledPolicy } from '../domain/policy/compiled';
import { isSealed } from '../domain/sealed';
import { STAGES } from '../domain/stages';
import type { StageName } from '../domain/stages';
import { renderTemplate } from '../domain/template';
import type { Language } from '../domain/text';
import { both } from '../domain/text';
import { timeForReaders } from '../domain/time-for-readers';
import type { Bundles } from '../models/bundles';
import type { Directory } from '../models/directory';
import type { Vault } from '../vault/vault';
import type { Channel, SendingChannel } from './channels/channel';
import { phone } from './channels/phone';
import { visit } from './channels/visit';
import { NotOpened, openOwn } from './open-own';
import type { RemedyDefinition } from './remedy';
import { remedyKinds, shownValues } from './shown-values';
import type { Showing } from './shown-values';

export interface SendMessageDeps {
  bundles: Pick<Bundles, 'get'>;
  vault: Vault;
  email: SendingChannel;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  directory: Pick<Directory, 'person'>;
}

type Order = Parameters<Effects['sendMessage']>[0];

/** Steps that the customer notices; what goes on between them is our own affair. */
const NOTICED: readonly StageName[] = [
  'judge',
  'confirm',
  'investigate',
  'propose',
  'offer',
  'execute',
  'notify',
  'callback',
];

const CUSTOMER = both('尊敬的客户', 'Customer');
const BEFORE = { zh: (time: string) => `${time} 前`, en: (time: string) => `by ${time}` };
/** Said instead of a time that nobody could keep. */
const NOT_YET_KNOWN = both('目前尚不能确定，有进展即告知您', 'not known yet; we will tell you as it goes on');

/**
 * Tells the customer by email, in their language and in the words of the policy that their case was started with. Name,
 * address and sealed values are opened here and nowhere before.
 *
 * Fails for good with a `reason`: `byPerson` (the customer prefers a way that only people can go), `noAddress`, `refused` (the mail server's 5xx, with its code), `personErased`,
 * `unreadable` or `otherCase` (sealed values that don't open), `brokenTemplate`. Then a person has to tell them.
 * Throws what is worth another attempt; the same key is the same mail.
 */
export function createSendMessage({
  bundles,
  vault,
  email,
  remedies,
  directory,
}: SendMessageDeps): Effects['sendMessage'] {
  return async (order) => {
    const bundle = await bundles.get(order.bundleHash);
    const { no, key, contact, language } = order;
    const channel = [email, phone, visit].find(({ name }) => name === contact.prefers) ?? email;
    if (channel.byPerson) return failed('byPerson', { channel: channel.name });
    if (contact.email === undefined) return failed('noAddress');
    const showing = { bundle, remedies, language };

    let address: string;
    let name: string | undefined;
    let values: Order['values'];
    try {
      address = await openOwn(vault, no, contact.email);
      name = contact.name === undefined ? undefined : await openOwn(vault, no, contact.name);
      values = await openedValues(order);
    } catch (error) {
      if (error instanceof NotOpened) return failed(error.reason);
      throw error;
    }

    const template = bundle.templates[order.template];
    if (template === undefined) return failed('brokenTemplate');
    let message: { subject: string; body: string };
    try {
      message = renderTemplate(template, language, {
        ...customerValues(values, showing),
        name: name ?? CUSTOMER[language],
      });
    } catch (error) {
      if (error instanceof RangeError) return failed('brokenTemplate');
      throw error;
    }

    const { subject, body } = message;
    const to = { address, ...(name === undefined ? {} : { name }) };
    const delivery = await email.send({ key, no, to, subject, text: body });
    if (delivery.status === 'sent')
      return { status: 'succeeded', result: { channel: email.name, messageId: delivery.messageId } };
    return failed(delivery.reason, delivery.code === undefined ? {} : { code: delivery.code });
  };

  /** Reasons are people's words, so they come sealed. */
  async function openedValues({ no, values }: Order): Promise<Order['values']> {
    const entries = Object.entries(values).map(
      async ([name, value]) =>
        [name, typeof value === 'string' && isSealed(value) ? await openOwn(vault, no, value) : value] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  function customerValues(values: Order['values'], showing: Showing): Record<string, string> {
    const { bundle, language } = showing;
    const { recordedAt, handler } = values;
    return {
      ...shownValues(values, CUSTOMER_VALUES, showing),
      policy: bundle.policy.title[language],
      flow: flowOf(bundle.policy, language),
      expectedBy: expectedBy(recordedAt, showing),
      channel: email.title[language],
      // A colleague is known by their name; a bare id would tell the customer nothing.
      ...(typeof handler === 'string' ? { handler: directory.person(handler)?.name ?? '—' } : {}),
      remedyWords: remedyKinds(values['remedies'])
        .map((kind) => remedies.get(kind)?.letter[language] ?? '')
        .join('\n'),
    };
  }
}

function flowOf({ main }: CompiledPolicy, language: Language): string {
  return main
    .filter((step) => NOTICED.includes(step.stage))
    .map((step) => (step.title ?? STAGES[step.stage].title)[language])
    .join(' → ');
}

function expectedBy(recordedAt: string | number | boolean | undefined, { bundle, language }: Showing): string {
  const { policy, calendar } = bundle;
  const at = typeof recordedAt === 'string' ? expectedAnswerAt(policy, calendar, recordedAt) : undefined;
  return at === undefined ? NOT_YET_KNOWN[language] : BEFORE[language](timeForReaders(at, calendar.zone, language));
}

function failed(reason: string, more: Record<string, unknown> = {}): EffectOutcome {
  return { status: 'failed', result: { reason, ...more } };
}
