/**
 * What spreadsheets read past before a formula: spaces of any width, control and formatting characters, byte order marks.
 */
const PASSED_OVER = /^[\p{White_Space}\p{Cc}\p{Cf}]+/u;
/** U+2212 is the minus of typesetters; the other wide, small and raised forms become these by NFKC. */
const STARTS_FORMULA = /^[=+\-@\u2212]/;
/** Excel strips them from the front of a cell and takes what follows. */
const STRIPPED = /^[\t\r\n]/;

/**
 * A text for a cell of a spreadsheet: one that Excel, WPS or LibreOffice would take for a formula, also a full-width one
 * (`＝`, `＋`, `－`, `＠`), is shown as what it is, behind an apostrophe.
 */
export function inert(text: string): string {
  const first = text.normalize('NFKC').replace(PASSED_OVER, '');
  return STRIPPED.test(text) || STARTS_FORMULA.test(first) ? `'${text}` : text;
}
