import { z } from 'zod';

/** The years that an instant may lie in: what is earlier or later is a slip of the pen, and calendars end somewhere. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/**
 * An instant that somebody sends: ISO 8601 with Z or an offset, of whatever precision. It comes out as all instants are
 * kept, in UTC with milliseconds (what is finer is cut off), so that two of them compare as texts as they do as times.
 * Years 1900 to 2199, as UTC counts them.
 */
export function instantSchema() {
  return (
    z.iso
      // eslint-disable-next-line no-restricted-syntax -- here alone
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .refine((at) => isInRange(at), `an instant in the years ${FIRST_YEAR} to ${LAST_YEAR}`)
      .transform((at) => at.toISOString())
  );
}

/** Whether this is an instant as it is kept: what `instantSchema` makes of one. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && instantSchema().safeParse(value).data === value;
}

/** A day of the calendar that somebody sends, `2026-10-01`. Of a pattern of our own, since zod's is frozen in workflows. */
export function daySchema() {
  return z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'a day such as 2026-10-01')
    .refine((day) => isDay(day), 'a day that exists')
    .meta({ format: 'date' });
}

/** The parser alone would take 30 February for 2 March. */
function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

function isInRange(at: Date): boolean {
  const year = at.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
