import { readConfig } from '../../workers/config';

describe.each(['REMEDY_GATEWAY_URL', 'SMS_GATEWAY_URL'])('%s', (name) => {
  test.each(['https://payer.example/redress', 'http://127.0.0.1:8080', 'http://localhost/', 'http://[::1]:8080/x'])(
    '%s is taken',
    (url) => expect(readConfig({ [name]: url })).toMatchObject({ [name]: url }),
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
