import { SmtpTransport } from '../../activities/channels/email/smtp-transport';
import { emailBy } from '../support/channels';
import { MailServer } from './mail-server';

const message = {
  key: 'C261008-4K7QMXD/main/notify/1/result',
  no: 'C261008-4K7QMXD',
  to: { address: 'li.mei@mail.example', name: '李梅' },
  subject: '您的投诉 C261008-4K7QMXD 的处理结果',
  text: '李梅，您好！\n\n金额：¥199.00\n',
};

describe('email over SMTP', () => {
  let server: MailServer;
  const channelTo = (url = server.url) => emailBy(new SmtpTransport(url), 'complaints@shop.example');

  beforeEach(async () => (server = await new MailServer().start()));
  afterEach(() => server.stop());

  test('a mail arrives with its words, once, and says that no person sent it', async () => {
    const channel = channelTo();
    const first = await channel.send(message);
    expect(await channel.send(message)).toEqual(first);
    expect(server.taken).toHaveLength(1);
    const { recipients, headers, text } = server.taken[0]!;
    expect(recipients).toEqual(['li.mei@mail.example']);
    expect(text.trim()).toBe(message.text.trim());
    expect(headers['subject']).toBe(message.subject);
    expect(headers['to']).toBe('李梅 <li.mei@mail.example>');
    expect(headers['auto-submitted']).toBe('auto-generated');
    expect(first).toEqual({ status: 'sent', messageId: headers['message-id'] });
  });

  test('the Message-ID follows from the key, also in another process', async () => {
    const first = await channelTo().send(message);
    expect(await channelTo().send(message)).toEqual(first);
    expect(await channelTo().send({ ...message, key: `${message.key}2` })).not.toEqual(first);
    expect(new Set(server.taken.map(({ headers }) => headers['message-id'])).size).toBe(2);
  });

  test.each([550, 552, 554])('a recipient refused with %i is final', async (code) => {
    server.replyTo = () => code;
    expect(await channelTo().send(message)).toEqual({ status: 'refused', reason: 'refused', code });
  });

  test('a message refused with 554 is final', async () => {
    server.replyToMessage = 554;
    expect(await channelTo().send(message)).toEqual({ status: 'refused', reason: 'refused', code: 554 });
  });

  test.each([421, 450, 451, 452])('a reply %i is worth another attempt, which then succeeds', async (code) => {
    const channel = channelTo();
    server.replyTo = () => code;
    await expect(channel.send(message)).rejects.toThrow(`(${code})`);
    server.replyTo = () => undefined;
    expect((await channel.send(message)).status).toBe('sent');
    expect(server.taken).toHaveLength(1);
  });

  test('a server that is down is worth another attempt', async () => {
    const { url } = server;
    await server.stop();
    await expect(channelTo(url).send(message)).rejects.toMatchObject({ name: 'MailDelayed' });
    server = await new MailServer().start();
  });

  test('a server that does not let us in is for the operator to mend, and says nothing about the customer', async () => {
    const guarded = await new MailServer({ password: 'right' }).start();
    try {
      const urlWith = (password: string) => `smtp://redress:${password}@127.0.0.1:${guarded.port}`;
      await expect(channelTo(urlWith('wrong')).send(message)).rejects.toMatchObject({ name: 'MailDelayed' });
      expect((await channelTo(urlWith('right')).send(message)).status).toBe('sent');
    } finally {
      await guarded.stop();
    }
  });

  test('no error tells an address', async () => {
    server.replyTo = () => 451;
    const error: unknown = await channelTo()
      .send(message)
      .catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack ?? ''}`).not.toMatch(
      /mail\.example|private\.example/,
    );
  });

  test.each(['', 'nobody', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', 'Mei <a@b.example>', 'a@b'])(
    'what is not one address is not written to: %j',
    async (address) => {
      expect(await channelTo().send({ ...message, to: { address } })).toEqual({
        status: 'refused',
        reason: 'noAddress',
      });
      expect(server.taken).toHaveLength(0);
    },
  );

  test('a name can not add a header or a recipient', async () => {
    await channelTo().send({
      ...message,
      to: { address: 'a@b.example', name: 'Eve <e@f.example>,\r\nBcc: c@d.example' },
    });
    const { recipients, headers } = server.taken[0]!;
    expect(recipients).toEqual(['a@b.example']);
    expect(headers['bcc']).toBeUndefined();
  });
});
