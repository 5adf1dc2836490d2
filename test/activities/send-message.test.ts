import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MailFolder } from '../../activities/channels/mail-folder';
import { SmtpTransport } from '../../activities/channels/email/smtp-transport';
import { remedies } from '../../activities/remedies/registry';
import { createSendMessage } from '../../activities/send-message';
import { storedMailSchema } from '../../domain/letters/stored-mail';
import type { StoredMail } from '../../domain/letters/stored-mail';
import type { Language } from '../../domain/values/text';
import { channelsOf, emailBy } from '../support/channels';
import { MailServer } from './mail-server';
import type { Office } from './office';
import { colleague, NO, openOffice } from './office';
import { temporaryFolders } from './temporary-folders';

const NAME = '李梅香';
const ADDRESS = 'li.mei@mail.example';
const REASON = '检验报告显示划痕是使用中产生的';

describe('sendMessage', () => {
  const newFolder = temporaryFolders();
  let folder: string;
  let office: Office;
  beforeEach(async () => {
    folder = newFolder();
    office = await openOffice(folder, [colleague('zhou', { name: '周敏' })]);
  });

  const mails = (): string => join(folder, 'mails');
  const send = (transport = new MailFolder(mails(), office.vault) as MailFolder | SmtpTransport) =>
    createSendMessage({ ...office, remedies, channels: channelsOf(emailBy(transport)) });
  function order(template: string, values = {}, language: Language = 'zh') {
    return {
      ...{ no: NO, key: `${NO}/main/${template}/1/told`, bundleHash: office.bundle.hash, template, language },
      contact: { name: office.seal(NAME), email: office.seal(ADDRESS) },
      values: { no: NO, category: 'quality', recordedAt: '2026-10-08T02:30:00.000Z', remedies: '', ...values },
    };
  }
  async function readMails(): Promise<StoredMail[]> {
    const stored = readdirSync(mails()).map((file) =>
      storedMailSchema.parse(JSON.parse(readFileSync(join(mails(), file), 'utf8'))),
    );
    return office.vault.openDeep(stored, NO);
  }

  test('without a mail server, a mail lands as one file, and a repeat takes its place', async () => {
    const first = await send()(order('acknowledgement'));
    const { messageId } = first.result as { messageId: string };
    expect(first).toMatchObject({ status: 'succeeded', result: { channel: 'email', sentAt: expect.any(String) } });
    expect(await send()(order('acknowledgement'))).toMatchObject({ status: 'succeeded', result: { messageId } });
    await send()(order('result'));
    const files = readdirSync(mails());
    expect(files).toHaveLength(2);
    expect(files.every((file) => file.startsWith(`${NO}.`) && file.endsWith('.json'))).toBe(true);
  });

  test('on disk nothing of the customer can be read, and erasing them erases their mails', async () => {
    await send()(order('unfounded', { reason: office.seal(REASON) }));
    const raw = readFileSync(join(mails(), readdirSync(mails())[0]!), 'utf8');
    for (const secret of [NAME, ADDRESS, REASON, '您好']) expect(raw).not.toContain(secret);
    expect((await readMails())[0]).toMatchObject({ to: `${NAME} <${ADDRESS}>`, text: expect.stringContaining(REASON) });
    await office.destroyKey();
    expect(JSON.stringify(await readMails())).not.toContain(NAME);
  });

  test('the acknowledgement tells number, way, time and channel', async () => {
    await send()(order('acknowledgement'));
    const { subject, text } = (await readMails())[0]!;
    expect(subject).toBe(`您的投诉已受理：${NO}`);
    expect(text).toContain(`${NAME}，您好！`);
    expect(text).toContain('“质量问题”');
    expect(text).toContain('2026年10月8日（周四）10:30');
    // What goes on between us is not the customer's affair; a step without a title has that of its stage.
    expect(text).toContain('处理过程：判断 → 提出方案 → 征求意见 → 通知客户');
    // Four hours bring it to 16:00, a working day to Friday, another to the make-up Saturday.
    expect(text).toContain('答复时间：2026年10月10日（周六）16:00 前');
    expect(text).toContain('答复方式：电子邮件');
  });

  test('with a public address, a letter of the case ends with its link; one to somebody else’s customer does not', async () => {
    const links = { token: async (no: string) => `token-of-${no}` };
    const linking = createSendMessage({
      ...{ ...office, remedies, channels: channelsOf(emailBy(new MailFolder(mails(), office.vault))) },
      links: { publicUrl: 'https://complaints.example.com', links },
    });
    await send()(order('acknowledgement'));
    const plain = (await readMails())[0]!.text;
    await linking(order('acknowledgement'));
    const line = `查看进度、答复方案：https://complaints.example.com/c/token-of-${NO}\n`;
    expect((await readMails())[0]!.text).toBe(`${plain}\n${line}`);
    await linking({ ...order('mergedAnswered', { no: 'C261008-AAAAAAA' }), key: `${NO}/main/archive/1/other` });
    const other = (await readMails()).find(({ text }) => text.includes('C261008-AAAAAAA'));
    expect(other?.text).not.toContain('/c/');
  });

  test('the same in English', async () => {
    await send()(order('acknowledgement', {}, 'en'));
    const { subject, text } = (await readMails())[0]!;
    expect(subject).toBe(`We have received your complaint: ${NO}`);
    expect(text).toContain(`Dear ${NAME},`);
    expect(text).toContain('about "Quality" on Thursday 8 October 2026, 10:30');
    expect(text).toContain('Expected answer: by Saturday 10 October 2026, 16:00\n');
    expect(text).toContain('Channel of the answer: Email');
  });

  test.each([
    ['zh', '方案内容：退款、道歉\n退赔金额（含物品价值）：¥1,234.50', /第 — 轮方案 1/],
    ['en', 'Our offer: Refund, Apology\nTotal amount or value: CNY 1,234.50', /quote: option 1 of round/],
  ] as const)('an offer in %s names remedies by their titles and money as money', async (language, words, place) => {
    await send()(order('offer', { option: 1, options: 2, remedies: 'refund, apology', costFen: 123_450 }, language));
    const { text } = (await readMails())[0]!;
    expect(text).toContain(words);
    expect(text).toMatch(place);
  });

  test('the result holds what each remedy says of itself, the apology among them', async () => {
    await send()(order('result', { remedies: 'refund, apology', costFen: 19_900, handler: 'zhou' }));
    const { text } = (await readMails())[0]!;
    expect(text).toContain(`${remedies.get('refund')!.letter.zh}\n${remedies.get('apology')!.letter.zh}`);
  });

  test('a customer without a name is a customer', async () => {
    const { contact, ...rest } = order('result');
    await send()({ ...rest, contact: { email: contact.email } });
    expect((await readMails())[0]).toMatchObject({ to: ADDRESS, text: expect.stringContaining('尊敬的客户，您好！') });
  });

  test('nobody to write to fails for good and says why', async () => {
    const { contact, ...rest } = order('result');
    const outcomeOf = async (given: { name?: string; email?: string; prefers?: string }) =>
      (await send()({ ...rest, contact: given })).result;
    expect(await outcomeOf({ name: contact.name })).toEqual({ reason: 'noAddress' });
    expect(await outcomeOf({ ...contact, prefers: 'phone' })).toEqual({ reason: 'byPerson', channel: 'phone' });
    expect(await outcomeOf({ ...contact, prefers: 'visit' })).toEqual({ reason: 'byPerson', channel: 'visit' });
    expect(await outcomeOf({ email: office.seal('not an address') })).toEqual({ reason: 'noAddress' });
    expect(await outcomeOf({ email: ADDRESS })).toEqual({ reason: 'unreadable' });
    const strange = (await office.vault.sealerForNew('C261008-9999999'))('somebody@else.example');
    expect(await outcomeOf({ email: strange })).toEqual({ reason: 'otherCase' });
    await office.destroyKey();
    expect(await outcomeOf(contact)).toEqual({ reason: 'personErased' });
  });

  test('a template that is not there, or asks for what no message has, fails for good', async () => {
    expect(await send()(order('noSuchTemplate'))).toEqual({ status: 'failed', result: { reason: 'brokenTemplate' } });
    office.bundle.templates['odd'] = { zh: { subject: '{{luck}}', body: '-' }, en: { subject: '{{luck}}', body: '-' } };
    expect(await send()(order('odd'))).toEqual({ status: 'failed', result: { reason: 'brokenTemplate' } });
  });

  test('a customer who puts placeholders into their name is called just that', async () => {
    const cheeky = '{{costFen}} {{reason}}';
    await send()({ ...order('result'), contact: { name: office.seal(cheeky), email: office.seal(ADDRESS) } });
    expect((await readMails())[0]!.text).toContain(`${cheeky}，您好！`);
  });

  test('through a mail server: refused for good is told with its code, a busy one is worth another attempt', async () => {
    const server = await new MailServer().start();
    try {
      const overSmtp = send(new SmtpTransport(server.url));
      server.replyTo = () => 550;
      expect(await overSmtp(order('result'))).toEqual({ status: 'failed', result: { reason: 'refused', code: 550 } });
      server.replyTo = () => 450;
      await expect(overSmtp(order('result'))).rejects.toMatchObject({ name: 'MailDelayed' });
      server.replyTo = () => undefined;
      expect((await overSmtp(order('result'))).status).toBe('succeeded');
      expect(server.taken.map(({ recipients }) => recipients)).toEqual([[ADDRESS]]);
    } finally {
      await server.stop();
    }
  });
});
