import { trackOf } from '../case/lines/catch-up';
import type { CaseState } from '../case/state';

/** What a case keeps of each kind of things that are over; what came before stands in its events. */
const KEPT = 100;

/**
 * What is over leaves the state, the oldest first: ended tasks and effects of steps that were left, lines that have ended,
 * customer's messages that were taken up. So a case does not grow with all that ever happened in it.
 */
export function withoutOldest(state: CaseState): Partial<CaseState> {
  const current = currentPlaces(state);
  const isLeft = (key: string): boolean => !current.some((place) => key.startsWith(place));
  const { no, tasks, effects, lines, inbound } = state;
  const newest = new Set(lastOfTracks(Object.keys(lines)));
  return {
    ...pruned('tasks', tasks, (id, { status }) => status !== 'open' && isLeft(id)),
    ...pruned('effects', effects, (key, { status }) => status !== 'underWay' && isLeft(key.slice(no.length + 1))),
    ...pruned('lines', lines, (id, { status }) => status === 'ended' && !newest.has(id)),
    ...(inbound.length > 2 * KEPT ? { inbound: inbound.filter(spared(inbound, ({ heeded }) => heeded)) } : {}),
  };
}

/** Where lines are now: `line/step/visit/`. */
function currentPlaces({ lines }: CaseState): string[] {
  return Object.entries(lines).flatMap(([id, { entered, visits }]) =>
    entered === undefined ? [] : [`${id}/${entered}/${visits[entered] ?? 0}/`],
  );
}

/** Of the lines of each track, the one begun last: it tells that the track has run, and the number of the next one. */
function lastOfTracks(lines: readonly string[]): string[] {
  return [...new Map(lines.map((id) => [trackOf(id), id])).values()];
}

function pruned<Name extends 'tasks' | 'effects' | 'lines'>(
  name: Name,
  entries: CaseState[Name],
  isOver: (key: string, value: CaseState[Name][string]) => boolean,
): Partial<CaseState> {
  const all = Object.entries(entries) as [string, CaseState[Name][string]][];
  if (all.length <= KEPT) return {};
  const left = all.filter(spared(all, ([key, value]) => isOver(key, value)));
  return left.length === all.length ? {} : { [name]: Object.fromEntries(left) };
}

/** Keeps what is not over, and the last of what is. */
function spared<T>(all: readonly T[], isOver: (one: T) => boolean): (one: T) => boolean {
  let most = all.filter(isOver).length - KEPT;
  return (one) => !isOver(one) || most-- <= 0;
}

/** The number of the line that takes up the customer's next message. */
export function nextInbound({ inbound }: CaseState): number {
  return nextNumber(
    'inbound',
    inbound.map(({ line }) => line),
  );
}

/** The number of the next line of a track: lines that have ended are not all known any more. */
export function nextNumber(track: string, lines: Iterable<string>): number {
  let last = 0;
  for (const line of lines)
    if (trackOf(line) === track) last = Math.max(last, Number(line.slice(track.length + 1)) || 0);
  return last + 1;
}
