import { readAmount } from '../../../domain/imports/tables/amount';

const read = (text: string): unknown => {
  const amount = readAmount(text);
  return 'value' in amount ? amount.value : amount.message.en.split(': ').at(-1);
};

test.each([
  ['9800', 980_000],
  ['9800.5', 980_050],
  ['9,800.00', 980_000],
  ['1,234,567.89', 123_456_789],
  ['0', 0],
  ['9.800,00', 'use a point for decimals and commas for thousands.'],
  ['1,23', 'use a point for decimals and commas for thousands.'],
  ['9.800', 'the amount has more than two decimals.'],
  ['¥9800', 'omit currency sign and unit.'],
  ['￥9,800.00', 'omit currency sign and unit.'],
  ['9800元', 'omit currency sign and unit.'],
  ['CNY 9800', 'omit currency sign and unit.'],
  ['９８００', 'use half-width digits.'],
  ['9，800.00', 'use half-width digits.'],
  ['1e3', 'no exponents.'],
  ['9.8E3', 'no exponents.'],
  ['-1', 'the amount is below zero.'],
  ['99999999999999.99', 'the amount is too large.'],
  ['', 'the cell is empty.'],
  ['9 800', 'the cell is not a number.'],
  ['0x10', 'the cell is not a number.'],
  ['Infinity', 'the cell is not a number.'],
  ['(9800)', 'the cell is not a number.'],
])('"%s" is read exactly, or refused with what to write: %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});
