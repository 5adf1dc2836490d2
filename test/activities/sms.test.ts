import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNotifyStaff } from '../../activities/notify-staff';
import type { Deliver } from '../../activities/channels/channel';
import { inFolder } from '../../activities/channels/in-folder';
import { MailFolder } from '../../activities/channels/mail-folder';
import { byGateway } from '../../activities/channels/message-gateway';
import { sms } from '../../activities/channels/sms/definition';
import { remedies } from '../../activities/remedies/registry';
import { createSendMessage } from '../../activities/send-message';
import { storedMailSchema } from '../../domain/letters/stored-mail';
import { channelsOf, emailBy, smsBy } from '../support/channels';
import type { Office } from './office';
import { colleague, NO, openOffice } from './office';
import { MessageGatewayServer } from './message-gateway-server';
import { temporaryFolders } from './temporary-folders';

const NUMBER = '+8613800000000';
const KEY = `${NO}/main/handOver/1/tell-mei-sms`;

describe('the SMS gateway', () => {
  const server = new MessageGatewayServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  beforeEach(() => {
    server.sent.length = 0;
    server.becomes = () => ({ status: 'delivered', reference: `S-${server.sent.length}` });
    server.losesAnswers = false;
    server.answersAlways = undefined;
  });

  let number = 0;
  /** Each test has a key of its own, with characters that no header or path takes as they are. */
  const nextSms = () => ({
    ...{ key: `${KEY}/梅/${++number}`, no: NO, to: { address: NUMBER }, subject: '', text: '投诉已移交' },
  });
  const gateway = (secret = server.secret) => byGateway({ url: server.url, secret, timeoutMs: 2_000 });

  test('delivers once under its key, however often it is tried', async () => {
    const sms = nextSms();
    expect(await gateway()(sms)).toEqual({ status: 'sent', messageId: 'S-0' });
    expect(await gateway()(sms)).toEqual({ status: 'sent', messageId: 'S-0' });
    expect(server.sent).toEqual([{ key: sms.key, no: NO, to: NUMBER, text: '投诉已移交' }]);
    expect(server.handedOver.get(sms.key)).toBe(1);
  });

  test('an answer that is lost on the way is asked for, and nothing is sent twice', async () => {
    const sms = nextSms();
    server.losesAnswers = true;
    await expect(gateway()(sms)).rejects.toMatchObject({ name: 'MessageDelayed' });
    server.losesAnswers = false;
    expect(await gateway()(sms)).toMatchObject({ status: 'sent' });
    expect(server.sent).toHaveLength(1);
    expect(server.handedOver.get(sms.key)).toBe(1);
  });

  test('accepted is not told: only its receipt decides', async () => {
    server.becomes = () => ({ status: 'accepted' });
    const sms = nextSms();
    for (let attempt = 0; attempt < 2; attempt++)
      await expect(gateway()(sms)).rejects.toMatchObject({ name: 'MessageDelayed' });
    server.receipt(sms.key, { status: 'refused', reason: 'switchedOff' });
    expect(await gateway()(sms)).toEqual({ status: 'refused', reason: 'refused', why: 'switchedOff' });
    const other = nextSms();
    await expect(gateway()(other)).rejects.toMatchObject({ name: 'MessageDelayed' });
    server.receipt(other.key, { status: 'delivered', reference: 'R-7' });
    expect(await gateway()(other)).toEqual({ status: 'sent', messageId: 'R-7' });
  });

  test('a network without receipts says that it was sent', async () => {
    server.becomes = () => ({ status: 'sent', reference: 'S-1' });
    expect(await gateway()(nextSms())).toEqual({ status: 'sent', messageId: 'S-1' });
  });

  test('a wrong secret is no refusal: somebody has to mend it, and then it is sent', async () => {
    const sms = nextSms();
    await expect(gateway('another secret altogether')(sms)).rejects.toMatchObject({ name: 'MessageDelayed' });
    expect(await gateway()(sms)).toMatchObject({ status: 'sent' });
  });

  test.each([
    ['500', { status: 500, body: '' }],
    ['503 with a page', { status: 503, body: '<html>' }],
    ['429', { status: 429, body: '' }],
    ['409', { status: 409, body: '{}' }],
    ['a 404 that is nobody', { status: 404, body: 'not found' }],
    ['a redirect', { status: 302, body: '' }],
    ['nonsense', { status: 200, body: '{"status":"perhaps"}' }],
    ['a broken connection', 'broken' as const],
  ])('%s is worth another attempt', async (_what, reply) => {
    server.answersAlways = reply;
    await expect(gateway()(nextSms())).rejects.toMatchObject({ name: 'MessageDelayed' });
    expect(server.sent).toEqual([]);
  });

  test('a reason that is no code does not get into a history, and no error tells the number', async () => {
    server.becomes = () => ({ status: 'refused', reason: `no such number ${NUMBER}` });
    expect(await gateway()(nextSms())).toEqual({ status: 'refused', reason: 'refused', why: 'refused' });
    server.answersAlways = 'broken';
    const error = (await gateway()(nextSms()).catch((thrown: unknown) => thrown)) as Error;
    expect(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('138');
  });

  test('nobody there', async () => {
    const nowhere = byGateway({ url: 'http://127.0.0.1:9/', secret: server.secret, timeoutMs: 2_000 });
    await expect(nowhere(nextSms())).rejects.toMatchObject({ name: 'MessageDelayed' });
  });

  test('a number that is none is no address, and one with spaces is the same', async () => {
    const channel = smsBy(gateway());
    const send = (address: string) =>
      channel.send({ key: nextSms().key, no: NO, to: { address }, subject: '', text: 'x' });
    expect(await send('not a number')).toEqual({ status: 'refused', reason: 'noAddress' });
    expect(await send('')).toEqual({ status: 'refused', reason: 'noAddress' });
    expect(await send('+86 138-0000 0000')).toMatchObject({ status: 'sent' });
    expect(server.sent.at(-1)?.to).toBe(NUMBER);
  });
});

describe('telling by SMS', () => {
  const newFolder = temporaryFolders();
  let folder: string;
  let office: Office;
  beforeEach(async () => {
    folder = newFolder();
    const roles = ['complaintsManager'];
    office = await openOffice(folder, [
      colleague('mei', { name: '梅', roles, phone: '13800000001' }),
      colleague('lin', { name: '林', roles }),
    ]);
  });

  const mails = (): string => join(folder, 'mails');
  const mailFolder = () => new MailFolder(mails(), office.vault);
  const channels = (deliver: Deliver = inFolder(sms, { folder: mailFolder() })) => ({
    channels: channelsOf(emailBy(mailFolder()), smsBy(deliver)),
  });
  async function stored() {
    const files = readdirSync(mails()).map((file) =>
      storedMailSchema.parse(JSON.parse(readFileSync(join(mails(), file), 'utf8'))),
    );
    return office.vault.openDeep(files, NO);
  }
  const word = (by?: 'sms' | 'email') => ({
    ...{ no: NO, key: `${NO}/told`, bundleHash: office.bundle.hash, template: 'handedOver' },
    ...{ to: { role: 'complaintsManager' }, values: { no: NO, category: 'quality' } },
    ...(by === undefined ? {} : { by }),
  });

  test('staff with a number are told in the short words of the template; without a gateway it lands beside the mails', async () => {
    const notify = createNotifyStaff({ ...office, ...channels(), remedies });
    expect(await notify(word('sms'))).toEqual({
      status: 'succeeded',
      result: { channel: 'sms', told: 1, refused: 1, sentAt: expect.any(String) },
    });
    expect(await stored()).toEqual([
      expect.objectContaining({
        from: 'sms',
        to: '梅 <13800000001>',
        text: `投诉${NO}（质量问题）已移交您，梅，请登录系统接手。`,
      }),
    ]);
  });

  test('whom no SMS reaches has not been told', async () => {
    const refusing: Deliver = async () => ({ status: 'refused', reason: 'refused', why: 'switchedOff' });
    const notify = createNotifyStaff({ ...office, ...channels(refusing), remedies });
    expect(await notify(word('sms'))).toEqual({ status: 'failed', result: { reason: 'refused' } });
    expect(
      await createNotifyStaff({ ...office, channels: channelsOf(emailBy(mailFolder())), remedies })(word('sms')),
    ).toEqual({
      status: 'failed',
      result: { reason: 'noChannel' },
    });
  });

  test('customers who prefer it get the body; a refusal says why, and a number that is none is no address', async () => {
    const order = {
      ...{ no: NO, key: `${NO}/main/notify/1/result`, bundleHash: office.bundle.hash, template: 'acknowledgement' },
      ...{ language: 'zh' as const, values: { no: NO, category: 'quality', recordedAt: '2026-10-08T02:30:00.000Z' } },
    };
    const contact = { name: office.seal('李梅'), phone: office.seal('138 0000 0002'), prefers: 'sms' };
    const send = createSendMessage({ ...office, ...channels(), remedies });
    expect(await send({ ...order, contact })).toMatchObject({ status: 'succeeded', result: { channel: 'sms' } });
    expect((await stored())[0]).toMatchObject({
      to: '李梅 <13800000002>',
      text: expect.stringContaining('答复方式：短信'),
    });
    expect(await send({ ...order, contact: { ...contact, phone: office.seal('无') } })).toEqual({
      status: 'failed',
      result: { reason: 'noAddress' },
    });
    const refusing: Deliver = async () => ({ status: 'refused', reason: 'refused', why: 'noSuchNumber' });
    const refused = await createSendMessage({ ...office, ...channels(refusing), remedies })({ ...order, contact });
    expect(refused).toEqual({ status: 'failed', result: { reason: 'refused', why: 'noSuchNumber' } });
  });
});
