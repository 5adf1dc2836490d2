import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { SEALED_PATTERN, isSealed, sealedFor } from '../../domain/values/sealed';
import type { CaseKey } from '../../vault/key-store';
import { SealBroken, open, seal } from '../../vault/sealing';

const newKey = (): CaseKey => createSecretKey(randomBytes(32));
const key = newKey();
const no = 'C20261121-7QK4M2';
const field = 'note.text';
const at = { no, field };
const anyText = fc.string({ unit: 'binary', maxLength: 200 });
const numbers = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

describe('seal', () => {
  it('any text, opened with the same key: the same text', () => {
    fc.assert(
      fc.property(numbers, anyText, (number, text) => open(key, seal(key, { no: number, field }, text)) === text),
    );
  });

  it('any text: the sealed form, which names its complaint', () => {
    fc.assert(
      fc.property(numbers, anyText, (number, text) => {
        const sealed = seal(key, { no: number, field }, text);
        expect(isSealed(sealed)).toBe(true);
        expect(sealedFor(sealed)).toEqual({ no: number, field });
      }),
    );
  });

  it('the same text twice: two values that share nothing but the number', () => {
    const [first, second] = [seal(key, at, '王小明'), seal(key, at, '王小明')];
    expect(first.slice(0, -38)).not.toBe(second.slice(0, -38));
    expect(SEALED_PATTERN.exec(first)?.[3]?.slice(0, 16)).not.toBe(SEALED_PATTERN.exec(second)?.[3]?.slice(0, 16));
  });

  it('a text of many megabytes: sealed and opened', () => {
    const text = '投诉'.repeat(2_000_000);
    expect(open(key, seal(key, at, text)) === text).toBe(true);
  });

  it('a lone surrogate, which is no text: comes back as U+FFFD', () => {
    expect(open(key, seal(key, at, 'a\ud800b'))).toBe('a\ufffdb');
  });

  it.each(['', '-a', 'a:b', 'a b', '备注', 'x'.repeat(121), 'a\n'])('a field %j: refused', (one) => {
    expect(() => seal(key, { no, field: one }, 'text')).toThrow(RangeError);
  });

  it.each(['', 'a:b', '投诉1', '-1', 'a b', 'x'.repeat(65), 'C1\n'])('a complaint number %j: refused', (number) => {
    expect(() => seal(key, { no: number, field }, 'text')).toThrow(RangeError);
  });
});

describe('open', () => {
  it('any single bit of iv, tag or ciphertext altered: SealBroken', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 0, max: 7 }), (text, where, bit) => {
        const [, , , body] = SEALED_PATTERN.exec(seal(key, at, text)) ?? [];
        const bytes = Buffer.from(body ?? '', 'base64url');
        const place = where % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << bit), place);
        expect(() => open(key, `sealed:v2:${no}:${field}:${bytes.toString('base64url')}`)).toThrow(SealBroken);
      }),
    );
  });

  it('any single character replaced, removed or added: SealBroken', () => {
    const character = fc.constantFrom(...Array.from('ABCXYZabcxyz0189-_.=+/: \n投'));
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 0, max: 1 }), fc.option(character), (text, where, cut, put) => {
        const sealed = seal(key, at, text);
        const place = where % sealed.length;
        const other = sealed.slice(0, place) + (put ?? '') + sealed.slice(place + cut);
        fc.pre(other !== sealed);
        expect(() => open(key, other)).toThrow(SealBroken);
      }),
      { numRuns: 500 },
    );
  });

  it('the last character in another spelling of the same bytes: SealBroken', () => {
    const sealed = seal(key, at, 'ab'); // 30 bytes and
    const longer = seal(key, at, 'abc'); // 31 bytes, whose last character has four idle bits
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respelt = longer.slice(0, -1) + (digits[digits.indexOf(longer.slice(-1)) + 1] ?? '');
    const bytesOf = (value: string) => Buffer.from(value.split(':')[4] ?? '', 'base64url').toString('hex');
    expect(bytesOf(respelt)).toBe(bytesOf(longer));
    expect(open(key, longer)).toBe('abc');
    expect(() => open(key, respelt)).toThrow(SealBroken);
    expect(open(key, sealed)).toBe('ab');
  });

  it('with the key of another case: SealBroken', () => {
    expect(() => open(newKey(), seal(key, at, '张三'))).toThrow(SealBroken);
  });

  it('moved to another case that has the same key: SealBroken', () => {
    const moved = seal(key, at, '张三').replace(no, 'C20261121-7QK4M3');
    expect(isSealed(moved)).toBe(true);
    expect(() => open(key, moved)).toThrow(SealBroken);
  });

  it('relabelled as another field of the same case: SealBroken', () => {
    const moved = seal(key, at, '张三').replace(field, 'attach.title');
    expect(isSealed(moved)).toBe(true);
    expect(() => open(key, moved)).toThrow(SealBroken);
  });

  it('a text that is not sealed: SealBroken, which does not repeat it', () => {
    expect(() => open(key, '13800138000')).toThrow(SealBroken);
    expect(() => open(key, '13800138000')).not.toThrow(/138/);
  });
});

describe('isSealed and sealedFor', () => {
  const sealed = seal(key, at, '');

  it('an empty text sealed: still the sealed form', () => {
    expect(isSealed(sealed)).toBe(true);
    expect(open(key, sealed)).toBe('');
  });

  it.each([
    ['nothing', ''],
    ['plain text', '我要退款'],
    ['a sealed value inside a text', `see ${sealed}`],
    ['a sealed value and a line break', `${sealed}\n`],
    ['a shorter body than iv and tag', sealed.slice(0, -1)],
    ['a later version of the form', sealed.replace(':v2:', ':v3:')],
    ['no complaint number', sealed.replace(no, '')],
    ['no field', sealed.replace(field, '')],
  ])('%s: not sealed', (_, text) => {
    expect(isSealed(text)).toBe(false);
    expect(sealedFor(text)).toBeUndefined();
  });
});
