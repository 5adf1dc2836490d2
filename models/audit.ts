import { kindOfNumber } from '../domain/values/complaint-number';
import type { FileKind } from '../domain/values/complaint-number';
import { fold } from './case-states';
import type { Folded } from './case-states';
import { eventOf, verifyChain } from './chain';
import type { ChainedEvent } from './chain';
import type { EventStore } from './events';
import type { Proceedings } from './proceedings';
import type { Register } from './register';

/** Where a case's record is not what it was, first of all. */
export interface AuditBreak {
  seq: number;
  /**
   * `gap`: an event is missing; `prev`, `hash`, `text`: it was altered or moved; `fold`: the events make no case;
   * `register`: the register's entry is not what they make.
   */
  what: 'gap' | 'prev' | 'hash' | 'text' | 'fold' | 'register';
  /** Fields of the entry that differ, or the error of the fold. */
  detail?: string;
}

export interface AuditReport {
  no: string;
  /** Events stored, in order from the first. */
  events: number;
  /** Hash of the last of them: stands for them all. Compare it with the case's own, or with one noted earlier. */
  head: string;
  intact: boolean;
  firstBreak?: AuditBreak;
}

/** What of a kind of proceeding the audit needs. */
type Beside = Readonly<Record<Exclude<FileKind, 'complaint'>, Pick<Proceedings<never>, 'seqOf' | 'differences'>>>;

/** Checks the records of cases, and of proceedings beside them: that they are whole, unaltered, and that the register says the same. */
export class Audit {
  readonly #events: EventStore;
  readonly #register: Register;

  readonly #beside: Beside;

  constructor(parts: { events: EventStore; register: Register; beside: Beside }) {
    this.#events = parts.events;
    this.#beside = parts.beside;
    this.#register = parts.register;
  }

  /** Checks one file; a file without any events is reported as a gap at 1. Needs no key: what is sealed stays sealed. */
  async verifyCase(no: string): Promise<AuditReport> {
    // The register first: whatever it knows must be stored by then.
    const kind = kindOfNumber(no);
    const proceedings = kind === undefined || kind === 'complaint' ? undefined : this.#beside[kind];
    const registered = await (proceedings ?? this.#register).seqOf(no);
    const events = await this.#stored(no, registered);
    const firstBreak =
      breakIn(events, registered) ??
      (await (proceedings === undefined
        ? this.#compare(no, events)
        : compareProceeding(proceedings, no, events.length)));
    return {
      no,
      events: events.length,
      head: events.at(-1)?.hash ?? '',
      intact: firstBreak === undefined,
      ...(firstBreak === undefined ? {} : { firstBreak }),
    };
  }

  /** Also what stands behind a gap, as far as the register has seen it. */
  async #stored(no: string, upTo: number): Promise<ChainedEvent[]> {
    const events: ChainedEvent[] = [];
    for (let after = 0; ; after += WINDOW) {
      const window = await this.#events.chained(no, { after, limit: WINDOW });
      events.push(...window);
      if (window.length < WINDOW && after + WINDOW >= upTo) return events;
    }
  }

  async #compare(no: string, events: readonly ChainedEvent[]): Promise<AuditBreak | undefined> {
    const seq = events.length;
    let folded: Folded | undefined;
    try {
      folded = fold(no, undefined, events.map(eventOf));
    } catch (error) {
      return { seq, what: 'fold', detail: error instanceof Error ? error.message : 'unknown' };
    }
    if (folded === undefined) return { seq: 1, what: 'gap' };
    const fields = await this.#register.differences(folded);
    return fields.length === 0 ? undefined : { seq, what: 'register', detail: fields.join(', ') };
  }
}

/** The same for a proceeding, whose entry is compared with what all its events make of it. */
async function compareProceeding(
  proceedings: Pick<Proceedings<never>, 'differences'>,
  no: string,
  seq: number,
): Promise<AuditBreak | undefined> {
  if (seq === 0) return { seq: 1, what: 'gap' };
  try {
    const fields = await proceedings.differences(no);
    return fields.length === 0 ? undefined : { seq, what: 'register', detail: fields.join(', ') };
  } catch (error) {
    if (error instanceof RangeError) return { seq, what: 'fold', detail: error.message };
    throw error;
  }
}

const WINDOW = 500;

function breakIn(events: readonly ChainedEvent[], registered: number): AuditBreak | undefined {
  const broken = verifyChain(events);
  if (broken !== undefined) return broken;
  return events.length < registered ? { seq: events.length + 1, what: 'gap' } : undefined;
}
