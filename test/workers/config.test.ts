import { readConfig } from '../../workers/config';

/** What a variable came to, whoever reads it. */
function valueOf(name: string, value: string): unknown {
  const { channels, ...own } = readConfig({ [name]: value });
  return { ...own, ...channels }[name];
}

describe.each(['REMEDY_GATEWAY_URL', 'SMS_GATEWAY_URL'])('%s', (name) => {
  test.each(['https://payer.example/redress', 'http://127.0.0.1:8080', 'http://localhost/', 'http://[::1]:8080/x'])(
    '%s is taken',
    (url) => expect(valueOf(name, url)).toBe(url),
  );
  test.each([
    ...[
      'http://payer.example/redress',
      'http://10.0.0.7/',
      'http://127.0.0.1.example.com/',
      'ftp://127.0.0.1/',
      'payer',
    ],
    'http://localhost@payer.example/',
  ])('%s stops the start, and is named', (url) => expect(() => readConfig({ [name]: url })).toThrow(name));
});

test('every wrong variable is named at once, of channels too', () => {
  const wrong = {
    REDRESS_WORKER_PORT: 'x',
    REMEDY_GATEWAY_SECRET: 'short',
    SMS_GATEWAY_SECRET: 'short',
    MAIL_FROM: 'us',
  };
  for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name);
});
