import { z } from 'zod';
import { remedy } from '../../activities/remedies/registry';
import type { StaffSource } from '../../activities/staff-source';
import { ACTIONS } from '../../domain/actions';
import { stepFor } from '../../domain/actions/step-for';
import { plainSchema } from '../../domain/actions/data-kinds';
import { ineligible } from '../../domain/case/eligibility';
import type { Actor } from '../../domain/file/envelope';
import { judgeMessage } from '../../domain/case/judge-message';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { rolesAbove } from '../../domain/policy/roles';
import { stepAt } from '../../domain/policy/step-of-task';
import type { CaseState, Task } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import type { Holder, Post } from '../../models/directory';
import type { Chance } from './chance';
import type { Shape, Vocabulary } from './made-up';
import { madeUp } from './made-up';
import type { Person, WhoIsWho } from './people';
import { actorOf, everybody, namedIn, vacantIn } from './people';
import { asIfSealed, sealedData } from './sealed-data';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How staff are: shares of 1. */
export interface Manners {
  /** Tasks done only once they are overdue. */
  late: number;
  /** Tasks that nobody does until they are another's turn or the ladder has ended. */
  leftAlone: number;
  /** Days on which somebody is not there. */
  away: number;
}
const MANNERS: Manners = { late: 0.08, leftAlone: 0.07, away: 0.1 };

/** Something somebody does, as it stands in a message: words as they were said. */
export interface SeededDeed {
  by: Actor;
  action: string;
  data: Record<string, unknown>;
  /** The task that it ends. */
  task?: string;
}

/** Nobody at all may do a task, or there is nothing that would be accepted. */
export class NobodyCan extends Error {
  override readonly name = 'NobodyCan';
}

/** How often the first of several actions is taken; the others share the rest with it. */
const PLAIN_WAY = 0.85;
/** Nobody moves the furniture for ever: so often the same is done at one visit of a step while there is something else. */
const MOST_OFTEN = 3;

/** So many hold one role at most, however often it has to be filled anew. */
const MOST_IN_A_POST = 12;

/** How often other data is tried before an action counts as impossible. */
const TRIES = 60;

/**
 * Staff of any policy, who know nothing of it but what a person sees: the open tasks, the actions that end them, what
 * each action takes. They choose by chance among what the case would accept, mostly the first action and mostly yes; they
 * are late, away, or leave things to the ladder. Everything follows from the seed.
 */
export class SeededStaff implements StaffSource, WhoIsWho {
  readonly people: Person[];
  /** Which day it is for whoever asks who is there. */
  today = 0;

  constructor(
    private readonly policy: CompiledPolicy,
    private readonly chance: Chance,
    private readonly manners: Manners = MANNERS,
  ) {
    this.people = everybody(policy);
  }

  /** They are at hand, and are never read. */
  freshen(): Promise<void> {
    return Promise.resolve();
  }

  holders(role: string, { department, ofDepartment }: Post = {}): ReturnType<StaffSource['holders']> {
    return this.people.filter(
      ({ id, roles, departments }) =>
        roles.includes(role) &&
        (ofDepartment !== true || department === undefined || departments.includes(department)) &&
        this.isThere(id),
    );
  }

  person(id: string): ReturnType<WhoIsWho['person']> {
    return this.all().find((person) => person.id === id);
  }

  all(): ReturnType<WhoIsWho['all']> {
    return this.people.map((person) => ({ ...person, active: true }));
  }

  /** Nobody stands in for anybody. */
  inPlaceOf(id: string): Holder | undefined {
    return this.isThere(id) ? { id } : undefined;
  }

  isAway(id: string): boolean {
    return !this.isThere(id);
  }

  private isThere(id: string): boolean {
    return !this.chance.happens(`${id} away on ${this.today}`, this.manners.away);
  }

  /** When somebody turns to a task as it stands now, in milliseconds since the epoch; undefined while it is left alone. */
  turnsTo(task: Task, ofCase: Chance): number | undefined {
    const chance = ofCase.for(`${task.id} ${task.role}`);
    const mood = chance.of('mood');
    const opened = Date.parse(task.openedAt);
    const due = task.dueAt === undefined ? opened + 4 * HOUR : Date.parse(task.dueAt);
    const toCome = task.rungs.filter(({ done }) => done !== true).map(({ at }) => Date.parse(at));
    if (mood >= this.manners.late + this.manners.leftAlone)
      return atNextLook(opened, opened + Math.max(0, due - opened) * (0.05 + 0.75 * chance.of('pace')));
    const next = toCome.find((at) => at > due);
    if (mood >= this.manners.leftAlone) return due + ((next ?? due + DAY) - due) * (0.2 + 0.6 * chance.of('pace'));
    if (toCome.length > 0) return undefined;
    return Math.max(due, ...task.rungs.map(({ at }) => Date.parse(at))) + HOUR * (1 + 8 * chance.of('pace'));
  }

