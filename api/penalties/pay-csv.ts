import type { MonthPay } from '../../domain/penalties/deduction';
import { readAmount } from '../../domain/imports/tables/amount';
import type { TableFault } from '../../domain/imports/tables/fault';
import { readTable } from '../../domain/imports/tables/table';
import { both } from '../../domain/values/text';
import { invalidTable } from '../table-faults';

/** A month's pay by person, and the parts of it that the file has. */
export interface Pay {
  persons: Map<string, MonthPay>;
  parts: string[];
}

/**
 * A month's pay as payroll's program writes it: a line a person with the columns `person` (staff id), `pay` (all of the
 * month's pay) and one for each part that penalties are a share of (`performancePay`, `bonus`), amounts in yuan.
 *
 * @param isKnown whether somebody with this staff id works here
 * @throws Problem that names every cell that is wrong, TableRefused if it is no table; nothing of the file is taken then
 */
export function readPay(csv: string, isKnown: (person: string) => boolean): Pay {
  const faults: TableFault[] = [];
  const persons = new Map<string, MonthPay>();
  const { header, rows } = readTable(csv, { known: ['person', 'pay'], required: ['person', 'pay'] });
  for (const row of rows) {
    if ('faults' in row) {
      faults.push(...row.faults);
      continue;
    }
    const { line, values, placeOf } = row;
    const wrong = (field: string, fault: Pick<TableFault, 'code' | 'message'>): void =>
      void faults.push({ line, ...placeOf(field), field, ...fault });
    const amount = (column: string): number => {
      const read = readAmount(values[column] ?? '');
      if ('value' in read) return read.value;
      wrong(column, read);
      return 0;
    };
    const person = values['person'] ?? '';
    if (!isKnown(person))
      wrong('person', { code: 'unknown', message: both('没有此人。', 'No staff member has this id.') });
    if (persons.has(person))
      wrong('person', { code: 'twice', message: both('此人出现两次。', 'This person appears twice.') });
    const bases = Object.fromEntries(header.unknown.map((part) => [part, amount(part)]));
    persons.set(person, { payFen: amount('pay'), bases });
  }
  if (faults.length > 0) throw invalidTable(faults);
  return { persons, parts: header.unknown };
}
