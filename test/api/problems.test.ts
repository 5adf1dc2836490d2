import { request as plainRequest } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { PROBLEM_TYPES } from '../../api/problem-types';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { fieldsOf } from './support/http';
import type { Answered, Http } from './support/http';

let api: RunningApi;
let mei: Http;
beforeAll(async () => {
  api = await startApi();
  await api.enter(member('mei', { roles: ['complaintsDesk'] }));
  mei = await api.signedIn('mei');
}, 60_000);
afterAll(() => api.stop());

const COMPLAINTS = '/api/v1/complaints';

function expectProblem(answered: Answered, status: number, code: string): void {
  expect(answered.body).toMatchObject({ status, code, type: `/api/v1/problems/${code}` });
  expect(answered.status).toBe(status);
  expect(answered.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answered.body.instance).toBe(`urn:redress:request:${answered.headers.get('x-request-id') ?? ''}`);
  expect(JSON.stringify(answered.body)).not.toMatch(/node_modules|at .*\.ts/);
}

describe('a body that can’t be read is a problem of its kind:', () => {
  const json = { 'Content-Type': 'application/json' };
  test('malformed JSON', async () => {
    expectProblem(await mei.ask('POST', COMPLAINTS, { raw: '{"category":', headers: json }), 400, 'MalformedJson');
  });
  test('JSON that is no object', async () => {
    expectProblem(await mei.ask('POST', COMPLAINTS, { raw: '"text"', headers: json }), 400, 'MalformedJson');
    expectProblem(await mei.ask('POST', COMPLAINTS, { raw: '[]', headers: json }), 400, 'Invalid');
  });
  test('too large', async () => {
    expectProblem(await mei.post(COMPLAINTS, { text: 'x'.repeat(600_000) }), 413, 'BodyTooLarge');
  });
  test.each([
    [
      'in the parameters of a remedy',
      (deep: string) => `{"data":{"agreed":true,"result":"x","remedies":[{"kind":"gift","params":${deep}}]}}`,
    ],
    ['in a field that nobody knows', (deep: string) => `{"data":{"text":"x"},"more":${deep}}`],
  ])('nested thousands of levels deep %s', async (_, around) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const deep = `${open.repeat(20_000)}1${close.repeat(20_000)}`;
      const path = `${COMPLAINTS}/C260930-4K7QMXD/actions/solveAtOnce`;
      const answered = await mei.ask('POST', path, { raw: around(deep), headers: json });
      expectProblem(answered, 400, 'Invalid');
      expect(fieldsOf(answered).map(({ field }) => field)).toEqual(['body']);
    }
  });
  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,<b>x</b>',
    'file:///etc/passwd',
    'blob:https://x.example/1',
    'vbscript:x',
    '//x.example/1',
    'x',
    'https://wang:secret@x.example/1',
    'https://wang@x.example/1',
    'https:wang:secret@x.example/1',
    'https:\\\\:secret@x.example/1',
  ])('a reference to %s', async (uri) => {
    const path = `${COMPLAINTS}/C260930-4K7QMXD/actions/attach`;
    const answered = await mei.post(path, { data: { title: 'x', uri } });
    expectProblem(answered, 400, 'Invalid');
    expect(fieldsOf(answered).map(({ field }) => field)).toEqual(['data.uri']);
  });
  test('too large once unpacked', async () => {
    const raw = gzipSync(JSON.stringify({ text: 'x'.repeat(5_000_000) }));
    expectProblem(
      await mei.ask('POST', COMPLAINTS, { raw, headers: { ...json, 'Content-Encoding': 'gzip' } }),
      413,
      'BodyTooLarge',
    );
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x'])(
    '%s',
    async (type) => {
      expectProblem(
        await mei.ask('POST', COMPLAINTS, { raw: 'a=b', headers: { 'Content-Type': type } }),
        415,
        'UnsupportedMediaType',
      );
    },
  );
  test('another charset', async () => {
    const headers = { 'Content-Type': 'application/json; charset=gb2312' };
    expectProblem(await mei.ask('POST', COMPLAINTS, { raw: '{}', headers }), 415, 'UnsupportedMediaType');
  });
  test('bytes that are no UTF-8: refused, never kept as U+FFFD', async () => {
    const raw = Buffer.from('{"text":"\xcd\xcb\xbf\xee"}', 'latin1');
    expectProblem(await mei.ask('POST', COMPLAINTS, { raw, headers: json }), 400, 'MalformedJson');
  });
  test('an unknown encoding: says which ones are taken', async () => {
    const answered = await mei.ask('POST', COMPLAINTS, {
      raw: '{}',
      headers: { ...json, 'Content-Encoding': 'zebra' },
    });
    expectProblem(answered, 415, 'UnsupportedMediaType');
    expect(answered.headers.get('accept-encoding')).toBe('gzip, deflate, br');
  });
  const packed = {
    gzip: gzipSync('{"text":"退款"}'),
    deflate: deflateSync('{"text":"退款"}'),
    br: brotliCompressSync('{"text":"退款"}'),
  };
  test.each(
    Object.entries(packed).flatMap(([encoding, whole]) => [
      [encoding, 'cut off', whole.subarray(0, whole.length - 5)] as const,
      [encoding, 'damaged', Buffer.concat([Buffer.from('\xff\xff\xff\xff', 'latin1'), whole.subarray(4)])] as const,
      [encoding, 'not compressed at all', Buffer.from('{"text":"退款"}')] as const,
      [encoding, 'empty', Buffer.alloc(0)] as const,
    ]),
  )('%s that is %s', async (encoding, _, raw) => {
    const answered = await mei.ask('POST', COMPLAINTS, { raw, headers: { ...json, 'Content-Encoding': encoding } });
    expectProblem(answered, 400, 'Invalid');
    expect(fieldsOf(answered).length).toBeGreaterThan(0);
  });
  test('a compressed one that is whole is read', async () => {
    for (const [encoding, raw] of Object.entries(packed)) {
      const answered = await mei.ask('POST', COMPLAINTS, { raw, headers: { ...json, 'Content-Encoding': encoding } });
      expect(fieldsOf(answered).map(({ field }) => field)).toEqual(['category', 'complainant']);
    }
  });
  test('none at all: each field that must be given is named', async () => {
    const answered = await mei.ask('POST', COMPLAINTS, {});
    expectProblem(answered, 400, 'Invalid');
    expect(fieldsOf(answered).map(({ field, code }) => [field, code])).toEqual([
      ['category', 'required'],
      ['complainant', 'required'],
      ['text', 'required'],
    ]);
  });
});

