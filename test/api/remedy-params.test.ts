import { z } from 'zod';
import { remedies } from '../../activities/remedies/registry';
import { defineRemedy } from '../../activities/remedies/contract';
import { amountFen, sealedText } from '../../activities/remedies/params';
import { paramsForPeople, sealParams } from '../../api/remedy-params';
import { isSealed } from '../../domain/values/sealed';
import { both } from '../../domain/values/text';

const seal = (text: string): string =>
  `sealed:v2:C260930-4K7QMXD:x:${Buffer.from(text.padEnd(40)).toString('base64url')}`;
const opened = (sealed: unknown): string =>
  Buffer.from(String(sealed).split(':')[4] ?? '', 'base64url')
    .toString()
    .trim();
const title = both('x', 'x');
const voucher = defineRemedy({
  kind: 'voucher',
  title,
  help: title,
  letter: title,
  params: z.strictObject({
    amountFen,
    to: z.strictObject({ name: sealedText, address: sealedText.optional() }).optional(),
    copies: z.array(z.strictObject({ mail: sealedText })).default([]),
    hints: z.record(z.string(), sealedText).optional(),
    code: z.string().optional(),
  }),
  costFen: (params) => params.amountFen,
  execute: async () => ({ status: 'done', reference: 'x' }),
});
const check = (params: Record<string, unknown>) => sealParams(voucher, params, seal, 'params');

test('what the definition marks as personal is sealed wherever it stands, and nothing else is', () => {
  const { params, errors } = check({
    amountFen: 100,
    to: { name: ' 王小明 ' },
    copies: [{ mail: 'a@example.com' }, { mail: 'b@example.com' }],
    hints: { door: '三楼' },
    code: 'plain',
  });
  expect(errors).toEqual([]);
  const { to, copies, hints, code } = params as {
    to: { name: string };
    copies: { mail: string }[];
    hints: { door: string };
    code: string;
  };
  expect([to.name, ...copies.map(({ mail }) => mail), hints.door].map(opened)).toEqual([
    '王小明',
    'a@example.com',
    'b@example.com',
    '三楼',
  ]);
  expect(code).toBe('plain');
});

test('a text that looks sealed is sealed like any other: nobody can bring in another case’s', () => {
  const foreign = seal('another case');
  const { params } = check({ amountFen: 1, to: { name: foreign } });
  expect(opened((params['to'] as { name: string }).name)).toBe(foreign);
});

test('each wrong parameter is named by its path', () => {
  const named = (params: Record<string, unknown>) => check(params).errors.map(({ field, code }) => `${field} ${code}`);
  expect(named({ amountFen: 0 })).toEqual(['params.amountFen too_small']);
  expect(named({})).toEqual(['params.amountFen required']);
  expect(named({ amountFen: 1, to: { name: '' } })).toEqual(['params.to.name too_small']);
  expect(named({ amountFen: 1, to: { name: 'x'.repeat(4_001) } })).toEqual(['params.to.name too_big']);
  expect(named({ amountFen: 1, to: { name: 5 } })).toEqual(['params.to.name invalid_type']);
  expect(named({ amountFen: 1, colour: 'red' })).toEqual(['params.colour unknown_field']);
});

test('defaults of the definition are filled in', () => {
  expect(check({ amountFen: 1 }).params).toEqual({ amountFen: 1, copies: [] });
});

test('the longest personal text that is taken fits every remedy once it is sealed', () => {
  const longest = '汉'.repeat(4_000);
  expect(isSealed(seal(longest))).toBe(true);
  expect(check({ amountFen: 1, to: { name: longest } }).errors).toEqual([]);
});

test('a variant of several is sealed in the fields that are its own', () => {
  const refund = remedies.get('refund')!;
  const { params, errors } = sealParams(refund, { to: 'account', amountFen: 1, account: '6228 4804' }, seal, 'params');
  expect(errors).toEqual([]);
  expect(opened(params['account'])).toBe('6228 4804');
});

test('a form is shown plain texts, never the sealed form', () => {
  for (const definition of [voucher, ...remedies.values()]) {
    const schema = JSON.stringify(paramsForPeople(definition));
    expect(schema).not.toContain('sealed:v2');
    expect(schema).not.toContain('"sealed":true');
  }
  expect(JSON.stringify(paramsForPeople(voucher))).toContain('"description":"Personal data, stored encrypted."');
});
