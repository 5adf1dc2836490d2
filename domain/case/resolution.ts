import type { Resolution } from './parts';
import type { CaseState } from './state';

/** Each round has one: what it came to in the end. Its date is that of the end that it came to first. */
export function withResolution(
  { resolutions }: Pick<CaseState, 'resolutions'>,
  one: Resolution,
): Pick<CaseState, 'resolutions'> {
  const last = resolutions.at(-1);
  if (last?.round !== one.round) return { resolutions: [...resolutions, one] };
  return last.end === one.end ? { resolutions } : { resolutions: [...resolutions.slice(0, -1), one] };
}
