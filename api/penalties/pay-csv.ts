import type { MonthPay } from '../../domain/deduction';
import { parseYuan } from '../../domain/money';
import { both } from '../../domain/text';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';
import { readCsv } from '../read-csv';

/**
 * A month's pay as payroll's program writes it: a line a person with the columns `person` (staff id), `pay` (all of the
 * month's pay) and one for each part that penalties are a share of (`performancePay`, `bonus`), amounts in yuan.
 *
 * @param isKnown whether somebody with this staff id works here
 * @throws Problem that names every line that is wrong; nothing of the file is taken then
 */
export function readPay(csv: string, isKnown: (person: string) => boolean): Map<string, MonthPay> {
  const errors: FieldError[] = [];
  const pay = new Map<string, MonthPay>();
  for (const { line, row } of readCsv(csv)) {
    const { person = '', pay: all = '', ...parts } = row;
    const wrong = (column: string, code: string, zh: string, en: string): void =>
      void errors.push({ field: `csv:${line}.${column}`, code, message: both(zh, en) });
    const amount = (column: string, text: string): number => {
      try {
        const fen = parseYuan(text);
        if (fen >= 0) return fen;
      } catch {
        // Told below, as a negative amount is.
      }
      wrong(column, 'not_an_amount', '须为不小于零的金额（元）。', 'It needs an amount in yuan, not below zero.');
      return 0;
    };
    if (!isKnown(person)) wrong('person', 'unknown', '没有此人。', 'Nobody of this id works here.');
    if (pay.has(person)) wrong('person', 'twice', '此人出现两次。', 'This person is named twice.');
    const bases = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, amount(name, text)]));
    pay.set(person, { payFen: amount('pay', all), bases });
  }
  if (errors.length > 0) throw invalid(errors);
  return pay;
}
