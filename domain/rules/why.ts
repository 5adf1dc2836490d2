import type { DeadlineExplanation } from '../time/deadline-explanation';
import { factNamesOf } from './decision-table';
import type { DecisionTable, TableRule } from './decision-table.schema';
import { DEFINED_EVENTS } from '../defined-events';
import type { Why } from '../event';
import type { CaseEvent } from '../file/stored-event';
import { evolve } from '../case/evolve';
import { factsOf } from '../case/known-facts';
import type { Facts } from '../case/known-facts';
import { factNamesIn } from './feel/facts';
import type { PolicyBundle } from '../policy/bundle';
import { factSchemaOf } from './policy/fact-schema';
import type { CaseState, Rung, Task } from '../case/state';
import { emptyCase } from '../case/state';
import type { Bilingual } from '../values/text';
import type { TimeLimit } from '../time/time-limit';

/** A fact as it was when something was decided on it. Amounts are whole fen. */
export interface NamedFact {
  name: string;
  title?: Bilingual;
  value: unknown;
}

/** A rule that hit, as the policy has it. */
export type RuleThatHit = Pick<TableRule, 'id'> & Partial<Pick<TableRule, 'when' | 'then' | 'note' | 'source'>>;

export interface TableThatDecided {
  id: string;
  title?: Bilingual;
  /** Of the table as it was evaluated; absent where it wasn't. */
  hash?: string;
}

/** Due when and why then; a clock of the case may have stood still or bowed to an outside date. */
export type ExplainedDeadline = DeadlineExplanation & {
  standstills?: { from: string; to?: string | undefined }[];
  extended?: TimeLimit[];
  outsideDueAt?: string;
};

/**
 * Why an event happened by itself. `rule`: a table's rules hit; `default`: none did, and the table has an answer for
 * that; `noAnswer`: the table had no certain one; `byHand`: a person decided what it could not; `limit`: a time limit
 * began; `nobodyActed`: a rung of the ladder was reached; `vacantPost`: nobody held the post; `condition`: what a step
 * or a track asks; `event`: another event brings it about; `time`: a time came; `step`: the policy's step provides for
 * it. `person`: it did not happen by itself.
 */
export interface Reason {
  seq: number;
  at: string;
  type: string;
  place?: string;
  because:
    | ('rule' | 'default' | 'noAnswer' | 'byHand' | 'limit' | 'nobodyActed' | 'vacantPost')
    | ('condition' | 'event' | 'time' | 'step' | 'person');
  table?: TableThatDecided;
  rules?: RuleThatHit[];
  answer?: unknown;
  /** Condition as the policy writes it, in FEEL. */
  condition?: string;
  facts?: NamedFact[];
  /** Why there was no certain answer. */
  problems?: string[];
  deadline?: ExplainedDeadline;
  /** Task that nobody did, or that was opened. */
  task?: Pick<Task, 'id' | 'role' | 'openedAt' | 'dueAt'>;
  rung?: Rung;
  /** Roles passed over because nobody held them who may act. */
  vacant?: string[];
  /** The event that brought it about. */
  cause?: number;
  /** Decisions of the same visit of the step before it. */
  decisions?: number[];
}

/**
 * Why each automatic act of a case happened, from its events and its bundle alone. Facts on which a condition was tested
 * are those of the case just before, as the case itself had them.
 *
 * @param events all of the case, in order from the first
 * @param bundle absent if it can't be read just now: then titles, conditions and the texts of rules are missing
 * @param only the one event asked about, whatever it is; left out, every act that a rule or a clock brought about
 */
export function reasonsOf(events: readonly CaseEvent[], bundle: PolicyBundle | undefined, only?: number): Reason[] {
  const first = events[0];
  if (first === undefined) return [];
  const reasons: Reason[] = [];
  let state = emptyCase(first.no, { id: '', version: '', bundleHash: '' });
  for (const event of events) {
    const isAsked = only === undefined ? event.by === undefined && whyOf(event.type) !== 'follows' : event.seq === only;
    const reason = isAsked ? new Asking(event, state, events, bundle).reason() : undefined;
    if (reason !== undefined && (only !== undefined || reason.because !== 'person')) reasons.push(reason);
    if (event.seq === only) break;
    state = evolve(state, event);
  }
  return reasons;
}

