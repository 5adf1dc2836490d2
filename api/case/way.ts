import type { CaseEvent } from '../../domain/file/stored-event';
import { eventOf } from '../../models/chain';
import type { Models } from '../../models/open-models';
import { Recent } from '../../models/recent';

/** An entry into a step, or a passing over it. */
export interface Visited {
  line: string;
  step: string;
  /** Which entry into the step it is, from 1. */
  visit: number;
  status: 'here' | 'done' | 'skipped';
  at: string;
  leftAt?: string;
}

interface Read {
  seq: number;
  visited: readonly Visited[];
}

/** Of cases read lately, so that only what is new is read. */
const KEPT = 300;
const readOf = new WeakMap<Models['events'], Recent<Read>>();

/** The way that a case has gone, line by line, step by step, as often as it came to each. */
export async function wayOf({ events }: Pick<Models, 'events'>, no: string): Promise<readonly Visited[]> {
  const kept = readOf.get(events) ?? new Recent<Read>(KEPT);
  readOf.set(events, kept);
  let read = kept.get(no) ?? { seq: 0, visited: [] };
  for await (const chained of events.all(no, read.seq))
    read = { seq: chained.seq, visited: after(read.visited, eventOf(chained)) };
  kept.set(no, read);
  return read.visited;
}

function after(visited: readonly Visited[], { type, at, data }: CaseEvent): readonly Visited[] {
  const { line, step, visit } = data as { line: string; step: string; visit: number };
  if (type === 'StepEntered' || type === 'StepSkipped')
    return [...visited, { line, step, visit, status: type === 'StepEntered' ? 'here' : 'skipped', at }];
  if (type !== 'StepLeft' && type !== 'LineEnded' && type !== 'LineTurnedBack') return visited;
  return visited.map((one) =>
    one.line === line && one.status === 'here' ? { ...one, status: 'done', leftAt: at } : one,
  );
}
