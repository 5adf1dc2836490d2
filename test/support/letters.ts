import type { Deliver } from '../../activities/channels/channel';
import { readChannels } from '../../activities/channels/registry';
import { remedies } from '../../activities/remedies/registry';
import { createSendMessage } from '../../activities/send-message';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Effects } from '../../domain/activity-contract';
import type { Directory } from '../../models/directory';
import type { Vault } from '../../vault/vault';
import type { Done } from './world-in-memory';

/** A letter to the customer, as it would have been sent. */
export interface Letter {
  template: string;
  text: string;
}

/** What the customer was written, in the order in which it was sent; the words are the real ones. */
export async function lettersOf(
  done: readonly Done[],
  { bundle, vault, directory }: { bundle: PolicyBundle; vault: Vault; directory: Directory },
): Promise<Letter[]> {
  const letters: Letter[] = [];
  const orders = done.flatMap(({ activity, order }) => (activity === 'sendMessage' ? [order] : []));
  for (const order of orders) {
    const send: Deliver = async ({ key, text }) => {
      letters.push({ template: String(order['template']), text });
      return { status: 'sent', messageId: key };
    };
    const sendMessage = createSendMessage({
      ...{ vault, remedies, directory, bundles: { get: async () => bundle } },
      channels: new Map([...readChannels()].map(([name, { definition }]) => [name, { definition, send }])),
    });
    await sendMessage(order as unknown as Parameters<Effects['sendMessage']>[0]);
  }
  return letters;
}
