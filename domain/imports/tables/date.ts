import { both } from '../../values/text';
import type { CellRead } from './amount';

const PARTS: Record<string, string> = {
  yyyy: '(?<y>\\d{4})',
  M: '(?<M>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  m: '(?<m>\\d{1,2})',
  s: '(?<s>\\d{1,2})',
};
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199];

/**
 * A local date and time of one of these forms (`yyyy-M-d H:m:s`) as an ISO instant. Of several forms the first that gives
 * a real time counts. Nothing else is taken for a date: not another form, not the number by which a spreadsheet keeps one.
 *
 * @param offset from UTC, such as +08:00
 */
export function readDate(text: string, forms: readonly string[], offset: string): CellRead<string> {
  const found = forms.flatMap((form): Record<string, string>[] => {
    const groups = patternOf(form).exec(text)?.groups;
    return groups === undefined ? [] : [groups];
  });
  if (found.length === 0) return notOfForm(text, forms);
  const value = found.flatMap((parts) => instantOf(parts, offset) ?? [])[0];
  if (value !== undefined) return { value };
  const message = both(
    `没有这一时间，或不在 ${FIRST_YEAR} 至 ${LAST_YEAR} 年之间。`,
    `This time does not exist, or lies outside ${FIRST_YEAR} to ${LAST_YEAR}.`,
  );
  return { code: 'no_such_time', message };
}

function notOfForm(text: string, forms: readonly string[]): CellRead<string> {
  const isSerial = /^\d{5}(\.\d+)?$/.test(text);
  const hint = isSerial
    ? both(
        '这像是电子表格内部的日期序号，请把该列设为文本或日期格式后再导出。',
        ' The number looks like a spreadsheet date. Format the column as a date and export it again.',
      )
    : both('', '');
  return {
    code: 'not_a_date',
    message: both(
      `须为以下形式的日期：${forms.join(' 或 ')}。${hint.zh}`,
      `Enter a date of the form ${forms.join(' or ')}.${hint.en}`,
    ),
  };
}

function patternOf(form: string): RegExp {
  const literal = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/yyyy|M|d|H|m|s/g, (part) => PARTS[part] ?? part)}$`);
}

/** Undefined for a time that no calendar and no clock has. */
function instantOf(parts: Record<string, string>, offset: string): string | undefined {
  const number = (part: string): number => Number(parts[part] ?? '0');
  const two = (part: string): string => (parts[part] ?? '0').padStart(2, '0');
  const [year, month, day] = [number('y'), number('M'), number('d')];
  // Date.parse takes 31 April for 1 May, and 24:00 for the next day.
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isTime = number('H') <= 23 && number('m') <= 59 && number('s') <= 59;
  if (!isDay || !isTime || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const iso = `${parts['y'] ?? ''}-${two('M')}-${two('d')}T${two('H')}:${two('m')}:${two('s')}${offset}`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}
