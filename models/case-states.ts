import type { CaseEvent } from '../domain/file/stored-event';
import { evolve } from '../domain/case/evolve';
import { marksOf } from '../domain/reports/mark';
import type { Mark } from '../domain/reports/mark';
import { emptyCase } from '../domain/case/state';
import type { CaseState } from '../domain/case/state';
import { eventOf } from './chain';
import type { EventStore } from './events';
import { Recent } from './recent';

/** A case as its events make it. */
export interface Folded {
  state: CaseState;
  /** Time of the last event. */
  updatedAt: string;
  /** What is counted of it, in the order of its events. */
  marks: readonly Mark[];
}

/** Cases kept in memory: those written to lately. */
const KEPT = 300;

/** Events are missing in the store that the histories of the workflows still have: `redress rebuild` brings them back. */
export class EventsMissing extends Error {
  override readonly name = 'EventsMissing';

  constructor(
    readonly no: string,
    /** The number before which some are missing. */
    readonly before: number,
  ) {
    super(`The event store lacks events of ${no} before number ${before}: run "redress rebuild"`);
  }
}

/** Folds further events on a case, or on nothing; events it has seen are passed over. */
export function fold(no: string, from: Folded | undefined, events: Iterable<CaseEvent>): Folded | undefined {
  let folded = from;
  for (const event of events) {
    const state: CaseState = folded?.state ?? emptyCase(no, { id: '', version: '', bundleHash: '' });
    if (event.seq <= state.seq) continue;
    const next = evolve(state, event);
    const known = folded?.marks ?? [];
    const marks = marksOf(state, event, next);
    folded = { state: next, updatedAt: event.at, marks: marks.length === 0 ? known : [...known, ...marks] };
  }
  return folded;
}

/**
 * The state of cases, folded from their events and stored nowhere: a copy would be ten times what a list has to read,
 * and could be wrong. Cases in use are kept in memory and only what is new is read.
 */
export class CaseStates {
  readonly #events: EventStore;
  readonly #kept = new Recent<Folded>(KEPT);

  constructor(events: EventStore) {
    this.#events = events;
  }

  /** A case as of the last event stored; undefined if there is none. */
  async current(no: string): Promise<Folded | undefined> {
    const known = this.#kept.get(no);
    let folded = known;
    for await (const stored of this.#events.all(no, known?.state.seq ?? 0))
      folded = fold(no, folded, [eventOf(stored)]);
    return this.#keep(no, folded);
  }

  /**
   * A case as of these events at least, which have just been stored: as read from their texts, so that the state is the
   * same as that of any later fold.
   *
   * @throws EventsMissing if the store has a gap before them
   */
  async advanced(no: string, events: readonly CaseEvent[]): Promise<Folded | undefined> {
    const [first] = events;
    const last = events.at(-1);
    if (first === undefined || last === undefined) return this.current(no);
    const known = this.#kept.get(no);
    if ((known?.state.seq ?? 0) >= first.seq - 1) {
      return this.#keep(no, fold(no, known, events));
    }
    const folded = await this.current(no);
    if ((folded?.state.seq ?? 0) < last.seq) throw new EventsMissing(no, first.seq);
    return folded;
  }

  /** Forgets a case, so that it is folded from its first event again. */
  forget(no: string): void {
    this.#kept.delete(no);
  }

  #keep(no: string, folded: Folded | undefined): Folded | undefined {
    if (folded !== undefined) this.#kept.set(no, folded);
    return folded;
  }
}
