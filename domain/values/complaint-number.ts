/**
 * Complaint numbers: `C260930-4K7QMXJ`, that is C, the date of receipt (yymmdd, local), six random characters and a
 * check character. They need no counter, can be read out and typed in, and can't be guessed from one another.
 *
 * The check: the twelve characters of date and random part count 13, 12 … 2 times their value, the check character once,
 * and the sum is a multiple of 31. As 31 is prime and no two of these factors are alike, every single wrong character
 * and every swap of two, neighbours or not, breaks it (the method of ISBN-10, with 31 in place of 11).
 */

/** 31 characters without those taken for another: I and L are 1, O is 0, U is V, Z is 2. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXY';
const BASE = 31;
const RANDOM_CHARACTERS = 6;
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V', Z: '2' };

/** What a file is, by its first letter: a complaint, a mass incident, a corrective action. */
const LETTERS = { complaint: 'C', incident: 'M', correctiveAction: 'A' } as const;
export type FileKind = keyof typeof LETTERS;
const FORM = new RegExp(`^([CMA])(\\d{6})-([${ALPHABET}]{${RANDOM_CHARACTERS}})([${ALPHABET}])$`);

/**
 * Makes a number. The same date and bytes always give the same number; there are 887 million a day, so a clash is rare
 * but possible, and the recording of a second complaint under one number must be refused.
 * @param date `2026-09-30`, the day of receipt in the organisation's time zone.
 * @param randomBytes at least eight; the first eight count, so that the surplus of the alphabet's share evens out.
 * @throws RangeError for a date that doesn't exist or lies outside 2000 to 2099, or too few bytes.
 */
export function formatComplaintNumber(date: string, randomBytes: Uint8Array): string {
  return formatNumber('complaint', date, randomBytes);
}

/** The same for any kind of file: `M260930-…` is a mass incident, `A260930-…` a corrective action. */
export function formatNumber(kind: FileKind, date: string, randomBytes: Uint8Array): string {
  const day = /^20(\d\d)-(\d\d)-(\d\d)$/.exec(date)?.slice(1).join('');
  if (day === undefined || !isDay(day)) throw new RangeError(`Not a date of this century: "${date}"`);
  if (randomBytes.length < 8) throw new RangeError(`Eight random bytes are needed, not ${randomBytes.length}`);
  let rest = randomBytes.slice(0, 8).reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let random = '';
  while (random.length < RANDOM_CHARACTERS) {
    random += ALPHABET.charAt(Number(rest % BigInt(BASE)));
    rest /= BigInt(BASE);
  }
  return `${LETTERS[kind]}${day}-${random}${checkCharacter(day + random)}`;
}

/** What a number is of, written exactly as we write it, check character and date included. */
export function kindOfNumber(text: string): FileKind | undefined {
  const [, letter, day = '', random = '', check] = FORM.exec(text) ?? [];
  if (check === undefined || !isDay(day) || check !== checkCharacter(day + random)) return undefined;
  return (Object.keys(LETTERS) as FileKind[]).find((kind) => LETTERS[kind] === letter);
}

/** Whether a text is a complaint number exactly as we write it. */
export function isComplaintNumber(text: string): boolean {
  return kindOfNumber(text) === 'complaint';
}

/**
 * The number meant by what somebody typed or was told: small letters, full-width letters, spaces, missing or other
 * hyphens and look-alike characters are put right. `undefined` if that gives no valid number.
 */
export function normaliseComplaintNumber(text: string): string | undefined {
  return normaliseNumber('complaint', text);
}

/** The same for the number of any kind of file. */
export function normaliseNumber(kind: FileKind, text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}\u2212]/gu, '')
    .replace(/[OILUZ]/g, (letter) => LOOKALIKES[letter] ?? letter);
  const number = `${plain.slice(0, 7)}-${plain.slice(7)}`;
  return kindOfNumber(number) === kind ? number : undefined;
}

function checkCharacter(payload: string): string {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) sum += (payload.length + 1 - i) * ALPHABET.indexOf(payload.charAt(i));
  return ALPHABET.charAt((BASE - (sum % BASE)) % BASE);
}

/** Whether yymmdd is a day of the calendar in 2000 to 2099, where every fourth year is a leap year. */
function isDay(yymmdd: string): boolean {
  const year = Number(yymmdd.slice(0, 2));
  const month = Number(yymmdd.slice(2, 4));
  const day = Number(yymmdd.slice(4));
  const days = month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}