type Found = Omit<Reason, 'seq' | 'at' | 'type' | 'place'>;

/** Data of the events that are explained; each has some of it. */
interface Told {
  table: string;
  tableHash?: string;
  byHand?: boolean;
  rules: string[];
  answer: unknown;
  facts?: Facts;
  reason: string;
  rung: number;
  passedOver?: string[];
  when?: string;
  line: string;
  clock: string;
  explanation?: unknown;
  problems: string[];
}

class Asking {
  constructor(
    private readonly event: CaseEvent,
    /** As the case was before the event. */
    private readonly before: CaseState,
    private readonly events: readonly CaseEvent[],
    private readonly bundle: PolicyBundle | undefined,
  ) {}

  reason(): Reason | undefined {
    const { seq, at, type, place, by } = this.event;
    const found: Found = by === undefined ? this.byItself(whyOf(type)) : { because: 'person' };
    return { seq, at, type, ...(place === undefined ? {} : { place }), ...found };
  }

  /** What events that ask for a reason tell of themselves. */
  private get told(): Told {
    return this.event.data as unknown as Told;
  }

  private byItself(why: Why | undefined): Found {
    if (why === undefined || why === 'follows') return this.byStep();
    return why === 'time' ? { because: 'time' } : this[why]();
  }

  decision(): Found {
    const table = this.table();
    if (this.told.byHand === true) return { because: 'byHand', table, answer: this.told.answer };
    const ids = this.told.rules;
    const known = this.definition?.rules ?? [];
    return {
      because: ids.length === 0 ? 'default' : 'rule',
      table,
      rules: ids.map((id) => ruleShown(known.find((rule) => rule.id === id) ?? { id })),
      answer: this.told.answer,
      facts: this.factsAsked(),
    };
  }

  failedDecision(): Found {
    const problems = [this.told.reason];
    return { because: 'noAnswer', table: this.table(), problems, facts: this.factsAsked() };
  }

  openedTask(): Found {
    const { id, role, openedAt, dueAt, explanation, vacant } = (this.event.data as unknown as { task: Task }).task;
    const task = { id, role, openedAt, ...(dueAt === undefined ? {} : { dueAt }) };
    return {
      ...this.byStep(),
      because: explanation === undefined ? 'step' : 'limit',
      task,
      ...(explanation === undefined ? {} : { deadline: explanation as ExplainedDeadline }),
      ...(vacant === undefined ? {} : { vacant }),
    };
  }

  timer(): Found {
    const explanation = this.told.explanation;
    return explanation === undefined
      ? { because: 'time' }
      : { because: 'limit', deadline: explanation as ExplainedDeadline };
  }

  rung(): Found {
    const task = this.before.tasks[String(this.event.data['task'])];
    const rung = task?.rungs[this.told.rung];
    const vacant = this.told.passedOver;
    if (task === undefined) return { because: 'nobodyActed' };
    const { id, role, openedAt, dueAt } = task;
    return {
      // What a person handed up went on past a vacant post by itself.
      because: rung === undefined ? 'vacantPost' : 'nobodyActed',
      task: { id, role, openedAt, ...(dueAt === undefined ? {} : { dueAt }) },
      ...(rung === undefined ? {} : { rung }),
      ...(vacant === undefined ? {} : { vacant }),
    };
  }

  /** What made time stand still, or ran late. */
  movedTask(): Found {
    const task = evolve(this.before, this.event).tasks[String(this.event.data['task'])];
    if (task === undefined) return { because: 'time' };
    const { id, role, openedAt, dueAt, explanation } = task;
    return {
      ...this.caused(['CaseResumed']),
      because: 'limit',
      task: { id, role, openedAt, ...(dueAt === undefined ? {} : { dueAt }) },
      ...(explanation === undefined ? {} : { deadline: explanation as ExplainedDeadline }),
    };
  }

  skipped(): Found {
    return this.onCondition(this.told.when);
  }

  lineStarted(): Found {
    const track = this.bundle?.policy.tracks.find(({ id }) => id === this.told.line.split('.')[0]);
    if (track?.when !== undefined) return this.onCondition(track.when);
    return track?.on === undefined ? { because: 'step' } : this.caused([track.on]);
  }

