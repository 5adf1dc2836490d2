import type { FieldError } from './problem';
import { Problem } from './problem';

const NAMED = 5;
/** More than this helps nobody: a file of fifty thousand wrong lines must not come back as fifty thousand errors. */
const MOST = 50;

/** A request with wrong fields; each of the first fifty is named, the first few also in the sentence. */
export function invalid(errors: readonly FieldError[]): Problem {
  const fields = errors.slice(0, NAMED).map(({ field }) => field);
  const more = errors.length > NAMED ? ' …' : '';
  return new Problem('Invalid', {
    errors: errors.slice(0, MOST),
    detail: { zh: `有误的字段：${fields.join('、')}${more}`, en: `Wrong: ${fields.join(', ')}${more}` },
  });
}
