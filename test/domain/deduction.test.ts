import fc from 'fast-check';
import { ceilingOf, deductMonth } from '../../domain/penalties/deduction';
import type { DeductionTerms, MonthPay } from '../../domain/penalties/deduction';

const law = (excess: DeductionTerms['excess'] = 'carry'): DeductionTerms => ({
  ceilingPercent: 20,
  minimumWageFen: 250_000,
  excess,
});
const paid = (payFen: number): MonthPay => ({ payFen, bases: { performancePay: Math.floor(payFen / 3) } });

describe('what may be deducted from a month’s pay', () => {
  test('is a fifth of it', () => expect(ceilingOf(paid(1_000_000), law())).toBe(200_000));
  test('is rounded down: a ceiling is not passed by half a fen', () =>
    expect(ceilingOf(paid(1_000_004), law())).toBe(200_000));
  test('leaves the minimum wage', () => expect(ceilingOf(paid(280_000), law())).toBe(30_000));
  test('is nothing from a pay below the minimum wage, or from none', () => {
    expect(ceilingOf(paid(240_000), law())).toBe(0);
    expect(ceilingOf(undefined, law())).toBe(0);
  });
});

describe('a month in which more is due than may be deducted', () => {
  const due = (key: string, dueFen: number, terms: DeductionTerms) => ({ key, dueFen, terms });

  test('takes the oldest first and carries the rest over', () => {
    const { deductions } = deductMonth([due('a', 150_000, law()), due('b', 100_000, law())], paid(1_000_000));
    expect(deductions).toMatchObject([
      { key: 'a', deductedFen: 150_000, carriedFen: 0 },
      { key: 'b', deductedFen: 50_000, carriedFen: 50_000, waivedFen: 0 },
    ]);
  });
  test('gives the rest up where the policy says so', () => {
    const { deductions } = deductMonth([due('a', 300_000, law('waive'))], paid(1_000_000));
    expect(deductions).toMatchObject([{ deductedFen: 200_000, waivedFen: 100_000, carriedFen: 0 }]);
  });
  test('keeps to the lowest of several ceilings', () => {
    const strict = { ...law(), ceilingPercent: 5 };
    const { ceilingFen, deductions } = deductMonth(
      [due('a', 90_000, law()), due('b', 90_000, strict)],
      paid(1_000_000),
    );
    expect(ceilingFen).toBe(50_000);
    expect(deductions.map(({ deductedFen }) => deductedFen)).toEqual([50_000, 0]);
  });
});

const terms: fc.Arbitrary<DeductionTerms> = fc.record({
  ceilingPercent: fc.integer({ min: 0, max: 10_000 }).map((points) => points / 100),
  minimumWageFen: fc.integer({ min: 0, max: 400_000 }),
  excess: fc.constantFrom('carry' as const, 'waive' as const),
});
const charges = fc.array(fc.record({ key: fc.uuid(), dueFen: fc.integer({ min: 0, max: 1_000_000 }), terms }), {
  maxLength: 12,
});
const pay = fc.option(fc.integer({ min: 0, max: 3_000_000 }).map(paid), { nil: undefined });

describe('of any month', () => {
  test('each penalty is deducted, waived or carried over, to the fen', () => {
    fc.assert(
      fc.property(charges, pay, (due, month) => {
        for (const [i, one] of deductMonth(due, month).deductions.entries()) {
          expect(one.deductedFen + one.waivedFen + one.carriedFen).toBe(due[i]?.dueFen);
          expect(Math.min(one.deductedFen, one.waivedFen, one.carriedFen)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
  test('the deductions pass no policy’s ceiling, and never leave less than a minimum wage', () => {
    fc.assert(
      fc.property(charges, pay, (due, month) => {
        const taken = deductMonth(due, month).deductions.reduce((sum, { deductedFen }) => sum + deductedFen, 0);
        for (const one of due) {
          expect(taken * 10_000).toBeLessThanOrEqual((month?.payFen ?? 0) * Math.round(one.terms.ceilingPercent * 100));
          if (taken > 0) expect((month?.payFen ?? 0) - taken).toBeGreaterThanOrEqual(one.terms.minimumWageFen);
        }
      }),
    );
  });
  test('nothing is left undeducted that the ceiling allows', () => {
    fc.assert(
      fc.property(charges, pay, (due, month) => {
        const { ceilingFen, deductions } = deductMonth(due, month);
        const all = due.reduce((sum, { dueFen }) => sum + dueFen, 0);
        expect(deductions.reduce((sum, { deductedFen }) => sum + deductedFen, 0)).toBe(Math.min(all, ceilingFen));
      }),
    );
  });
});
