import type { Fen } from '../../values/money';
import { parseYuan } from '../../values/money';
import { both } from '../../values/text';
import type { Bilingual } from '../../values/text';

/** What a cell says, or why it says nothing that can be read exactly. */
export type CellRead<T> = { value: T } | { code: string; message: Bilingual };

/**
 * An amount in yuan, not below zero, as `parseYuan` reads it: `1234.5`, `1,234.50`. Nothing else is taken for one, however
 * likely it is meant so; the reason says what to write instead.
 */
export function readAmount(text: string): CellRead<Fen> {
  const { zh, en } = reasonAgainst(text) ?? both('', '');
  if (zh === '') return { value: parseYuan(text) };
  return {
    code: 'not_an_amount',
    message: both(
      `须为不小于零的金额（元），例如 1234.50 或 1,234.50：${zh}。`,
      `Enter an amount in yuan, zero or more, such as 1234.50 or 1,234.50: ${en}.`,
    ),
  };
}

function reasonAgainst(text: string): Bilingual | undefined {
  if (text === '') return both('此处为空', 'the cell is empty');
  const plain = text.normalize('NFKC');
  if (plain !== text && isAmount(plain)) return both('请用半角数字', 'use half-width digits');
  if (isAmount(text)) return parseYuan(text) < 0 ? both('此数小于零', 'the amount is below zero') : undefined;
  if (/^[\d,.]*$/.test(text) && text.replaceAll(/\D/g, '').length > 13)
    return both('数额过大', 'the amount is too large');
  if (/^-?[\d.]+e[+-]?\d+$/i.test(text)) return both('不接受科学记数法', 'no exponents');
  if (/\d/.test(text) && /[¥￥$€£元]|[a-z]{3}/i.test(text))
    return both('不带货币符号和单位', 'omit currency sign and unit');
  if (/,\d{1,2}$|\.\d{3},/.test(text))
    return both('小数点用“.”，千位用“,”', 'use a point for decimals and commas for thousands');
  if (/\.\d{3,}$/.test(text)) return both('小数多于两位', 'the amount has more than two decimals');
  return both('不是数字', 'the cell is not a number');
}

function isAmount(text: string): boolean {
  try {
    parseYuan(text);
    return true;
  } catch {
    return false;
  }
}
