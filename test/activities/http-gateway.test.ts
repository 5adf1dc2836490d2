import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { HttpGateway } from '../../activities/ports/http-gateway';
import { freePort } from '../../engines/for-tests';
import { GatewayServer } from './gateway-server';
import type { Office } from './office';
import { NO, openOffice } from './office';
import { temporaryFolders } from './temporary-folders';

const ACCOUNT = '6222 0202 0202 1234';

describe('the remedy gateway over HTTP', () => {
  const newFolder = temporaryFolders();
  const payer = new GatewayServer();
  let office: Office;
  let counter = 0;
  const gatewayAt = (url: string, more = {}) =>
    new HttpGateway({ url, secret: payer.secret, vault: office.vault, ...more });
  const order = (params: Record<string, unknown> = {}) => {
    const key = `${NO}/main/execute/1/option-1-remedy-${++counter}`;
    return { no: NO, key, kind: 'refund', params: { to: 'originalPayment', ...params }, amountFen: 19_900 };
  };

  beforeAll(async () => {
    await payer.start();
    office = await openOffice(newFolder());
  });
  afterEach(() => payer.behaveAgain());
  afterAll(() => payer.stop());

  test('an order arrives signed, with its key in the header, and can be found and taken back', async () => {
    const gateway = gatewayAt(payer.url);
    const given = order();
    expect(await gateway.find(given.key)).toEqual({ status: 'absent' });
    expect(await gateway.undo(given.key)).toEqual({ status: 'absent' });
    const done = await gateway.execute(given);
    expect(done).toEqual({ status: 'done', reference: expect.stringMatching(/^P-\d+$/) });
    expect(payer.orders.at(-1)).toEqual({ ...given, currency: 'CNY' });
    expect(await gateway.find(given.key)).toEqual(done);
    expect((await gateway.undo(given.key)).status).toBe('done');
    expect(payer.undone(given.key)).toBe(1);
  });

  test('account details are opened for the payer alone', async () => {
    const given = order({ to: 'account', details: [{ account: office.seal(ACCOUNT) }] });
    expect((await gatewayAt(payer.url).execute(given)).status).toBe('done');
    expect(payer.orders.at(-1)?.params).toEqual({ to: 'account', details: [{ account: ACCOUNT }] });
    expect(JSON.stringify(given)).not.toContain(ACCOUNT);
  });

  test("an account that was erased, is another case's or does not open is refused, and nothing is sent", async () => {
    office = await openOffice(newFolder());
    const strange = (await office.vault.sealerForNew('C261008-9999999'))(ACCOUNT);
    const broken = `${office.seal(ACCOUNT).slice(0, -4)}AAAA`;
    const erased = office.seal(ACCOUNT);
    const attempt = async (account: string) => {
      const given = order({ account });
      const answer = await gatewayAt(payer.url).execute(given);
      expect(payer.sent(given.key)).toBe(0);
      return answer;
    };
    expect(await attempt(strange)).toEqual({ status: 'refused', reason: 'otherCase' });
    expect(await attempt(broken)).toEqual({ status: 'refused', reason: 'unreadable' });
    await office.destroyKey();
    expect(await attempt(erased)).toEqual({ status: 'refused', reason: 'personErased' });
    office = await openOffice(newFolder());
  });

  test('nobody listens: not sent', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    await expect(gatewayAt(nobody).execute(order())).rejects.toMatchObject({ name: 'NotSent' });
  });

  test('a wrong secret: not sent', async () => {
    const stranger = gatewayAt(payer.url, { secret: 'another' });
    const given = order();
    await expect(stranger.execute(given)).rejects.toMatchObject({ name: 'NotSent' });
    expect(payer.acted(given.key)).toBe(0);
  });

  test('it reads and falls silent: unanswered, in time', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const started = Date.now();
      const gateway = gatewayAt(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, { timeoutMs: 300 });
      await expect(gateway.execute(order())).rejects.toMatchObject({ name: 'Unanswered' });
      await expect(gateway.find('x')).rejects.toMatchObject({ name: 'Unanswered' });
      expect(Date.now() - started).toBeLessThan(5_000);
    } finally {
      silent.close();
    }
  });

  test.each(['answerLost', 'cutOff'] as const)('the connection breaks (%s): unanswered', async (fate) => {
    payer.fate = () => fate;
    await expect(gatewayAt(payer.url).execute(order())).rejects.toMatchObject({ name: 'Unanswered' });
  });

  const done = JSON.stringify({ status: 'done', reference: 'R1' });
  const refused = JSON.stringify({ status: 'refused', reason: 'accountClosed' });
  const absent = JSON.stringify({ status: 'absent' });
  test.each([
    [200, done, { status: 'done', reference: 'R1' }],
    [201, done, { status: 'done', reference: 'R1' }],
    [200, refused, { status: 'refused', reason: 'accountClosed' }],
    [422, refused, { status: 'refused', reason: 'accountClosed' }],
    [422, 'Li Mei has no account', { status: 'refused', reason: 'http-422' }],
    [400, '', { status: 'refused', reason: 'http-400' }],
    [404, refused, { status: 'refused', reason: 'accountClosed' }],
    [401, refused, 'NotSent'],
    [404, '<h1>Not found</h1>', 'NotSent'],
    [405, '', 'NotSent'],
    [429, '', 'NotSent'],
    [200, '', 'Unanswered'],
    [200, '<h1>Welcome</h1>', 'Unanswered'],
    [200, '{"status":"working"}', 'Unanswered'],
    [200, absent, 'Unanswered'],
    [202, '{"status":"accepted"}', 'Unanswered'],
    [302, done, 'Unanswered'],
    [409, done, 'Unanswered'],
    [500, refused, 'Unanswered'],
    [503, '', 'Unanswered'],
  ])('an order answered with %i %s', async (status, body, expected) => {
    payer.answersAlways = { status, body, headers: status === 302 ? { location: payer.url } : {} };
    const answer = gatewayAt(payer.url).execute(order());
    if (typeof expected === 'string') await expect(answer).rejects.toMatchObject({ name: expected });
    else expect(await answer).toEqual(expected);
  });

  test.each([
    [200, done, { status: 'done', reference: 'R1' }],
    [404, absent, { status: 'absent' }],
    [404, '<h1>Not found</h1>', 'Unanswered'],
    [400, '', 'Unanswered'],
    [401, '', 'NotSent'],
    [503, absent, 'Unanswered'],
  ])('a question answered with %i %s', async (status, body, expected) => {
    payer.answersAlways = { status, body };
    const answer = gatewayAt(payer.url).find('key');
    if (typeof expected === 'string') await expect(answer).rejects.toMatchObject({ name: expected });
    else expect(await answer).toEqual(expected);
  });

  test('what a foreign answer says beyond codes does not get in', async () => {
    payer.answersAlways = {
      status: 200,
      body: JSON.stringify({ status: 'done', reference: '付给 李梅', account: ACCOUNT }),
    };
    expect(await gatewayAt(payer.url).execute(order())).toEqual({ status: 'done', reference: 'unreadable' });
    payer.answersAlways = {
      status: 422,
      body: JSON.stringify({ status: 'refused', reason: 'Li Mei is unknown here' }),
    };
    expect(await gatewayAt(payer.url).execute(order())).toEqual({ status: 'refused', reason: 'refused' });
  });

  test('no error tells what was sent', async () => {
    payer.fate = () => 'cutOff';
    const given = order({ account: office.seal(ACCOUNT) });
    const error = (await gatewayAt(payer.url)
      .execute(given)
      .catch((thrown: unknown) => thrown)) as Error;
    expect(error.name).toBe('Unanswered');
    expect(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('6222');
  });
});
