import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { yuanOf } from '../words/format';

export type Unit = 'count' | 'share' | 'duration' | 'fen' | 'percent';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A figure as people read it; a dash where there is nothing to make it of. */
export function figureText(value: number | null | undefined, unit: Unit): Bilingual {
  if (value === null || value === undefined) return both('—', '—');
  if (unit === 'duration') return durationText(value);
  const text = plainText(value, unit);
  return both(text, text);
}

function plainText(value: number, unit: Exclude<Unit, 'duration'>): string {
  if (unit === 'share') return `${rounded(value * 100)} %`;
  if (unit === 'fen') return yuanOf(value);
  return unit === 'percent' ? `${rounded(value)} %` : value.toLocaleString('en');
}

function rounded(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** In the two largest units: “2 天 3 小时”. */
function durationText(ms: number): Bilingual {
  const minutes = Math.round(ms / 60_000);
  if (ms < HOUR_MS) return both(`${minutes} 分钟`, `${minutes} min`);
  const hours = Math.floor(ms / HOUR_MS);
  if (ms < DAY_MS) return both(`${hours} 小时 ${minutes - hours * 60} 分`, `${hours} h ${minutes - hours * 60} min`);
  const days = Math.floor(ms / DAY_MS);
  const rest = Math.round((ms - days * DAY_MS) / HOUR_MS);
  return both(`${days} 天 ${rest} 小时`, `${days} d ${rest} h`);
}

/** How a figure differs from the one before: by arrow and amount; undefined where one of them is missing. */
export function changeText(
  now: number | null | undefined,
  then: number | null | undefined,
  unit: Unit,
): Bilingual | undefined {
  if (typeof now !== 'number' || typeof then !== 'number') return undefined;
  const difference = now - then;
  if (difference === 0) return both('持平', 'no change');
  const arrow = difference > 0 ? '↑' : '↓';
  const points = Math.abs(difference) * 100;
  if (unit === 'share') return both(`${arrow} ${rounded(points)} 个百分点`, `${arrow} ${rounded(points)} points`);
  const { zh, en } = figureText(Math.abs(difference), unit);
  return both(`${arrow} ${zh}`, `${arrow} ${en}`);
}
