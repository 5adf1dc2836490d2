import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SendingChannel } from '../../activities/channels/channel';
import { MailFolder } from '../../activities/channels/mail-folder';
import { channelVariables, openChannels, readChannels } from '../../activities/channels/registry';
import { createNotifyStaff } from '../../activities/notify-staff';
import { remedies } from '../../activities/remedies/registry';
import { createSendMessage } from '../../activities/send-message';
import { contactSchema } from '../../api/proceedings/contacts';
import type { AddressName, AnsweringChannel, StaffChannel, TextPart } from '../../domain/channels/channels';
import { ADDRESS_NAMES, ANSWERING_CHANNELS, channel, CHANNELS, STAFF_CHANNELS } from '../../domain/channels/channels';
import { plainSchema } from '../../domain/actions/data-kinds';
import { intakeSchema } from '../../domain/case/intake';
import { channelWords } from '../../domain/labels/fixed-words';
import { templatesSchema } from '../../domain/rules/policy/schema';
import { readConfig } from '../../workers/config';
import type { Office } from '../activities/office';
import { colleague, NO, openOffice } from '../activities/office';
import { temporaryFolders } from '../activities/temporary-folders';
import { CHANNELS_PAGE, channelsPage } from './channels-page';
import type { Stand } from './channel-stands';
import { standOf } from './channel-stands';

const FOLDER = join(__dirname, '..', '..', 'activities', 'channels');
const channels = readChannels();

