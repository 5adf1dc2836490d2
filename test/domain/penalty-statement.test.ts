import fc from 'fast-check';
import type { DeductionTerms, MonthPay } from '../../domain/penalties/deduction';
import { byDepartment, stateMonth, totals } from '../../domain/penalties/penalty-statement';
import type { BookedPenalty, PersonStatement } from '../../domain/penalties/penalty-statement';

const TERMS: DeductionTerms = { ceilingPercent: 20, minimumWageFen: 250_000, excess: 'carry' };
const PAY: MonthPay = { payFen: 1_000_000, bases: { performancePay: 300_000 } };

function penalty(key: string, month: string, changes: Partial<BookedPenalty> = {}): BookedPenalty {
  return {
    ...{ key, no: 'C260930-4K7QMXD', month, person: 'packer', department: 'logistics' },
    ...{ because: 'responsible', percent: 10, of: 'performancePay', terms: TERMS, ...changes },
  };
}

/** Month after month, each building on the one before, as payroll closes them. */
function closed(
  months: readonly string[],
  ledger: readonly BookedPenalty[],
  payOf: (month: string) => MonthPay | undefined,
): PersonStatement[] {
  const statements: PersonStatement[] = [];
  for (const month of months) {
    const stated = new Set(statements.flatMap(({ lines }) => lines.map(({ key }) => key)));
    statements.push(
      stateMonth({
        ...{ month, person: 'packer', payOf },
        carried: statements.at(-1)?.lines ?? [],
        booked: ledger.filter((one) => one.month <= month && !stated.has(one.key)),
      }),
    );
  }
  return statements;
}

test('a penalty is a percentage of the pay of the month in which it was booked', () => {
  const pay = (month: string): MonthPay => (month === '2026-06' ? PAY : { payFen: 2_000_000, bases: {} });
  const [june] = closed(['2026-07'], [penalty('a', '2026-06', { percent: 12.5 })], pay);
  expect(june).toMatchObject({ dueFen: 37_500, deductedFen: 37_500, lines: [{ amountFen: 37_500 }] });
});

test('what a month cannot bear is deducted in the months after', () => {
  const ledger = [penalty('a', '2026-06', { percent: 100 })];
  const months = closed(['2026-06', '2026-07', '2026-08'], ledger, () => PAY);
  expect(months.map(({ deductedFen, carriedFen }) => [deductedFen, carriedFen])).toEqual([
    [200_000, 100_000],
    [100_000, 0],
    [0, 0],
  ]);
});

test('who is paid nothing in a month owes the same after it', () => {
  const pay = (month: string): MonthPay | undefined => (month === '2026-07' ? undefined : PAY);
  const ledger = [penalty('a', '2026-06', { percent: 100 })];
  expect(closed(['2026-06', '2026-07', '2026-08'], ledger, pay).map((one) => one.deductedFen)).toEqual([
    200_000, 0, 100_000,
  ]);
});

test('what cannot be worked out yet waits, with the reason, and comes into a later statement', () => {
  const ledger = [penalty('late', '2026-06'), penalty('other', '2026-06', { of: 'bonus' })];
  const pay = (month: string): MonthPay | undefined => (month === '2026-06' ? undefined : PAY);
  expect(closed(['2026-06'], ledger, pay)[0]).toMatchObject({
    lines: [],
    waiting: [
      { key: 'late', why: 'noPay' },
      { key: 'other', why: 'noPay' },
    ],
  });
  const [, july] = closed(['2026-06', '2026-07'], ledger, () => PAY);
  expect(july).toMatchObject({ lines: [], waiting: [{ key: 'other', why: 'noBase' }] });
});

test('without a policy’s word on deductions nothing is taken', () => {
  const { terms: _terms, ...silent } = penalty('a', '2026-06');
  expect(closed(['2026-06'], [silent], () => PAY)[0]).toMatchObject({
    deductedFen: 0,
    waiting: [{ key: 'a', why: 'noTerms' }],
  });
});

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
const ledgers = fc
  .array(
    fc.record({
      month: fc.constantFrom(...MONTHS),
      percent: fc.integer({ min: 0, max: 10_000 }).map((points) => points / 100),
      of: fc.constantFrom('performancePay', 'bonus'),
      department: fc.constantFrom('logistics', 'quality'),
      excess: fc.constantFrom('carry' as const, 'waive' as const),
    }),
    { maxLength: 15 },
  )
  .map((all) =>
    all.map(({ excess, ...one }, i) => penalty(`p${i}`, one.month, { ...one, terms: { ...TERMS, excess } })),
  );
const pays = fc.array(
  fc.option(
    fc.record({ payFen: fc.integer({ min: 0, max: 2_000_000 }), performancePay: fc.integer({ min: 0, max: 900_000 }) }),
    { nil: undefined },
  ),
  { minLength: MONTHS.length, maxLength: MONTHS.length },
);

describe('of any ledger and any pay, over half a year', () => {
  const half = (ledger: BookedPenalty[], pay: ({ payFen: number; performancePay: number } | undefined)[]) =>
    closed(MONTHS, ledger, (month) => {
      const known = pay[MONTHS.indexOf(month)];
      return known === undefined
        ? undefined
        : { payFen: known.payFen, bases: { performancePay: known.performancePay, bonus: 70_000 } };
    });

  test('the statements say what the ledger says: each penalty comes in once, or waits', () => {
    fc.assert(
      fc.property(ledgers, pays, (ledger, pay) => {
        const statements = half(ledger, pay);
        const stated = new Set(statements.flatMap(({ lines }) => lines.map(({ key }) => key)));
        const waiting = new Set(statements.at(-1)?.waiting.map(({ key }) => key));
        expect([...stated, ...waiting].sort()).toEqual(ledger.map(({ key }) => key).sort());
      }),
    );
  });

  test('what is carried over is conserved: deducted, waived and still due make the amount, to the fen', () => {
    fc.assert(
      fc.property(ledgers, pays, (ledger, pay) => {
        const statements = half(ledger, pay);
        const all = statements.flatMap(({ lines }) => lines);
        for (const { key, amountFen } of all) {
          const own = all.filter((line) => line.key === key);
          const gone = own.reduce((sum, { deductedFen, waivedFen }) => sum + deductedFen + waivedFen, 0);
          expect(gone + (own.at(-1)?.carriedFen ?? 0)).toBe(amountFen);
        }
      }),
    );
  });

  test('no month takes more than its ceiling, and its sums are those of its lines and of its departments', () => {
    fc.assert(
      fc.property(ledgers, pays, (ledger, pay) => {
        for (const statement of half(ledger, pay)) {
          expect(statement.deductedFen).toBeLessThanOrEqual(statement.ceilingFen);
          expect(statement).toMatchObject(totals(statement.lines));
          expect(totals(byDepartment([statement]))).toEqual(totals(statement.lines));
        }
      }),
    );
  });
});
