import type { DeductionTerms, MonthPay } from './deduction';
import { deductMonth } from './deduction';
import type { Fen } from '../values/money';
import { percentOf } from '../values/money';

/** A penalty as the ledger keeps it. */
export interface BookedPenalty {
  key: string;
  no: string;
  /** Month in which it was booked, `2026-07`, by the policy's time zone. */
  month: string;
  /** Absent where a role answers and nobody alone holds it: then it takes no one's pay. */
  person?: string;
  role?: string;
  department?: string;
  because: string;
  /** Of the part of the month's pay that `of` names. */
  percent: number;
  of: string;
  /** The company's published rule, as the decision cites it. */
  cites?: string;
  /** Absent where the policy doesn't say how far pay may be deducted from: then nothing is. */
  terms?: DeductionTerms;
}

/** One penalty in a month's statement. The four amounts after `dueFen` add up as `Deduction` says. */
export interface StatementLine extends BookedPenalty {
  /** What it came to, by the pay of the month in which it was booked. */
  amountFen: Fen;
  /** It was in an earlier statement already. */
  carriedOver: boolean;
  /** Of `amountFen`, what earlier months have neither deducted nor waived. */
  dueFen: Fen;
  deductedFen: Fen;
  waivedFen: Fen;
  carriedFen: Fen;
}

/** Why a penalty is in no amount yet: it stays in the ledger and comes into a later statement. */
export interface Waiting {
  key: string;
  why: 'noPay' | 'noBase' | 'noTerms';
}

export interface PersonStatement {
  month: string;
  person: string;
  ceilingFen: Fen;
  dueFen: Fen;
  deductedFen: Fen;
  waivedFen: Fen;
  carriedFen: Fen;
  lines: StatementLine[];
  waiting: Waiting[];
}

/**
 * What a month takes from somebody's pay: what the statement before carried over, then what the ledger has and no
 * statement had yet, the oldest first. Pure: the same ledger and the same pay give the same statement.
 *
 * @param carried lines of this person's last statement
 * @param booked this person's penalties up to the month that are in no statement
 */
export function stateMonth(input: {
  month: string;
  person: string;
  carried: readonly StatementLine[];
  booked: readonly BookedPenalty[];
  payOf: (month: string) => MonthPay | undefined;
}): PersonStatement {
  const { month, person, carried, booked, payOf } = input;
  const waiting: Waiting[] = [];
  const due: Due[] = carried.flatMap((line) =>
    line.terms === undefined || line.carriedFen === 0
      ? []
      : [{ ...line, terms: line.terms, carriedOver: true, dueFen: line.carriedFen }],
  );
  for (const penalty of [...booked].sort(byAge)) {
    const pay = payOf(penalty.month);
    const baseFen = pay?.bases[penalty.of];
    if (penalty.terms === undefined) waiting.push({ key: penalty.key, why: 'noTerms' });
    else if (pay === undefined) waiting.push({ key: penalty.key, why: 'noPay' });
    else if (baseFen === undefined) waiting.push({ key: penalty.key, why: 'noBase' });
    else {
      const amountFen = percentOf(baseFen, Math.round(penalty.percent * 100));
      due.push({ ...penalty, terms: penalty.terms, carriedOver: false, amountFen, dueFen: amountFen });
    }
  }
  const { ceilingFen, deductions } = deductMonth(due, payOf(month));
  const lines = due.map((line, i): StatementLine => ({ ...line, ...deductions[i] }) as StatementLine);
  return { month, person, ceilingFen, ...totals(lines), lines, waiting };
}

type Due = Pick<StatementLine, keyof BookedPenalty | 'carriedOver' | 'amountFen' | 'dueFen'> & {
  terms: DeductionTerms;
};

function byAge(a: BookedPenalty, b: BookedPenalty): number {
  return a.month.localeCompare(b.month) || (a.key < b.key ? -1 : 1);
}

export interface Totals {
  dueFen: Fen;
  deductedFen: Fen;
  waivedFen: Fen;
  carriedFen: Fen;
}

export function totals(lines: readonly Totals[]): Totals {
  const sum = (of: keyof Totals): Fen => lines.reduce((all, line) => all + line[of], 0);
  return {
    dueFen: sum('dueFen'),
    deductedFen: sum('deductedFen'),
    waivedFen: sum('waivedFen'),
    carriedFen: sum('carriedFen'),
  };
}

export interface DepartmentStatement extends Totals {
  /** Empty for penalties without a department. */
  department: string;
  persons: number;
  penalties: number;
}

/** The same lines by the department of each penalty: the sums over departments are those over persons. */
export function byDepartment(statements: readonly PersonStatement[]): DepartmentStatement[] {
  const lines = statements.flatMap((statement) => statement.lines.map((line) => ({ ...line, of: statement.person })));
  const departments = [...new Set(lines.map(({ department }) => department ?? ''))].sort();
  return departments.map((department) => {
    const own = lines.filter((line) => (line.department ?? '') === department);
    return {
      ...{ department, persons: new Set(own.map(({ of }) => of)).size, penalties: own.length },
      ...totals(own),
    };
  });
}
