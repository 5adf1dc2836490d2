import type { Language } from './text';

/** An amount of money in fen, the hundredth of a yuan: always a safe integer, never a float, so that sums are exact. */
export type Fen = number;

/** Digits alone or in full groups of three; a group of two ("1,23") is as likely a decimal comma, so it is refused. */
const YUAN = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;

/**
 * Reads an amount in yuan as people and files write it: `12.5`, `1,234.00`, `-3`.
 * Nothing is rounded or guessed: a third decimal, a currency sign or an exponent is refused.
 * @throws RangeError if the text is no such amount, or is too large to be exact.
 */
export function parseYuan(text: string): Fen {
  const [, minus, yuan = '', decimals = ''] = YUAN.exec(text.trim()) ?? [];
  if (yuan === '') throw new RangeError(`Not an amount in yuan with at most two decimals: "${text}"`);
  const fen = Number(yuan.replaceAll(',', '') + decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(fen)) throw new RangeError(`An amount too large to be exact: "${text}"`);
  return minus && fen !== 0 ? -fen : fen;
}

/**
 * Writes an amount for readers: `¥1,234.50` in Chinese, `CNY 1,234.50` in English, where a bare ¥ could be yen.
 * Formats by itself instead of by `Intl`, whose output depends on the machine.
 * @throws RangeError if the amount is not in whole fen.
 */
export function formatFen(fen: Fen, lang: Language): string {
  const digits = String(Math.abs(exact(fen))).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${lang === 'zh' ? '¥' : 'CNY '}${yuan}.${digits.slice(-2)}`;
}

/**
 * Writes an amount for files that programs read, as `parseYuan` reads it: `1234.50`.
 * @throws RangeError if the amount is not in whole fen.
 */
export function yuanOf(fen: Fen): string {
  const digits = String(Math.abs(exact(fen))).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * A share of an amount in basis points (1 % = 100, threefold = 30,000), rounded to whole fen: half a fen and more goes
 * away from zero, as in commerce, so that a charge and its reversal are equal.
 * @throws RangeError for fractions of fen or of basis points, negative basis points, or a result too large to be exact.
 */
export function percentOf(fen: Fen, basisPoints: number): Fen {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 0) {
    throw new RangeError(`Basis points are whole and not negative, not ${basisPoints}`);
  }
  // BigInt, because the product may pass 2^53 although amount and result don't.
  const product = BigInt(Math.abs(exact(fen))) * BigInt(basisPoints);
  return signed(Number((product + 5_000n) / 10_000n), fen);
}

/**
 * Shares an amount out by weights, to the fen: the parts always add up to it. Each part is rounded down, and the fen
 * left over go one each to the largest remainders; among equal ones the earlier comes first, so the order decides and
 * the same input always gives the same parts.
 * @param weights whole numbers of any scale (percent, basis points, amounts); a zero gets nothing.
 * @throws RangeError if a weight is negative or fractional, or if all are zero.
 */
export function shareOut(fen: Fen, weights: readonly number[]): Fen[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError(`Weights are whole and not negative, not ${weights.join(', ')}`);
  }
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('Nobody to share with: every weight is zero');

  const whole = BigInt(Math.abs(exact(fen)));
  const parts = weights.map((weight, index) => {
    const product = whole * BigInt(weight);
    return { index, fen: product / total, remainder: product % total };
  });
  let left = whole - parts.reduce((sum, part) => sum + part.fen, 0n);
  // Array.prototype.sort is stable, which keeps equal remainders in the order given.
  for (const part of [...parts].sort((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder))) {
    if (left === 0n) break;
    part.fen += 1n;
    left -= 1n;
  }
  return parts.map((part) => signed(Number(part.fen), fen));
}

function exact(fen: Fen): Fen {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`Not an amount in whole fen: ${fen}`);
  return fen;
}

/** The magnitude with the sign of the amount it comes from; never -0, which JSON and equality treat unlike 0. */
function signed(magnitude: number, like: Fen): Fen {
  exact(magnitude);
  return like < 0 && magnitude !== 0 ? -magnitude : magnitude;
}