  clockStarted(): Found {
    const rule = this.clock();
    return {
      ...this.caused(rule?.starts ?? []),
      because: 'limit',
      deadline: this.told.explanation as ExplainedDeadline,
    };
  }

  clockSet(): Found {
    const conditions = this.clock()?.insteadWhen.map(({ when }) => when) ?? [];
    return {
      ...this.caused(['CaseResumed', 'LimitExtended']),
      because: 'limit',
      deadline: this.told.explanation as ExplainedDeadline,
      ...(conditions.length === 0
        ? {}
        : { condition: conditions.join(' ; '), facts: this.factsIn(conditions, factsOf(this.before)) }),
    };
  }

  clockStopped(): Found {
    if (this.event.data['because'] === 'merged') return this.caused(['CaseMerged']);
    return this.caused(this.clock()?.stops ?? []);
  }

  unclear(): Found {
    return { because: 'noAnswer', problems: this.told.problems };
  }

  /** What the policy's step provides for, and what tables or time decided in the same visit of it. */
  byStep(): Found {
    const { place, seq } = this.event;
    const here = this.events.filter((other) => place !== undefined && other.place === place && other.seq < seq);
    const decisions = here.filter(({ type }) => type === 'DecisionMade').map((decision) => decision.seq);
    const byDefault = here.findLast(({ type }) => type === 'TaskDecidedByDefault');
    return {
      because: 'step',
      ...(decisions.length === 0 ? {} : { decisions }),
      ...(byDefault === undefined ? {} : { cause: byDefault.seq }),
    };
  }

  private onCondition(condition: string | undefined): Found {
    if (condition === undefined) return { because: 'step' };
    return { because: 'condition', condition, facts: this.factsIn([condition], factsOf(this.before)) };
  }

  private caused(types: readonly string[]): Found {
    const cause = this.events.findLast(({ seq, type }) => seq < this.event.seq && types.includes(type));
    return { because: 'event', ...(cause === undefined ? {} : { cause: cause.seq }) };
  }

  private clock() {
    return this.bundle?.policy.clocks.find(({ id }) => id === this.told.clock);
  }

  private get definition(): DecisionTable | undefined {
    return this.bundle?.tables[this.told.table];
  }

  private table(): TableThatDecided {
    const { title } = this.definition ?? {};
    const hash = this.told.tableHash;
    return {
      id: this.told.table,
      ...(title === undefined ? {} : { title }),
      ...(hash === undefined ? {} : { hash }),
    };
  }

  /** Facts of a table as the decision kept them. */
  private factsAsked(): NamedFact[] {
    const kept = this.told.facts ?? {};
    const names = this.definition === undefined ? Object.keys(kept) : factNamesOf(this.definition);
    return this.named(names, kept);
  }

  private factsIn(conditions: readonly string[], facts: Facts): NamedFact[] {
    return this.named([...new Set(conditions.flatMap((condition) => factNamesIn(condition)))], facts);
  }

  private named(names: readonly string[], facts: Facts): NamedFact[] {
    const { bundle } = this;
    const schema =
      bundle === undefined ? {} : factSchemaOf({ ...bundle.policy, intake: bundle.intake, tables: bundle.tables });
    return names.map((name) => {
      const { title, otherwise = null } = schema[name] ?? {};
      return { name, ...(title === undefined ? {} : { title }), value: valueOf(facts, name) ?? otherwise };
    });
  }
}

/** What the definition of an event says of why it happens by itself. */
function whyOf(type: string): Why | undefined {
  return DEFINED_EVENTS.get(type)?.why;
}

function ruleShown({ id, when, then, note, source }: RuleThatHit): RuleThatHit {
  return {
    id,
    ...(when === undefined ? {} : { when }),
    ...(then === undefined ? {} : { then }),
    ...(note === undefined ? {} : { note }),
    ...(source === undefined ? {} : { source }),
  };
}

function valueOf(facts: Facts, name: string): unknown {
  const [group = '', member] = name.split('.');
  const value = facts[group];
  if (member === undefined) return value ?? null;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[member] ?? null) : null;
}
