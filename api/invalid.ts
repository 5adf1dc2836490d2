import type { FieldError } from './problem';
import { Problem } from './problem';

const NAMED = 5;
/** More than this helps nobody: a file of fifty thousand wrong lines must not come back as fifty thousand errors. */
const MOST = 50;

/**
 * A request with wrong fields; each of the first fifty is named, the first few also in the sentence, and how many there
 * are if that is more.
 */
export function invalid(errors: readonly FieldError[], { most = MOST } = {}): Problem {
  const fields = errors.slice(0, NAMED).map(({ field }) => field);
  const more = errors.length > NAMED ? ' …' : '';
  return new Problem('Invalid', {
    errors: errors.slice(0, most),
    detail: { zh: `有误的字段：${fields.join('、')}${more}`, en: `Invalid fields: ${fields.join(', ')}${more}` },
    ...(errors.length > most ? { more: { wrong: errors.length } } : {}),
  });
}
