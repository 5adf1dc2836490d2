import { randomBytes } from 'node:crypto';
import type { SendingChannel } from '../../activities/channels/channel';
import { email } from '../../activities/channels/email/definition';
import { createContactCustomers } from '../../activities/contact-customers';
import { remedies } from '../../activities/remedies/registry';
import { mailAddress } from '../../domain/channels/addresses';
import { MESSAGE_CHANNELS } from '../../domain/channels/channels';
import { formatNumber } from '../../domain/values/complaint-number';
import type { Contact } from '../../models/contact-lists';
import { channelsOf } from '../support/channels';
import { testDatabase } from '../models/test-database';
import { allPolicies } from '../support/policies';

const database = testDatabase();
const bundle = allPolicies().get('batch')!;
const anIncident = () => formatNumber('incident', '2026-11-22', randomBytes(8));

/** Mails as they arrive; the mail server fails at the sends that a test names, counted from 1. */
class Post implements SendingChannel {
  readonly definition = email;
  readonly arrived: { key: string; to: string; text: string }[] = [];
  private sends = 0;

  constructor(private readonly failsAt: readonly number[] = []) {}

  async send({ key, to, text }: Parameters<SendingChannel['send']>[0]) {
    if (this.failsAt.includes(++this.sends)) throw new Error('connection lost');
    this.arrived.push({ key, to: to.address, text });
    return { status: 'sent' as const, messageId: key };
  }
}

async function incidentWith(list: string, addresses: string[], no = anIncident()) {
  const { keys, contacts } = database();
  const seal = await keys.vault.sealerForNew(no);
  const rows = addresses.map((address): Contact => {
    const token = keys.tokenIndex.address(mailAddress, address);
    return { name: seal('王小明'), email: seal(address), language: 'zh', tokens: token === undefined ? [] : [token] };
  });
  await contacts.store(no, list, rows);
  return { no, text: seal('请停止使用 2609 批次') };
}

function contacting(...post: SendingChannel[]) {
  const { keys, contacts } = database();
  return createContactCustomers({
    ...{ bundles: { get: () => Promise.resolve(bundle) }, contacts, vault: keys.vault, remedies },
    channels: channelsOf(...post),
    directory: { person: () => undefined },
  });
}

/** As the incident goes on: from where the last batch came to, a batch that failed once more. */
async function contactAll(post: SendingChannel, order: { no: string; text: string }, list: string, total: number) {
  const contact = contacting(post);
  const sum = { told: 0, failed: 0, optedOut: 0, repeated: 0 };
  for (let after = 0; after < total;) {
    const ask = { ...order, bundleHash: bundle.hash, list, after, atMost: 5, template: 'incidentNotice' };
    const batch = await contact(ask).catch(() => contact(ask));
    after = batch.upTo;
    for (const name of ['told', 'failed', 'optedOut', 'repeated'] as const) sum[name] += batch[name];
  }
  return sum;
}

const addresses = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `customer-${from + i}@example.com`);

test('a list is told in batches, and one that was cut off goes on without telling anybody twice', async () => {
  const order = await incidentWith('first', addresses(1, 17));
  const post = new Post([3, 9, 16]);
  expect(await contactAll(post, order, 'first', 17)).toEqual({ told: 17, failed: 0, optedOut: 0, repeated: 0 });
  expect(post.arrived.map(({ to }) => to)).toEqual(addresses(1, 17));
  expect(post.arrived[0]?.text).toContain('请停止使用 2609 批次');
  expect(post.arrived[0]?.text).toContain(order.no);
});

test('a list sent again, another list and the same person twice tell nobody twice', async () => {
  const order = await incidentWith('first', [...addresses(1, 4), 'Customer-2@example.com']);
  await incidentWith('first', addresses(1, 4), order.no);
  await incidentWith('second', addresses(3, 6), order.no);
  const post = new Post();
  expect(await contactAll(post, order, 'first', 5)).toMatchObject({ told: 4, repeated: 1 });
  expect(await contactAll(post, order, 'second', 4)).toMatchObject({ told: 2, repeated: 2 });
  await contactAll(post, order, 'first', 5);
  expect(post.arrived.map(({ to }) => to)).toEqual(addresses(1, 6));
});

test('a list comes in parts, and whoever sends a part again adds nobody', async () => {
  const { contacts } = database();
  const order = await incidentWith('parts', addresses(1, 3));
  const rows = addresses(4, 9).map((email): Contact => ({ email, language: 'zh', tokens: [] }));
  expect(await contacts.store(order.no, 'parts', rows.slice(0, 4), 4)).toBe(4);
  // Cut off in the middle, and sent again with what had been missing.
  expect(await contacts.store(order.no, 'parts', rows, 4)).toBe(2);
  expect(await contacts.store(order.no, 'parts', rows, 4)).toBe(0);
  const stored = await contacts.after(order.no, 'parts', 3, 20);
  expect(stored.map(({ position, contact }) => [position, contact.email])).toEqual(
    rows.map(({ email }, i) => [i + 4, email]),
  );
});

test('a part sent twice at once is stored once', async () => {
  const { contacts } = database();
  const { no } = await incidentWith('empty', ['one@example.com']);
  const rows = addresses(1, 1_200).map((email): Contact => ({ email, language: 'zh', tokens: [] }));
  await Promise.all([contacts.store(no, 'race', rows), contacts.store(no, 'race', rows)]);
  expect(await contacts.after(no, 'race', 0, 2_000)).toHaveLength(1_200);
});

test('who wants no notices gets none, of any incident', async () => {
  const { keys, contacts } = database();
  await contacts.optOut(keys.tokenIndex.address(mailAddress, 'quiet@example.com')!);
  const order = await incidentWith('list', ['quiet@example.com', 'other@example.com']);
  const post = new Post();
  expect(await contactAll(post, order, 'list', 2)).toMatchObject({ told: 1, optedOut: 1 });
  expect(post.arrived.map(({ to }) => to)).toEqual(['other@example.com']);
});

test('addresses are stored sealed', async () => {
  const order = await incidentWith('list', ['secret@example.com']);
  const [row] = await database().contacts.after(order.no, 'list', 0, 1);
  expect(JSON.stringify(row)).not.toContain('secret');
});

test.each(MESSAGE_CHANNELS.map((definition) => ({ name: definition.name, definition })))(
  'whoever has an address of $name alone is told by it',
  async ({ definition }) => {
    const { keys, contacts } = database();
    const { kind, examples } = definition.address;
    const [others, post] = [new Post(), new Post()];
    const no = anIncident();
    const seal = await keys.vault.sealerForNew(no);
    await contacts.store(no, 'one', [{ [kind]: seal(examples.same[0]), language: 'zh', tokens: [] }]);
    const elsewhere = MESSAGE_CHANNELS.filter(({ address }) => address.kind !== kind);
    const contact = contacting(...elsewhere.map((one) => ({ definition: one, send: others.send.bind(others) })), {
      definition,
      send: post.send.bind(post),
    });
    const order = { no, text: seal('请停止使用'), bundleHash: bundle.hash, list: 'one', after: 0, atMost: 5 };
    expect(await contact({ ...order, template: 'incidentNotice' })).toMatchObject({ told: 1, failed: 0 });
    expect([others.arrived.length, post.arrived.map(({ to }) => to)]).toEqual([0, [examples.same[0]]]);
  },
);