  /**
   * What is done about a task. Undefined: whoever may is away.
   * @throws NobodyCan
   */
  doing(task: Task, state: CaseState, ofCase: Chance, now: string): SeededDeed | undefined {
    const chance = ofCase.for(task.id);
    const may = this.people.map(actorOf).filter((actor) => ineligible(state, this.policy, task, actor) === undefined);
    const there = may.filter(({ id }) => this.isThere(id));
    const actions = notTooOften(task, state);
    const meant = chance.happens('the plain way', PLAIN_WAY) ? (actions[0] as string) : chance.pick('action', actions);
    for (let attempt = 0; attempt < TRIES && there.length > 0; attempt++) {
      const tried = chance.for(attempt);
      const action = attempt < TRIES / 2 ? meant : tried.pick('action', task.actions);
      const deed = { by: tried.pick('who', there), action, data: this.dataFor(action, state, tried, now, task) };
      if (this.accepts(state, deed, task.id, now)) return { ...deed, task: task.id };
    }
    if (may.length === 0) return this.givingAway(task, state, chance, now);
    if (there.length === 0) return undefined;
    const who = may.map(({ id }) => id).join(', ');
    throw new NobodyCan(`${task.id}: nothing that ${who} do is accepted: ${task.actions.join(', ')}`);
  }

  /**
   * Where everybody whose task it could be is complained about or has acted already, it is given to somebody else. Where
   * nobody may do that either, the post is filled anew, as an administrator would, and whoever holds it now acts.
   */
  private givingAway(task: Task, state: CaseState, chance: Chance, now: string): SeededDeed | undefined {
    for (const { id: person } of chance.shuffled('another', this.people))
      for (const giver of chance.for(person).shuffled('who gives it', this.people)) {
        const deed = { by: actorOf(giver), action: 'reassign', data: { task: task.id, person } };
        if (this.accepts(state, deed, undefined, now)) return deed;
      }
    const role = task.roles.at(-1) ?? '';
    const id = `${role}-${this.people.length + 1}`;
    if (this.people.filter(({ roles }) => roles.includes(role)).length > MOST_IN_A_POST)
      throw new NobodyCan(`${task.id}: nobody may ${task.actions.join(', ')}, nor can it be given to anybody`);
    this.people.push({ id, roles: [role], departments: Object.keys(this.policy.departments) });
    return undefined;
  }

  /** Something that is done without a task, if the case would take it. */
  aside(action: string, state: CaseState, ofCase: Chance, now: string): SeededDeed | undefined {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const tried = ofCase.for(`aside ${attempt}`);
      const by = actorOf(tried.pick('who', this.people));
      const deed = { by, action, data: this.dataFor(action, state, tried, now) };
      if (this.accepts(state, deed, undefined, now)) return deed;
    }
    return undefined;
  }

  private accepts(state: CaseState, { by, action, data }: SeededDeed, task: string | undefined, now: string): boolean {
    const known = ACTIONS.get(action);
    const sealed = known && sealedData(known, data, asIfSealed(state.no));
    if (sealed?.success !== true) return false;
    const raw = {
      ...{ key: 'tried', by, via: 'api', data: sealed.data },
      ...(task === undefined ? {} : { task }),
      ...namedIn(this, ACTIONS.get(action), data),
      ...vacantIn(this, { state, policy: this.policy }, ACTIONS.get(action)?.gives?.(data)),
    };
    return judgeMessage({ state, policy: this.policy, action, raw, busy: false, now }).verdict === 'accept';
  }

  private dataFor(action: string, state: CaseState, chance: Chance, now: string, task?: Task): Record<string, unknown> {
    const closer =
      task === undefined
        ? undefined
        : ACTIONS.get(action)?.dataFor?.({
            ...{ policy: this.policy, task },
            step: stepFor(action, this.policy, task),
          });
    const shape = closer === undefined ? SHAPES.get(action) : shapeOf(plainSchema(closer, TEXT));
    if (shape === undefined) throw new Error(`there is no action ${action}`);
    // The fields of a form have names of the policy's own making.
    const words = action === 'fillForm' ? () => undefined : this.words(state, now, task);
    return madeUp(shape, chance, words) as Record<string, unknown>;
  }

  /** The words that people have beside what a shape says: each other, the policy's names, the clock on the wall. */
  private words(state: CaseState, now: string, task?: Task): Vocabulary {
    const { policy, people } = this;
    const known: Record<string, (chance: Chance) => unknown> = {
      person: (chance) => chance.pick('person', people).id,
      persons: (chance) => chance.pick('person', people).id,
      department: (chance) => chance.pick('department', orNone(Object.keys(policy.departments))),
      category: (chance) => chance.pick('category', Object.keys(policy.categories)),
      role: (chance) => chance.pick('role', Object.keys(policy.roles)),
      task: (chance) => chance.pick('task', orNone(openTasks(state).map(({ id }) => id))),
      way: (chance) => chance.pick('way', orNone(waysOf(policy, task))),
      at: soon,
      until: soon,
      dueAt: soon,
      receivedAt: (chance) => new Date(Date.parse(now) - chance.whole('minutes', 1, 120) * 60_000).toISOString(),
      uri: () => 'https://files.example.com/1',
    };
    for (const one of ['technician', 'owner', 'supervisor', 'approvedBy', 'to']) known[one] ??= known['person']!;
    function soon(chance: Chance): string {
      return new Date(Date.parse(now) + chance.whole('hours', 1, 72) * HOUR).toISOString();
    }
    return (field, chance) => {
      if (field === 'remedies') return remediesOf(policy, state, chance);
      if (field === 'persons') return chance.happens('found', 0.3) ? [known['person']?.(chance)] : [];
      if (field === 'attendees') return attendeesOf(policy, people, task, chance);
      if (/Fen$/.test(field)) return amount(chance);
      return known[field]?.(chance);
    };
  }
}