describe('the channels of this project', () => {
  test('each is a folder, and each folder one that is known', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...CHANNELS].sort());
    for (const { name } of folders) expect(existsSync(join(FOLDER, name, 'definition.ts'))).toBe(true);
  });

  test('no two share a name, a variable of the environment, or a text of templates', () => {
    const all = [...channels.values()];
    const names = [
      ...CHANNELS,
      ...all.flatMap(({ configuration }) => Object.keys(configuration)),
      ...all.flatMap(({ definition: { text } }) => (text === undefined ? [] : [`text ${text.part}`])),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([...CHANNELS])('%s: complaints come in by it, and it has words in both languages', (name) => {
    expect(intake({ channel: name }).success).toBe(true);
    const { title } = channel(name)!;
    for (const words of [title, channelWords(name)]) {
      expect(words.zh).toMatch(/\p{Script=Han}/u);
      expect(words.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('docs/channels.md shows them as they are (script/channels)', () => {
    const plain = (page: string): string => page.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    expect(plain(readFileSync(CHANNELS_PAGE, 'utf8'))).toBe(plain(channelsPage()));
  });

  test('a way that is none is refused, wherever one is named', () => {
    expect(intake({ channel: 'pigeon' }).success).toBe(false);
    expect(intake({}, { prefers: 'pigeon' }).success).toBe(false);
  });
});

function intake(more: object, complainant: object = {}) {
  return plainSchema(intakeSchema, z.string()).safeParse({
    category: 'quality',
    text: '杯子漏水',
    complainant,
    ...more,
  });
}

describe.each([...channels.values()].map((one) => ({ name: one.definition.name, one })))('$name', ({ name, one }) => {
  const { definition } = one;
  const { address, text, ofStaff } = definition;
  const [plain] = address.examples.same;
  const kind = address.kind as AddressName;
  const newFolder = temporaryFolders();
  let stand: Stand;
  let office: Office;
  let folder: string;
  let number = 0;

  beforeAll(async () => {
    stand = await standOf(one);
    folder = newFolder();
    office = await openOffice(folder, [
      colleague('mei', { name: '梅', roles: ['handler'], [ofStaff ?? 'mail']: plain }),
    ]);
  });
  afterAll(() => stand.stop());
  beforeEach(() => stand.mood('well'));

  const open = (variables: Record<string, string>): ReadonlyMap<string, SendingChannel> =>
    openChannels(readConfig(variables).channels, { folder: new MailFolder(join(folder, 'mails'), office.vault) });
  const opened = (): SendingChannel => open(stand.variables).get(name)!;
  const message = (to = plain) => ({
    ...{ key: `${NO}/main/notify/1/${name}-${++number}`, no: NO, subject: '处理结果', text: '已为您办理。' },
    to: { address: to },
  });
  const arrivals = async (work: () => Promise<unknown>): Promise<{ to: string; text: string }[]> => {
    const before = stand.arrived().length;
    await work();
    return stand.arrived().slice(before);
  };

  test('an address in any spelling is one address, and what is none is refused with what is wanted', () => {
    const { same, none } = address.examples;
    const identity = (written: string) => (address.identity ?? address.normal)(written);
    expect(new Set(same.map(identity)).size).toBe(1);
    for (const written of same) {
      const normal = address.normal(written);
      expect(normal).toBeDefined();
      expect(address.normal(normal!)).toBe(normal);
      expect(contactSchema.safeParse({ [kind]: written }).success).toBe(true);
    }
    for (const written of none) {
      expect(address.normal(written)).toBeUndefined();
      const { error } = contactSchema.safeParse({ [kind]: written });
      expect(error?.issues).toMatchObject([{ path: [kind], message: address.wanted.en }]);
    }
    for (const words of [address.title, address.wanted]) expect(words.zh).toMatch(/\p{Script=Han}/u);
  });

  test('nothing is sent to what is no address', async () => {
    for (const written of address.examples.none)
      expect(
        await arrivals(async () =>
          expect(await opened().send(message(written))).toEqual({ status: 'refused', reason: 'noAddress' }),
        ),
      ).toEqual([]);
  });

  test('customers can prefer it and give such an address, which is sealed and known again', () => {
    const parsed = intake({}, { prefers: name, [kind]: plain });
    expect(parsed.success && parsed.data.complainant).toMatchObject({ prefers: name, [kind]: plain });
    expect(ANSWERING_CHANNELS).toContain(name as AnsweringChannel);
    expect(ADDRESS_NAMES).toContain(kind);
  });

  test('sent twice under one key, it reaches the person once', async () => {
    const given = message();
    const channel = opened();
    let first: unknown;
    const arrived = await arrivals(async () => {
      first = await channel.send(given);
      expect(await channel.send(given)).toEqual(first);
    });
    expect(first).toMatchObject({ status: 'sent', messageId: expect.any(String) });
    expect(arrived.map(({ to, text: words }) => [to, words.trim()])).toEqual([[address.normal(plain), given.text]]);
  });

  test('another process says the same of the same key', async () => {
    const given = message();
    expect(await opened().send(given)).toEqual(await opened().send(given));
  });

  test('an outage is worth another attempt, and tells nothing of the person', async () => {
    const given = message();
    stand.mood('busy');
    const error = (await opened()
      .send(given)
      .catch((thrown: unknown) => thrown)) as Error;
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toMatch(/Delayed$/);
    expect(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(plain);
    stand.mood('well');
    expect(await opened().send(given)).toMatchObject({ status: 'sent' });
  });

  test('a refusal for good is an answer', async () => {
    stand.mood('refusing');
    expect(await opened().send(message())).toMatchObject({ status: 'refused', reason: 'refused' });
  });

  test('without its variables, messages land in the folder: one file a key, sealed', async () => {
    const mails = join(folder, 'mails');
    const files = (): string[] => (existsSync(mails) ? readdirSync(mails) : []);
    const before = new Set(files());
    const given = message();
    const channel = open({}).get(name)!;
    const first = await channel.send(given);
    expect(await channel.send(given)).toEqual(first);
    expect(first.status).toBe('sent');
    const written = files().filter((file) => !before.has(file));
    expect(written).toHaveLength(1);
    expect(readFileSync(join(mails, written[0]!), 'utf8')).not.toContain(given.text);
  });

  test('a variable that is none stops the start, and is named', () => {
    for (const [variable, schema] of Object.entries(channelVariables()))
      if (variable in one.configuration && !(schema as z.ZodType).safeParse('no').success)
        expect(() => readConfig({ [variable]: 'no' })).toThrow(variable);
    expect(() => readConfig(stand.variables)).not.toThrow();
  });

  test('a customer who prefers it is told by it, in its own text where the policy has one', async () => {
    const order = {
      ...{ no: NO, key: `${NO}/main/notify/1/told-${name}`, bundleHash: office.bundle.hash, template: 'short' },
      ...{ language: 'zh' as const, values: { no: NO, category: 'quality', recordedAt: '2026-10-08T02:30:00.000Z' } },
      contact: { name: office.seal('李梅'), [kind]: office.seal(plain), prefers: name },
    };
    const words = (more: object) => ({ subject: '结果', body: '全文 {{channel}}', ...more });
    const short = text === undefined ? {} : { [text.part]: '短文 {{channel}}' };
    office.bundle.templates['short'] = { zh: words(short), en: words(short) };
    const send = createSendMessage({ ...office, remedies, channels: open(stand.variables) });
    const [arrived] = await arrivals(async () =>
      expect(await send(order)).toMatchObject({ status: 'succeeded', result: { channel: name } }),
    );
    expect(arrived!.text.trim()).toBe(`${text === undefined ? '全文' : '短文'} ${definition.title.zh}`);
    office.bundle.templates['short'] = { zh: words({}), en: words({}) };
    const [body] = await arrivals(() => send({ ...order, key: `${order.key}-2` }));
    expect(body!.text).toContain('全文');
  });

  test('its text in a template is as long as it says, and no longer', () => {
    if (text === undefined) return;
    const template = (length: number) => {
      const words = { subject: 's', body: 'b', [text.part as TextPart]: 'x'.repeat(length) };
      return templatesSchema.safeParse({ one: { zh: words, en: words } }).success;
    };
    expect([template(text.most), template(text.most + 1)]).toEqual([true, false]);
  });

  test('staff are told by it if it says under what, and by no policy otherwise', async () => {
    expect((STAFF_CHANNELS as string[]).includes(name)).toBe(ofStaff !== undefined);
    const notify = createNotifyStaff({ ...office, remedies, channels: open(stand.variables) });
    const order = {
      ...{ no: NO, key: `${NO}/staff/${name}`, bundleHash: office.bundle.hash, template: 'reminder' },
      ...{
        to: { role: 'handler' },
        values: { no: NO, task: '判断', taskEn: 'Judge', dueAt: '2026-10-09T09:00:00.000Z' },
      },
      by: name as StaffChannel,
    };
    const outcome = await notify(order);
    expect(outcome).toMatchObject(
      ofStaff === undefined
        ? { status: 'failed', result: { reason: 'noChannel' } }
        : { status: 'succeeded', result: { channel: name, told: 1 } },
    );
  });
});
