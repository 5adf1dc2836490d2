import type { Actor } from '../envelope';
import type { Bilingual } from '../text';

/** What people call the things that a case names by ids. An id that has no title stands for itself. */
export interface Vocabulary {
  person(id: string): string;
  actor(by: Actor | undefined): Bilingual;
  role(id: string): Bilingual;
  department(id: string): Bilingual;
  category(id: string): Bilingual;
  /** An amount in fen, as money is written. */
  money(fen: number): Bilingual;
  /** An instant as the clock on the wall of the policy's calendar shows it. */
  time(iso: string): string;
}

/** An event of one type, as its sentence in the timeline has it. */
export interface TimelineEntry<P> {
  /** Who did it; the system where a rule or the clock did. */
  readonly who: Bilingual;
  /** The step that it happened in. */
  readonly step: Bilingual;
  readonly words: Vocabulary;
  /**
   * What it carries. Any of it may be missing, in events of builds of before; what is sealed stands as `…`, since sentences
   * are made before anything is opened.
   */
  readonly data: Readonly<Partial<P>>;
}
