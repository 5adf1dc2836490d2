import type { Position } from './page';

/** What of a task says where it stands. */
interface Placed {
  dueAt?: string;
  no: string;
  id: string;
}

/** Where a task stands in the order: by due time, what is never due last; then by number and name. */
export type Place = readonly [dueMs: number, no: string, id: string];
const NEVER_MS = Date.parse('9999-12-31T00:00:00.000Z');
/** After every name of a task. */
export const LAST = '\u{10FFFF}';

export function placeIn({ dueAt, no, id }: Placed): Place {
  return [dueAt === undefined ? NEVER_MS : Date.parse(dueAt), no, id];
}

export function placeOf(position: Position): Place {
  const [due, no, id] = position;
  return [due == null ? NEVER_MS : Date.parse(due), no ?? '', id ?? ''];
}

export function positionOf({ dueAt, no, id }: Placed): Position {
  return [dueAt ?? null, no, id];
}

export function compare(a: Place, b: Place): number {
  const differs = a.findIndex((part, i) => part !== b[i]);
  if (differs === -1) return 0;
  return (a[differs] as string | number) < (b[differs] as string | number) ? -1 : 1;
}

/** Cases that stand before a place, and that have a task after it. */
export function passedBefore([dueMs, no]: Place): Record<string, unknown>[] {
  const due = new Date(dueMs);
  const before = { 'entry.dueAt': { $lt: due }, 'tasks.dueAt': { $gte: due } };
  // After what is never due comes nothing that is due later.
  if (dueMs === NEVER_MS) return [before];
  return [before, { 'entry.dueAt': { $eq: due }, _id: { $lt: no }, 'tasks.dueAt': { $gt: due } }];
}

/** Of a task, that it stands after a place. */
export function aheadOf([dueMs, no, id]: Place): Record<string, unknown> {
  const due = new Date(dueMs);
  return {
    $or: [
      { 'tasks.dueAt': { $gt: due } },
      { 'tasks.dueAt': { $eq: due }, _id: { $gt: no } },
      { 'tasks.dueAt': { $eq: due }, _id: { $eq: no }, 'tasks.id': { $gt: id } },
    ],
  };
}
