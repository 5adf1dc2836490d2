import { readAmount } from '../../../domain/tables/amount';

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
  ['9.800,00', 'a point before the decimals, commas between thousands.'],
  ['1,23', 'a point before the decimals, commas between thousands.'],
  ['9.800', 'this has more than two decimals.'],
  ['¥9800', 'no currency sign and no unit.'],
  ['￥9,800.00', 'no currency sign and no unit.'],
  ['9800元', 'no currency sign and no unit.'],
  ['CNY 9800', 'no currency sign and no unit.'],
  ['９８００', 'write it in half width.'],
  ['9，800.00', 'write it in half width.'],
  ['1e3', 'no exponents.'],
  ['9.8E3', 'no exponents.'],
  ['-1', 'this is below zero.'],
  ['99999999999999.99', 'this is too large.'],
  ['', 'this is empty.'],
  ['9 800', 'this is no number.'],
  ['0x10', 'this is no number.'],
  ['Infinity', 'this is no number.'],
  ['(9800)', 'this is no number.'],
])('"%s" is read exactly, or refused with what to write: %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});
