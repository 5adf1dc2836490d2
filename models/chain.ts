import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { CaseEvent } from '../domain/file/stored-event';

/** An event as it is stored: its text, and the hash that binds it to the one before. */
export interface ChainedEvent {
  no: string;
  seq: number;
  /** Canonical JSON (RFC 8785) of the event: what is hashed, kept as it was hashed. */
  text: string;
  /** Hash of the event before; empty for the first. */
  prev: string;
  /** SHA-256 of `prev`, a line break and `text`, in hexadecimal digits. */
  hash: string;
}

/** Where a chain breaks first, and how. */
export interface ChainBreak {
  seq: number;
  what: 'gap' | 'prev' | 'hash' | 'text';
}

export type Hash = (text: string) => string;

export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

/** The text of any JSON value that is the same for every spelling of it. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value) ?? 'null';
  // JSON writes half a surrogate pair as an escape, which hardly any text has.
  return /\\ud[89a-f]/i.test(text) ? (canonicalize(wellFormed(value)) ?? 'null') : text;
}

/** Binds new events to the head of a chain. */
export function chainOn(head: string, events: readonly CaseEvent[], hash: Hash = sha256): ChainedEvent[] {
  let prev = head;
  return events.map((event) => {
    const text = canonicalText(event);
    const chained = { no: event.no, seq: event.seq, text, prev, hash: hash(link(prev, text)) };
    prev = chained.hash;
    return chained;
  });
}

/**
 * The first break in a case's whole chain, read from its first event; undefined when it is whole. That nothing is
 * missing at its end only the case itself or its register can tell.
 */
export function verifyChain(events: Iterable<ChainedEvent>, hash: Hash = sha256): ChainBreak | undefined {
  let last: { no?: string; seq: number; hash: string } = { seq: 0, hash: '' };
  for (const event of events) {
    if (event.seq !== last.seq + 1) return { seq: last.seq + 1, what: 'gap' };
    if (event.prev !== last.hash) return { seq: event.seq, what: 'prev' };
    if (event.hash !== hash(link(event.prev, event.text))) return { seq: event.seq, what: 'hash' };
    if (!isTextOf(event, last.no ?? event.no)) return { seq: event.seq, what: 'text' };
    last = event;
  }
  return undefined;
}

/** The event that a stored text says. */
export function eventOf({ text }: Pick<ChainedEvent, 'text'>): CaseEvent {
  return JSON.parse(text) as CaseEvent;
}

function link(prev: string, text: string): string {
  return `${prev}\n${text}`;
}

/** A text may hash well and still be another event's, or be written so that it reads two ways (a name given twice). */
function isTextOf({ no, seq, text }: ChainedEvent, caseNo: string): boolean {
  try {
    const event = JSON.parse(text) as Partial<CaseEvent>;
    return no === caseNo && event.no === no && event.seq === seq && canonicalText(event) === text;
  } catch {
    return false;
  }
}

/** Half a surrogate pair has no UTF-8 and thus no canonical text; it is stored as the character for "unreadable". */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [wellFormed(name), wellFormed(part)]));
}
