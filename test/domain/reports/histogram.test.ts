import fc from 'fast-check';
import { bucketOf, middleOf, quantileOf } from '../../../domain/reports/histogram';

const MINUTE = 60_000;
const durations = fc.integer({ min: MINUTE, max: 400 * 24 * 60 * MINUTE });

test('what is read from a bucket is at most 5 % away from what was put in', () => {
  fc.assert(
    fc.property(durations, (ms) => {
      expect(Math.abs(middleOf(bucketOf(ms)) / ms - 1)).toBeLessThanOrEqual(0.05);
    }),
  );
});

test('medians and 90th percentiles are at most 5 % away from the exact ones', () => {
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 200 }), fc.constantFrom(0.5, 0.9), (all, q) => {
      const histogram: Record<number, number> = {};
      for (const ms of all) histogram[bucketOf(ms)] = (histogram[bucketOf(ms)] ?? 0) + 1;
      const exact = [...all].sort((a, b) => a - b)[Math.ceil(q * all.length) - 1]!;
      expect(Math.abs(quantileOf(histogram, q)! / exact - 1)).toBeLessThanOrEqual(0.05);
    }),
  );
});

test('nothing counted: no median', () => {
  expect(quantileOf({}, 0.5)).toBeUndefined();
  expect(quantileOf({ 3: 0 }, 0.5)).toBeUndefined();
});