test('an address that isn’t there', async () => {
  for (const path of [
    '/nowhere',
    '/api/v1/nothing',
    '/api/v1/complaints/C260930-4K7QMXD/actions/approveEverything',
    '/api/v2/me',
  ])
    expectProblem(await mei.get(path), 404, 'NotFound');
});

test('an address with broken encoding', async () => {
  expectProblem(await mei.get('/api/v1/complaints/%E0%A4%A'), 400, 'Invalid');
});

test('a method that the address doesn’t take: which it does is said', async () => {
  const answered = await mei.ask('DELETE', COMPLAINTS, {});
  expectProblem(answered, 405, 'MethodNotAllowed');
  expect(answered.headers.get('allow')).toBe('GET, HEAD, POST');
  expect((await mei.get('/api/v1/session')).headers.get('allow')).toBe('DELETE, POST');
  expect((await mei.get('/api/v1/complaints/C260930-4K7QMXD/actions/approve')).headers.get('allow')).toBe('POST');
});

test('what can’t be a complaint number names no complaint', async () => {
  for (const no of ['1', 'C260930-4K7QMXA', '..%2f..%2fetc', 'C999999-AAAAAAA'])
    expectProblem(await mei.get(`${COMPLAINTS}/${no}`), 404, 'NotFound');
});

test('queries are checked: unknown names, wrong numbers, unknown values', async () => {
  const answered = await mei.get(`${COMPLAINTS}?staus=open&cursor=&perPage=x&sort=name&dueBefore=tomorrow`);
  expectProblem(answered, 400, 'Invalid');
  expect(
    fieldsOf(answered)
      .map(({ field }) => field)
      .sort(),
  ).toEqual(['?cursor', '?dueBefore', '?perPage', '?sort', '?staus']);
});

