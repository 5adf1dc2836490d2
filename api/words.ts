import { isSealed } from '../domain/values/sealed';
import { ACTIONS } from '../domain/actions';
import { isCustomerId } from '../domain/case/customer';
import type { Actor } from '../domain/file/envelope';
import type { Vocabulary } from '../domain/labels/timeline-entry';
import { parseInstant, localText } from '../domain/time/local-time';
import { formatFen } from '../domain/values/money';
import { titleOfCategory } from '../domain/policy/category-tree';
import type { CompiledPolicy, Step } from '../domain/policy/compiled';
import { STAGES } from '../domain/stages';
import { both } from '../domain/values/text';
import type { Bilingual } from '../domain/values/text';
import { asProblemCode, PROBLEM_TYPES } from './problem-types';

/** Stands in a sentence for what a person wrote: sentences are made before anything is opened. */
export const SEALED_WORDS = both('（见原文）', '(as written)');

/** The complainant, who acts without a name. */
const CUSTOMER = both('客户', 'The customer');

/** Where the words for ids come from. */
export interface WordSources {
  /** Absent when a case's bundle can't be read: then ids stand for themselves. */
  readonly policy?: CompiledPolicy | undefined;
  /** IANA zone of the policy's calendar. */
  readonly zone: string;
  readonly nameOf: (staffId: string) => string | undefined;
  readonly placeTitle?: (id: string) => Bilingual | undefined;
  readonly remedyTitle: (kind: string) => Bilingual | undefined;
}

export class Words implements Vocabulary {
  constructor(private readonly from: WordSources) {}

  person(id: string): string {
    return this.from.nameOf(id) ?? (isCustomerId(id) ? CUSTOMER.zh : id);
  }

  /** `梅（代林）`, `Mei for Lin`; without anybody it was the rules or the clock. */
  actor(by: Actor | undefined): Bilingual {
    if (by === undefined) return both('系统', 'The system');
    if (by.kind === 'customer') return CUSTOMER;
    const name = this.person(by.id);
    if (by.for === undefined) return both(name, name);
    return both(`${name}（代${this.person(by.for)}）`, `${name} for ${this.person(by.for)}`);
  }

  role(id: string): Bilingual {
    return this.from.policy?.roles[id]?.title ?? same(id);
  }

  department(id: string): Bilingual {
    return this.from.policy?.departments[id]?.title ?? same(id);
  }

  /** A unit of the organisation: a store, a branch. */
  place(id: string): Bilingual {
    return this.from.placeTitle?.(id) ?? same(id);
  }

  /** With what it lies within. */
  category(id: string): Bilingual {
    return titleOfCategory(this.from.policy?.categories ?? {}, id);
  }

  /** What the policy calls a value that may be the name of a role, a department or a category. */
  named(id: string): Bilingual {
    if (isSealed(id)) return SEALED_WORDS;
    const { roles, departments, categories } = this.from.policy ?? {};
    return roles?.[id]?.title ?? departments?.[id]?.title ?? categories?.[id]?.title ?? same(id);
  }

  clock(id: string): Bilingual {
    return this.from.policy?.clocks.find((clock) => clock.id === id)?.title ?? same(id);
  }

  action(name: string): Bilingual {
    return ACTIONS.get(name)?.title ?? same(name);
  }

  form(name: string): Bilingual {
    return this.from.policy?.forms?.[name]?.title ?? same(name);
  }

  refusal(code: string): Bilingual {
    const known = asProblemCode(code);
    return known === undefined ? same(code) : PROBLEM_TYPES[known].title;
  }

  remedy(kind: string): Bilingual {
    return this.from.remedyTitle(kind) ?? same(kind);
  }

  /** The step of a place or a task id (`main/approve/2/approval-1`). */
  step(place: string): Bilingual {
    const [line = '', id = ''] = place.split('/');
    const step = this.stepsOf(line).find((one) => one.id === id);
    return step === undefined ? same(id === '' ? place : id) : (step.title ?? STAGES[step.stage].title);
  }

  line(id: string): Bilingual {
    if (id === 'main') return both('主线', 'main line');
    const track = this.from.policy?.tracks.find((one) => one.id === id.split('.')[0]);
    return track?.title ?? same(id);
  }

  money(fen: number): Bilingual {
    return both(formatFen(fen, 'zh'), formatFen(fen, 'en'));
  }

  /** An instant as the clock on the wall of the policy's calendar shows it. */
  time(iso: string): string {
    try {
      return localText(parseInstant(iso), this.from.zone);
    } catch {
      return iso;
    }
  }

  private stepsOf(line: string): readonly Step[] {
    if (line === 'main') return this.from.policy?.main ?? [];
    return this.from.policy?.tracks.find((track) => track.id === line.split('.')[0])?.steps ?? [];
  }
}

function same(id: string): Bilingual {
  return both(id, id);
}
