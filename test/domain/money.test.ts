import fc from 'fast-check';
import { formatFen, parseYuan, percentOf, shareOut, yuanOf } from '../../domain/values/money';

const anyFen = fc.integer({ min: -1e12, max: 1e12 });

test('what yuanOf writes, parseYuan reads', () => {
  expect(yuanOf(-7)).toBe('-0.07');
  fc.assert(fc.property(anyFen, (fen) => expect(parseYuan(yuanOf(fen))).toBe(fen)));
});

describe('parseYuan', () => {
  test.each([
    ['12.5', 1_250],
    ['1,234.00', 123_400],
    ['1234', 123_400],
    ['0', 0],
    ['-0.00', 0],
    ['0.07', 7],
    ['-3', -300],
    [' 19.99 ', 1_999],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %s as %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  test.each([
    '1.005',
    '12.',
    '.5',
    '',
    '-',
    '1e3',
    '¥5',
    '5元',
    'NaN',
    'Infinity',
    '0x10',
    '1,23',
    '1,2345',
    ',123',
    '12,34,567',
    '1 234',
    '１２',
    '--1',
    '+1',
  ])('refuses "%s" rather than guess', (text) => {
    expect(() => parseYuan(text)).toThrow(RangeError);
  });

  test('refuses an amount that a number can no longer hold to the fen', () => {
    expect(() => parseYuan('90071992547409.92')).toThrow(/too large/);
    expect(() => parseYuan('9'.repeat(400))).toThrow(/too large/);
  });

  test('reads back what formatFen writes, in both languages', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('zh' as const, 'en' as const), (fen, lang) => {
        expect(parseYuan(formatFen(fen, lang).replace(/¥|CNY /, ''))).toBe(fen);
      }),
    );
  });
});

test.each([
  [123_450, '¥1,234.50', 'CNY 1,234.50'],
  [7, '¥0.07', 'CNY 0.07'],
  [0, '¥0.00', 'CNY 0.00'],
  [-100_000_000, '-¥1,000,000.00', '-CNY 1,000,000.00'],
  [99_999, '¥999.99', 'CNY 999.99'],
])('formatFen writes %d fen as %s and %s', (fen, zh, en) => {
  expect([formatFen(fen, 'zh'), formatFen(fen, 'en')]).toEqual([zh, en]);
});

test('formatFen refuses parts of a fen instead of dropping them', () => {
  expect(() => formatFen(1.5, 'zh')).toThrow(RangeError);
});

describe('percentOf', () => {
  test.each([
    [10_000, 1_000, 1_000, 'a tenth'],
    [1, 5_000, 1, 'half a fen goes up'],
    [-1, 5_000, -1, 'and down for a debt'],
    [1, 4_999, 0, 'less than half is dropped'],
    [-1, 4_999, 0, 'and leaves no -0'],
    [333, 3_333, 111, 'thirds'],
    [5_000, 30_000, 15_000, 'threefold'],
    [8_999_999_999_999_999, 10_000, 8_999_999_999_999_999, 'exact where a float product is not'],
  ])('%d fen at %d basis points are %d: %s', (fen, basisPoints, share) => {
    expect(percentOf(fen, basisPoints)).toBe(share);
  });

  test.each([
    [100, -1],
    [100, 0.5],
    [0.5, 100],
    [Number.MAX_SAFE_INTEGER, 10_001],
  ])('refuses %d fen at %d basis points', (fen, basisPoints) => {
    expect(() => percentOf(fen, basisPoints)).toThrow(RangeError);
  });

  test('is never more than half a fen off, and a reversal gives back the charge', () => {
    fc.assert(
      fc.property(anyFen, fc.nat({ max: 30_000 }), (fen, basisPoints) => {
        const share = percentOf(fen, basisPoints);
        const error = BigInt(share) * 10_000n - BigInt(fen) * BigInt(basisPoints);
        expect(error <= 5_000n && error >= -5_000n).toBe(true);
        expect(percentOf(-fen, basisPoints) + share).toBe(0);
      }),
    );
  });
});

describe('shareOut', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33], 'equal remainders go to the first'],
    [200, [1, 1, 1], [67, 67, 66], 'and to the second'],
    [-100, [1, 1, 1], [-34, -33, -33], 'a debt like a claim'],
    [1_000, [7_000, 3_000], [700, 300], 'without remainder'],
    [1, [1, 2], [0, 1], 'the larger remainder before the earlier place'],
    [99, [0, 5, 0], [0, 99, 0], 'nothing for a zero'],
    [0, [1, 2], [0, 0], 'nothing to share'],
  ])('%d fen by %j are %j: %s', (fen, weights, parts) => {
    expect(shareOut(fen, weights)).toEqual(parts);
  });

  test.each([[[]], [[0, 0]], [[1, -1]], [[0.5, 0.5]], [[Number.NaN]]])('refuses the weights %j', (weights) => {
    expect(() => shareOut(100, weights)).toThrow(RangeError);
  });

  const weightLists = fc
    .array(fc.oneof(fc.nat({ max: 100 }), fc.nat()), { minLength: 1, maxLength: 30 })
    .filter((weights) => weights.some((weight) => weight > 0));

  test('adds up to the fen, and no part is a whole fen away from its exact share', () => {
    fc.assert(
      fc.property(fc.oneof(anyFen, fc.maxSafeInteger()), weightLists, (fen, weights) => {
        const parts = shareOut(fen, weights);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(fen));
        const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
        parts.forEach((part, i) => {
          const error = BigInt(part) * total - BigInt(fen) * BigInt(weights[i]!);
          expect(error < total && error > -total).toBe(true);
        });
      }),
    );
  });

  test('gives a larger weight no less, and the earlier of two equal weights at most one fen more', () => {
    fc.assert(
      fc.property(fc.nat(), weightLists, (fen, weights) => {
        const parts = shareOut(fen, weights);
        for (const [i, weight] of weights.entries()) {
          for (const [j, other] of weights.entries()) {
            if (weight > other) expect(parts[i]).toBeGreaterThanOrEqual(parts[j]!);
            if (weight === other && i < j) expect([0, 1]).toContain(parts[i]! - parts[j]!);
          }
        }
      }),
    );
  });
});
