import type { CaseEvent } from '../domain/file/stored-event';
import { evolve } from '../domain/case/evolve';
import { emptyCase } from '../domain/case/state';
import type { CaseState } from '../domain/case/state';
import { eventOf } from '../models/chain';
import type { EventStore } from '../models/events';

/** A case as its stored events make it, with them; undefined if there are none. */
export async function fileOf(
  events: Pick<EventStore, 'all'>,
  no: string,
): Promise<{ state: CaseState; events: CaseEvent[] } | undefined> {
  const all: CaseEvent[] = [];
  for await (const event of events.all(no)) all.push(eventOf(event));
  if (all.length === 0) return undefined;
  return { state: all.reduce(evolve, emptyCase(no, { id: '', version: '', bundleHash: '' })), events: all };
}
