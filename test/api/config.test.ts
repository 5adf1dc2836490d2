import { join } from 'node:path';
import { ConfigError, readConfig } from '../../api/config';

test('what isn’t set has its default, an empty variable counting as not set', () => {
  const config = readConfig({ REDRESS_PORT: '', SMTP_URL: '' });
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 4780,
    mailsToFolder: true,
    answerWithinMs: 20_000,
    defaultPolicy: 'enterprise-eight-step',
  });
});

test('folders stand in the data folder, and the console where it was built', () => {
  const { folders } = readConfig({ REDRESS_DATA: '/var/redress' });
  expect(folders).toEqual({
    data: '/var/redress',
    keys: join('/var/redress', 'keys'),
    secrets: join('/var/redress', 'secrets'),
    mails: join('/var/redress', 'mails'),
    console: join(__dirname, '..', '..', 'web', 'dist'),
  });
});

test('with a mail server there is no folder of mails to read', () => {
  expect(readConfig({ SMTP_URL: 'smtp://mail.example.com' }).mailsToFolder).toBe(false);
});

test('every variable that is wrong is named at once', () => {
  const wrong = {
    REDRESS_PORT: '70000',
    MONGODB_URI: 'postgres://x',
    REDRESS_ANSWER_WITHIN_MS: 'soon',
    REDRESS_LOG_LEVEL: 'loud',
  };
  expect(() => readConfig(wrong)).toThrow(ConfigError);
  for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name);
});

test.each([
  [{}, false],
  [{ REDRESS_HOST: 'localhost' }, false],
  [{ REDRESS_HOST: '127.0.0.2' }, false],
  [{ REDRESS_HOST: '::1' }, false],
  [{ REDRESS_HOST: '0.0.0.0' }, true],
  [{ REDRESS_HOST: '::' }, true],
  [{ REDRESS_HOST: '127.0.0.1.example.com' }, true],
  [{ REDRESS_TRUSTED_PROXIES: '1' }, true],
])('whether others than this machine reach it is told by host and proxies: %p', (given, isExposed) => {
  expect(readConfig(given).isExposed).toBe(isExposed);
});

test('customers come in by https, or on this machine, at an address without a path', () => {
  const addressOf = (url: string) => readConfig({ REDRESS_PUBLIC_URL: url }).publicUrl;
  expect(addressOf('https://complaints.example.com/')).toBe('https://complaints.example.com');
  expect(addressOf('http://127.0.0.1:4780')).toBe('http://127.0.0.1:4780');
  for (const wrong of [
    'http://complaints.example.com',
    'ftp://x.example',
    'https://x.example/a',
    'https://x.example/?a',
  ])
    expect(() => addressOf(wrong)).toThrow('REDRESS_PUBLIC_URL');
});