/** Whoever has hours for something looks at the list every half hour; what has to be done in minutes is done then. */
function atNextLook(opened: number, at: number): number {
  return at - opened < 2 * LOOKS_EVERY ? at : Math.ceil(at / LOOKS_EVERY) * LOOKS_EVERY;
}
const LOOKS_EVERY = 1_800_000;

/** Small sums are far more frequent than large ones. */
function amount(chance: Chance): number {
  return Math.round(1_000 * 10 ** (3.2 * chance.of('amount') ** 2));
}

function remediesOf(policy: CompiledPolicy, state: CaseState, chance: Chance): object[] {
  const allowed = policy.categories[state.intake?.category ?? '']?.remedies ?? [];
  return Array.from({ length: Math.min(allowed.length, chance.whole('how many', 1, 2)) }, (_, i) => {
    const kind = chance.for(i).pick('kind', allowed);
    const params = remedy(kind)?.params;
    return {
      kind,
      params: madeUp(shapeOf(params ?? z.strictObject({})), chance.for(kind), (field, its) =>
        /Fen$/.test(field) ? amount(its) : undefined,
      ),
    };
  });
}

/** The actions of a task without those that its step has seen often enough. */
function notTooOften(task: Task, state: CaseState): string[] {
  const visit = task.id.slice(0, task.id.lastIndexOf('/') + 1);
  const done = Object.values(state.tasks).flatMap(({ id, answer }) => (id.startsWith(visit) ? [answer?.action] : []));
  const left = task.actions.filter((action) => done.filter((one) => one === action).length < MOST_OFTEN);
  return left.length === 0 ? task.actions : left;
}

function waysOf(policy: CompiledPolicy, task: Task | undefined): string[] {
  const step = task === undefined ? undefined : stepAt(policy, task.id);
  return step?.stage === 'choose' ? Object.keys(step.ways) : [];
}

/** Who has to be at the table, or now and then somebody above them where that will do; or anybody. */
function attendeesOf(policy: CompiledPolicy, people: readonly Person[], task: Task | undefined, chance: Chance) {
  const step = task === undefined ? undefined : stepAt(policy, task.id);
  const asked =
    step?.stage === 'convene' && step.quorum.length > 0 ? step.quorum : Object.keys(policy.roles).slice(0, 1);
  return asked.map((role) => {
    const isAbove = step?.stage === 'convene' && step.orAbove === true && chance.happens(`above ${role}`, 0.3);
    const above = isAbove ? rolesAbove(policy, role) : [];
    const holders = people.filter(({ roles }) => [role, ...above].some((one) => roles.includes(one)));
    return { person: chance.pick(`for ${role}`, holders).id, role };
  });
}

/** What a message says that knows of nothing; it will be refused. */
function orNone(names: string[]): string[] {
  return names.length === 0 ? ['none'] : names;
}

function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
}
const TEXT = z.string().min(1);
/** What each action takes under any policy. */
const SHAPES = new Map([...ACTIONS].map(([name, { data }]) => [name, shapeOf(plainSchema(data, TEXT))]));
