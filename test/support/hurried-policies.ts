import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { durationMs } from '../../domain/time/duration';

const ROOT = join(__dirname, '..', '..');
const MINUTE = 60_000;
const DURATION = /^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
/** What is counted over weeks, looks back and holds nobody up. */
const AS_IT_IS: ReadonlySet<string> = new Set(['rules', 'examples', 'tables']);

/**
 * A copy of the policies in which every time is a few seconds of clock time, the longer the longer, so that all that
 * happens when nobody acts does so within a minute: the ladders of real policies, each rung in its order.
 */
export function hurriedPolicies(): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-policies-'));
  cpSync(join(ROOT, 'policies'), folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const policy = inSeconds(parse(readFileSync(join(folder, file), 'utf8')));
    writeFileSync(join(folder, file), stringify(policy, { aliasDuplicateObjects: false }));
  }
  return folder;
}

function inSeconds(value: unknown): unknown {
  if (typeof value === 'string') return DURATION.test(value) ? seconds(value) : value;
  if (Array.isArray(value)) return value.map(inSeconds);
  if (typeof value !== 'object' || value === null) return value;
  const { working: _working, ...rest } = value as Record<string, unknown>;
  const isLimit = 'duration' in rest;
  return Object.fromEntries(
    Object.entries(isLimit ? rest : value).map(([name, part]) => [
      name,
      AS_IT_IS.has(name) ? part : isLimit && name === 'counting' ? 'clock' : inSeconds(part),
    ]),
  );
}

/** Five minutes are two seconds, four hours four, three days ten, thirty days sixteen. */
function seconds(duration: string): string {
  const minutes = Math.max(2, durationMs(duration) / MINUTE);
  return `PT${Math.max(2, Math.round(Math.log2(minutes) ** 2 / 15))}S`;
}
