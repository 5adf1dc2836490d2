import type { Actor } from '../file/envelope';
import type { Bilingual } from '../values/text';

/** What people call the things that a case names by ids. An id that has no title stands for itself. */
export interface Vocabulary {
  person(id: string): string;
  actor(by: Actor | undefined): Bilingual;
  role(id: string): Bilingual;
  department(id: string): Bilingual;
  category(id: string): Bilingual;
  clock(id: string): Bilingual;
  form(name: string): Bilingual;
  action(name: string): Bilingual;
  /** The step of a place or a task id (`main/approve/2/approval-1`). */
  step(place: string): Bilingual;
  line(id: string): Bilingual;
  /** What the code of a refusal means. */
  refusal(code: string): Bilingual;
  remedy(kind: string): Bilingual;
  /** An amount in fen, as money is written. */
  money(fen: number): Bilingual;
  /** An instant as the clock on the wall of the policy's calendar shows it. */
  time(iso: string): string;
}

/**
 * An event as its sentence in the timeline has it, `P` being its payload. Any part may be missing, in events of earlier
 * builds; what is sealed reads `…`, for sentences are made before anything is opened.
 */
export interface TimelineEntry<P> {
  /** Who did it; the system where a rule or the clock did. */
  readonly who: Bilingual;
  readonly isByNobody: boolean;
  /** The customer did it, by the page of their link. */
  readonly isByCustomer: boolean;
  /** The step that it happened in. */
  readonly step: Bilingual;
  /** The step whose task it is about. */
  readonly task: Bilingual;
  readonly words: Vocabulary;

  /** A text or a number; empty where there is none. */
  text(name: keyof P & string): string;
  /** 0 where there is none. */
  number(name: keyof P & string): number;
  /** Whether it is there and true. */
  is(name: keyof P & string): boolean;
  has(name: keyof P & string): boolean;
  list(name: keyof P & string): unknown[];
  /** An object; empty where there is none. */
  inner(name: keyof P & string): Record<string, unknown>;
  innerText(name: keyof P & string, field: string): string;
}
