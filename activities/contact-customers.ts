import type { AddressName } from '../domain/channels/channels';
import { renderTemplate, wordsFor } from '../domain/letters/template';
import type { ProceedingWork } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { Contact, ContactLists, ContactOutcome } from '../models/contact-lists';
import type { Vault } from '../vault/vault';
import type { Channels } from './channels/channel';
import type { RemedyDefinition } from './remedies/contract';
import { customerValues } from './customer-values';
import type { Directory } from '../models/directory';

export interface ContactCustomersDeps {
  bundles: Pick<Bundles, 'get'>;
  contacts: Pick<ContactLists, 'after' | 'note' | 'claim' | 'hasOptedOut'>;
  vault: Vault;
  channels: Channels;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  directory: Pick<Directory, 'person'>;
}

/**
 * Tells the next of a list what has happened, by the first channel for which they have an address. A person is taken for one
 * place before anything is sent, and the message's key is that place: a batch that was cut off starts again and sends
 * again only what it does not know to be sent, under the same key.
 */
export function createContactCustomers(deps: ContactCustomersDeps): ProceedingWork['contactCustomers'] {
  const { bundles, contacts, vault, channels, remedies, directory } = deps;

  return async ({ no, bundleHash, list, after, atMost, template, text }) => {
    const bundle = await bundles.get(bundleHash);
    const words = (await vault.open(text, no)) ?? '';
    const batch = await contacts.after(no, list, after, atMost);
    const count = { told: 0, failed: 0, optedOut: 0, repeated: 0 };
    for (const { position, contact, outcome: known } of batch) {
      const outcome = known === 'listed' ? await tell(contact, position) : known;
      if (known === 'listed') await contacts.note(no, list, position, outcome);
      if (outcome !== 'listed') count[outcome]++;
    }
    return { upTo: batch.at(-1)?.position ?? after + atMost, ...count };

    async function tell(contact: Contact, position: number): Promise<ContactOutcome> {
      const place = `${list}/${position}`;
      if (await contacts.hasOptedOut(contact.tokens)) return 'optedOut';
      const addressIn = (kind: string): string | undefined => contact[kind as AddressName];
      const channel = [...channels.values()].find(({ definition }) => addressIn(definition.address.kind) !== undefined);
      const sealed = channel === undefined ? undefined : addressIn(channel.definition.address.kind);
      const letter = bundle.templates[template];
      if (channel === undefined || sealed === undefined || letter === undefined) return 'failed';
      const address = await vault.open(sealed, no);
      // Erased meanwhile: no mark is left of who was on the list.
      if (address === undefined) return 'failed';
      if (!(await contacts.claim(no, contact.tokens, place))) return 'repeated';
      const name = contact.name === undefined ? undefined : await vault.open(contact.name, no);
      const { language } = contact;
      const values = customerValues({
        ...{ bundle, remedies, language, name, channel: channel.definition, directory },
        values: { no, news: words },
      });
      const rendered = renderTemplate(letter, language, values);
      const delivery = await channel.send({
        key: `${no}/contact/${place}`,
        no,
        to: { address, ...(name === undefined ? {} : { name }) },
        ...{ subject: rendered.subject, text: wordsFor(channel.definition, rendered) },
      });
      return delivery.status === 'sent' ? 'told' : 'failed';
    }
  };
}
