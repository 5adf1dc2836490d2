import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Step } from '../../domain/policy/compiled';
import { withHash } from '../../models/policy-files';

type Json = Record<string, unknown>;

/**
 * A policy without one of the things that it demands, which are called by where they stand:
 *
 * - `tables/approvalTier A2`: a row of a table;
 * - `main/brought when`: the condition of a step, which is always taken then;
 * - `main/confirm deskWithin`: a time limit, which is ten years then;
 * - `main/confirm deskOverdue 1`: a step of a ladder, counted from 0;
 * - `main/callback attempts`: anything else that a step says;
 * - `main/legal`: the whole step; `track promise`: the whole track; `track promise/keep overdue 0`: within one;
 * - `separate 3`, `anytimeRoles withdraw`, `reports month`, `intake required 0`: anything else that the policy says.
 *
 * @throws Error if there is no such thing, or only one that others name (a step to which others lead)
 */
export function takenOut(bundle: PolicyBundle, what: string): PolicyBundle {
  const copy = structuredClone(bundle);
  const [place = '', ...rest] = what.split(' ');
  if (place.startsWith('tables/')) takeRow(copy, place.slice('tables/'.length), rest[0] ?? '');
  else if (place.startsWith('main/')) takeOfStep(copy.policy.main, place.slice('main/'.length), rest);
  else if (place === 'track') takeOfTrack(copy, rest);
  else takeKey((place in copy ? copy : copy.policy) as unknown as Json, [place, ...rest]);
  return withHash(copy);
}

function takeRow({ tables }: PolicyBundle, table: string, row: string): void {
  const found = tables[table];
  if (found === undefined) throw new Error(`there is no table ${table}: ${Object.keys(tables).join(', ')}`);
  found.rules.splice(placeOf(found.rules, row, `table ${table} has no row ${row}`), 1);
}

function takeOfTrack({ policy: { tracks } }: PolicyBundle, [place = '', ...rest]: string[]): void {
  const [id = '', step] = place.split('/');
  const at = placeOf(tracks, id, `there is no track ${id}`);
  if (step !== undefined) takeOfStep(tracks[at]!.steps, step, rest);
  else if (rest.length > 0) takeKey(tracks[at] as unknown as Json, rest);
  else tracks.splice(at, 1);
}

function takeOfStep(steps: Step[], id: string, rest: string[]): void {
  const at = placeOf(steps, id, `there is no step ${id}`);
  if (rest.length > 0) {
    takeKey(steps[at] as unknown as Json, rest);
    return;
  }
  steps.splice(at, 1);
}

function takeKey(of: Json | unknown[], [key = '', ...rest]: string[]): void {
  const value = (of as Json)[key];
  if (value === undefined) throw new Error(`there is no ${key}: ${Object.keys(of).join(', ')}`);
  if (rest.length > 0) {
    takeKey(value as Json, rest);
    return;
  }
  if (Array.isArray(of)) {
    of.splice(Number(key), 1);
    return;
  }
  if (/within$/i.test(key)) of[key] = { duration: 'P3650D', counting: 'clock' };
  else Reflect.deleteProperty(of, key);
  if (key === 'when') delete of['uses'];
}

function placeOf(list: readonly { id: string }[], id: string, otherwise: string): number {
  const at = list.findIndex((one) => one.id === id);
  if (at < 0) throw new Error(`${otherwise}: ${list.map((one) => one.id).join(', ')}`);
  return at;
}
