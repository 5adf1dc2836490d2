import fc from 'fast-check';
import {
  formatComplaintNumber,
  isComplaintNumber,
  normaliseComplaintNumber,
} from '../../domain/values/complaint-number';

const ALPHABET = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXY');
const dates = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const numbers = fc
  .tuple(dates, fc.uint8Array({ minLength: 8, maxLength: 8 }))
  .map(([date, bytes]) => formatComplaintNumber(date, bytes));
/** Where a number carries information: not the C, not the hyphen. */
const positions = fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14);

const replaceAt = (text: string, i: number, character: string): string =>
  text.slice(0, i) + character + text.slice(i + 1);

test('the same date and bytes always give the same number, of the documented form', () => {
  const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(formatComplaintNumber('2026-09-30', bytes)).toBe('C260930-V2RJ8XQ');
  expect(formatComplaintNumber('2026-09-30', Uint8Array.from([...bytes, 99]))).toBe('C260930-V2RJ8XQ');
  fc.assert(fc.property(numbers, (no) => isComplaintNumber(no) && normaliseComplaintNumber(no) === no));
});

test('every byte matters, and every character comes up about as often as any other', () => {
  const seen = new Map<string, number>();
  let state = 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) >> 8;
  for (let i = 0; i < 6_200; i++) {
    const no = formatComplaintNumber('2026-09-30', Uint8Array.from({ length: 8 }, next));
    for (const character of no.slice(8, 14)) seen.set(character, (seen.get(character) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(ALPHABET);
  // 1,200 of each are expected; five standard deviations are 172.
  for (const count of seen.values()) expect(Math.abs(count - 1_200)).toBeLessThan(172);
});

test('every single wrong character is caught', () => {
  fc.assert(
    fc.property(numbers, positions, fc.constantFrom(...ALPHABET), (no, i, character) => {
      fc.pre(no[i] !== character);
      expect(isComplaintNumber(replaceAt(no, i, character))).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('every swap of two different characters is caught, neighbours or not', () => {
  fc.assert(
    fc.property(numbers, positions, positions, (no, i, j) => {
      fc.pre(no[i] !== no[j]);
      expect(isComplaintNumber(replaceAt(replaceAt(no, i, no[j]!), j, no[i]!))).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('what is typed with small, full-width or look-alike letters and stray hyphens is the same number', () => {
  const wide = (text: string): string =>
    text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
  fc.assert(
    fc.property(numbers, (no) => {
      const spellings = [
        no.toLowerCase(),
        wide(no),
        ` ${no.replace('-', ' ')} `,
        no.replace('-', ''),
        no.replace('-', '—'),
        no.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('2', 'z').replaceAll('V', 'u'),
        no.replaceAll('1', 'I'),
      ];
      expect(spellings.map(normaliseComplaintNumber)).toEqual(spellings.map(() => no));
    }),
  );
});

test.each(['', 'C', 'C260930-V2RJ8X', 'C260930-V2RJ8XQ3', 'D260930-V2RJ8X3', 'C260930-V2RJ8XR', "C260930-V2RJ8XQ'"])(
  '"%s" is no complaint number, and none is made of it',
  (text) => {
    expect([isComplaintNumber(text), normaliseComplaintNumber(text)]).toEqual([false, undefined]);
  },
);

test('isComplaintNumber is strict where normaliseComplaintNumber is kind', () => {
  expect(isComplaintNumber('c260930-v2rj8xq')).toBe(false);
  expect(isComplaintNumber('C260930-V2RJ8XQ\n')).toBe(false);
});

test('a number whose check fits but whose date does not exist is refused', () => {
  const onAnImpossibleDay = ALPHABET.map((check) => `C260230-V2RJ8X${check}`);
  expect(onAnImpossibleDay.filter(isComplaintNumber)).toEqual([]);
  expect(ALPHABET.map((check) => `C260228-V2RJ8X${check}`).filter(isComplaintNumber)).toHaveLength(1);
});

test.each([
  ['2026-02-30'],
  ['1999-12-31'],
  ['2026-9-1'],
  ['2025-02-29'],
  ['2026-02-29'],
  ['2026-00-10'],
  ['2026-13-10'],
  ['260930'],
])('formatComplaintNumber refuses the date %s', (date) => {
  expect(() => formatComplaintNumber(date, new Uint8Array(8))).toThrow(/Not a date/);
});

test('formatComplaintNumber refuses too little chance', () => {
  expect(() => formatComplaintNumber('2026-09-30', new Uint8Array(7))).toThrow(/Eight random bytes/);
});