test('an idempotency key has its bounds', async () => {
  const answered = await mei.post(COMPLAINTS, {}, { 'Idempotency-Key': 'k'.repeat(81) });
  expect(answered.body.errors).toContainEqual(expect.objectContaining({ field: 'Idempotency-Key' }));
});

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', '请求内容有误'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en', 'Invalid request'],
  ['fr,zh;q=0.3', 'zh', '请求内容有误'],
  ['zh;q=0, en;q=0.1', 'en', 'Invalid request'],
  ['zh;q=0.5, en;q=0.5', 'zh', '请求内容有误'],
  ['*', 'en', 'Invalid request'],
  ['de', 'en', 'Invalid request'],
  [';;;q=x,,', 'en', 'Invalid request'],
])('Accept-Language "%s" is answered in %s', async (header, language, title) => {
  const answered = await mei.post(COMPLAINTS, {}, { 'Accept-Language': header });
  expect(answered.body.title).toBe(title);
  expect(answered.headers.get('content-language')).toBe(language);
  // Whatever language the sentence is in, each field's message is in both.
  for (const { message } of fieldsOf(answered)) expect(Object.keys(message)).toEqual(['zh', 'en']);
});

test('the type of a problem leads to what it means', async () => {
  const { body } = await mei.post(COMPLAINTS, {});
  const { body: kind } = await api.http.get(body.type as string);
  expect(kind).toEqual({ code: 'Invalid', ...PROBLEM_TYPES.Invalid });
  expect((await api.http.get('/api/v1/problems')).body.kinds).toHaveLength(Object.keys(PROBLEM_TYPES).length);
  expectProblem(await api.http.get('/api/v1/problems/constructor'), 404, 'NotFound');
});

test('a body with fields of an object’s own machinery changes nothing', async () => {
  const raw =
    '{"category":"quality","complainant":{},"text":"x","__proto__":{"isAdmin":true},"fields":{"__proto__":"x","constructor":"y"}}';
  const { status } = await mei.ask('POST', COMPLAINTS, { raw, headers: { 'Content-Type': 'application/json' } });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test('answers carry the headers that protect their readers, and no copy of them is kept', async () => {
  const { headers } = await mei.get(COMPLAINTS);
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
});

test('HEAD is answered like GET, without a body', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = plainRequest(`${api.base}/health`, { method: 'HEAD' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
  expect(status).toBe(200);
});

describe('while the database is down', () => {
  let down: RunningApi;
  let known: Http;
  beforeAll(async () => {
    down = await startApi();
    await down.enter(member('mei', { roles: ['complaintsDesk'] }));
    known = await down.signedIn('mei');
    await known.get('/api/v1/me');
    await down.mongo.stop();
  }, 60_000);
  afterAll(() => down.stop());

  const intake = { category: 'quality', complainant: { name: '王小明' }, text: '漏电' };
  test('a complaint is not accepted, and the caller is told to come again', async () => {
    const answered = await known.post(COMPLAINTS, intake);
    expectProblem(answered, 503, 'StoreUnavailable');
    expect(answered.headers.get('retry-after')).toBe('5');
  }, 30_000);
  test('who is signed in stays so; who isn’t must wait', async () => {
    expect((await known.get('/api/v1/me')).status).toBe(200);
    expectProblem(await down.http.post('/api/v1/session', { id: 'lin', password: 'x' }), 503, 'StoreUnavailable');
  }, 30_000);
  test('it lives but is not ready, and says what is missing', async () => {
    expect((await down.http.get('/health')).status).toBe(200);
    const answered = await down.http.get('/ready');
    expectProblem(answered, 503, 'NotReady');
    expect(answered.body.missing).toEqual(['temporal', 'mongodb', 'policy']);
  }, 30_000);
});

test('without Temporal and its worker the API says what is missing', async () => {
  expect((await api.http.get('/ready')).body.missing).toEqual(['temporal', 'policy']);
});

test('metrics tell answers by operation and problems by code', async () => {
  await mei.post(COMPLAINTS, {});
  const { body } = await api.http.get('/metrics');
  expect(body).toMatch(
    /redress_http_request_duration_seconds_count\{method="POST",operation="registerComplaint",status="400"\} \d+/,
  );
  expect(body).toMatch(/redress_http_problems_total\{operation="registerComplaint",code="Invalid"\} \d+/);
  expect(body).toContain('operation="none"');
});
