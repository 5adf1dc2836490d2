import { vacancyOf } from '../../api/case/eligible';
import { ACTIONS, ANYTIME_ACTIONS } from '../../domain/actions';
import { ACTION_LABELS } from '../../domain/actions/labels';
import type { Actor, Envelope } from '../../domain/file/envelope';
import type { NewEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import { judgeMessage } from '../../domain/case/judge-message';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState, Task } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import { Chance } from '../support/chance';
import { namedIn } from '../support/people';
import { shippedPolicies } from '../support/policies';
import { asIfSealed, sealedData } from '../support/sealed-data';
import { caseWith } from './cells';
import { DEPARTMENT, waitsOf } from './waits';
import type { Wait } from './waits';

/** Made-up lives of a case for each pack; each is a walk of so many messages by everybody, most of them refused. */
const WALKS = Number(process.env['REDRESS_RUNS'] ?? '100') / 10;
const STEPS = 160;
const SEED = process.env['REDRESS_SEED'] ?? 'a working week';

interface Person extends Actor {
  places: string[];
  active: boolean;
}

/** Everybody in a small organisation: each role here, in another department, at another store and above, and some strangers. */
function organisation({ roles, departments }: CompiledPolicy): Person[] {
  const here = [DEPARTMENT, ...Object.keys(departments)];
  const at = (role: string, id: string, departments: string[], places: string[], active = true): Person => ({
    ...{ id: `${role}-${id}`, roles: [role], departments, places, active },
  });
  return [...Object.keys(roles), 'payroll', 'auditor'].flatMap((role) => [
    at(role, 'one', here, ['unit']),
    at(role, 'two', here, ['unit']),
    at(role, 'elsewhere', ['another'], ['unit']),
    at(role, 'otherStore', here, ['other']),
    at(role, 'headquarters', here, ['hq']),
    at(role, 'left', here, ['unit'], false),
  ]);
}

/** What the test itself keeps of a task and of who did what: it asks nothing of the rule that it holds to account. */
interface Kept {
  wait: Wait;
  roles: string[];
  appointed: boolean;
  named: string | undefined;
}

class Walk {
  readonly people: Person[];
  readonly breaches: string[] = [];
  ended = 0;
  given = 0;
  private readonly kept = new Map<string, Kept>();
  private readonly did = new Map<string, { persons: string[]; turn: number }[]>();

  constructor(
    private readonly policy: CompiledPolicy,
    private readonly waits: readonly Wait[],
    private readonly chance: Chance,
    private state: CaseState,
  ) {
    this.people = organisation(policy);
  }

  run(): void {
    for (let turn = 1; turn <= STEPS; turn++) {
      const chance = this.chance.for(turn);
      if (openTasks(this.state).length < 3) this.open(chance.pick('wait', this.waits), turn);
      if (chance.happens('somebody is complained about', 0.03)) this.complainAbout(chance.pick('who', this.people).id);
      this.try(turn, chance);
    }
  }

  private open(wait: Wait, turn: number): void {
    const { task } = caseWith(this.policy, wait);
    const id = task.id.replace('/1/it', `/${turn}/it`);
    const handler = this.state.handler ?? '';
    const opened = { ...task, id, ...(task.assignee === 'handler' ? { assignee: handler } : {}) };
    this.kept.set(id, { wait, roles: [...task.roles], appointed: false, named: opened.assignee });
    this.emit({ type: 'TaskOpened', data: { task: opened } });
  }

  private complainAbout(id: string): void {
    this.state = { ...this.state, respondents: [...this.state.respondents, id] };
  }

  /** Somebody, sometimes for somebody else, tries something; what is taken is held to account. */
  private try(turn: number, chance: Chance): void {
    const task = chance.pick('task', openTasks(this.state));
    const own = chance.pick(
      'who',
      this.people.filter(({ active }) => active),
    );
    const absent = chance.pick(
      'absent',
      this.people.filter(({ active }) => active),
    );
    const stands = chance.happens('stands in', 0.25);
    const by: Actor = stands
      ? { ...asActor(absent), id: own.id, for: absent.id, ownDepartments: own.departments }
      : asActor(own);
    const action = chance.pick('action', [
      ...task.actions,
      ...task.actions,
      'reassign',
      'escalate',
      'withdraw',
      'merge',
    ]);
    const data = dataOf(action, task, this.receiver(task, chance), this.state.no);
    const staff = { person: (id: string) => this.people.find((one) => one.id === id), all: () => this.people };
    const raw = {
      ...{ key: `${turn}`, by, via: 'api', data },
      ...(task.actions.includes(action) ? { task: task.id } : {}),
      ...(ANYTIME_ACTIONS.has(action) ? namedIn(staff, ANYTIME_ACTIONS.get(action), data) : {}),
      ...(action === 'reassign' ? vacancyOf(this.people, { state: this.state, policy: this.policy }, task) : {}),
    };
    const judged = judgeMessage({ state: this.state, policy: this.policy, action, raw, busy: false });
    if (judged.verdict !== 'accept') return;
    if (judged.task !== undefined) this.checkEnd(judged.task, by, action);
    if (action === 'reassign') this.checkGift(task, by, String(data['person']), raw.vacant !== undefined);
    this.take(judged.message, action, judged.task, judged.fingerprint);
    if (action === 'escalate') this.kept.get(task.id)?.roles.push(this.state.tasks[task.id]?.role ?? '');
    this.did.set(action, [...(this.did.get(action) ?? []), { persons: personsOf(by), turn }]);
  }

  /** Half the time somebody of a role that is asked for, so that some gifts are taken. */
  private receiver({ roles }: Task, chance: Chance): string {
    const fitting = this.people.filter((person) => roles.some((role) => person.roles.includes(role)));
    return chance.pick('receiver', chance.happens('of the role', 0.5) ? fitting : this.people).id;
  }

  private take(message: Envelope, action: string, task: Task | undefined, fingerprint: string): void {
    const cause = { action, key: message.key, via: message.via, fingerprint };
    const events =
      task === undefined
        ? (ANYTIME_ACTIONS.get(action)?.apply({ state: this.state, policy: this.policy, message }) ?? [])
        : [{ type: 'TaskDone', data: { task: task.id, answer: { action, data: message.data } } }];
    for (const event of events) this.emit({ ...event, by: message.by, cause } as NewEvent);
    // The line of the withdrawal runs elsewhere; here the case goes on.
    this.state = { ...this.state, ending: undefined };
  }

  private emit(event: NewEvent): void {
    this.state = evolve(this.state, { no: this.state.no, seq: this.state.seq + 1, at: AT, ...event });
  }

  private checkEnd(task: Task, by: Actor, action: string): void {
    this.ended++;
    const kept = this.kept.get(task.id) as Kept;
    const why = this.unfit(task, kept, by);
    if (why !== undefined) this.breaches.push(`${by.id} (${by.for ?? '-'}) ${action} ${task.id}: ${why}`);
  }

  private checkGift(task: Task, by: Actor, receiver: string, vacant: boolean): void {
    this.given++;
    const kept = this.kept.get(task.id) as Kept;
    const person = this.people.find(({ id }) => id === receiver) as Person;
    const isFit = (one: Person): boolean =>
      one.active &&
      this.unfit({ ...task, assignee: '' }, { ...kept, appointed: false, named: undefined }, one) === undefined;
    const nobodyElse = !this.people.some(isFit);
    if (!isFit(person) && !(vacant && nobodyElse))
      this.breaches.push(`${task.id} was given to ${receiver} by ${by.id}`);
    if (this.tabooOf(task, kept, asActor(person)) !== undefined)
      this.breaches.push(`${receiver} is barred from ${task.id}`);
    this.kept.set(task.id, { ...kept, appointed: !isFit(person), named: undefined });
  }

  /** Why somebody may not do a task, told from what the test has kept. */
  private unfit(task: Pick<Task, 'id' | 'assignee'>, kept: Kept, by: Actor): string | undefined {
    const persons = personsOf(by);
    if (kept.wait.given === 'heard') return by.id === task.assignee && by.for === undefined ? undefined : 'not theirs';
    const taboo = this.tabooOf(task, kept, by);
    if (taboo !== undefined) return taboo;
    const isAssignee = persons.includes(task.assignee ?? '');
    if (isAssignee && (kept.appointed || (kept.wait.given === 'byName' && kept.named === task.assignee)))
      return undefined;
    if (!by.places?.some((place) => ['hq', 'unit'].includes(place))) return 'another place';
    const department = kept.wait.department ?? DEPARTMENT;
    const counts = kept.roles.some(
      (role) =>
        by.roles.includes(role) &&
        (this.policy.roles[role]?.ofDepartment !== true || by.departments.includes(department)),
    );
    return counts ? undefined : 'no post';
  }

  private tabooOf({ id }: Pick<Task, 'id'>, { wait }: Kept, by: Actor): string | undefined {
    const persons = personsOf(by);
    if (persons.some((person) => this.state.respondents.includes(person))) return 'complained about';
    for (const { first, then, within } of Object.values(this.policy.separate)) {
      if (!then.some((action) => wait.actions.includes(action)) || within === 'visit') continue;
      const deeds = first.flatMap((action) => this.did.get(action) ?? []).sort((a, b) => a.turn - b.turn);
      const counted = within === 'last' ? deeds.slice(-1) : deeds;
      if (counted.some((deed) => deed.persons.some((person) => persons.includes(person))))
        return `apart: ${first.join()}`;
      if (first.includes('handler') && persons.includes(this.state.handler ?? '')) return `apart: handler, ${id}`;
    }
    return undefined;
  }
}

const AT = '2026-10-08T01:00:00.000Z';

function asActor({ id, roles, departments, places }: Person): Actor {
  return { id, roles, departments, places };
}

function personsOf({ id, for: colleague }: Actor): string[] {
  return colleague === undefined ? [id] : [id, colleague];
}

/** What somebody says with it: for a task what the action gives as its example, where that fits this policy. */
function dataOf(action: string, task: Task, person: string, no: string): Record<string, unknown> {
  if (action === 'reassign') return { task: task.id, person };
  if (action === 'escalate') return { task: task.id };
  if (action === 'merge') return { into: 'C260930-4K7QMXJ' };
  const known = task.actions.includes(action) ? ACTIONS.get(action) : undefined;
  if (known === undefined) return {};
  const said = sealedData(known, ACTION_LABELS.get(action)?.example ?? {}, asIfSealed(no));
  return said.success ? (said.data as Record<string, unknown>) : {};
}

describe('whoever ends a task was eligible, and who must differ differed', () => {
  test.each(shippedPolicies().map((bundle): [string, PolicyBundle] => [bundle.policy.id, bundle]))(
    '%s',
    async (id, bundle) => {
      const waits = await waitsOf(bundle);
      let ended = 0;
      let given = 0;
      for (let i = 0; i < WALKS; i++) {
        const chance = new Chance(SEED).for(`${id} ${i}`);
        const { state } = caseWith(bundle.policy, waits[0] as Wait);
        const walk = new Walk(bundle.policy, waits, chance, {
          ...state,
          tasks: {},
          did: {},
          handler: `${bundle.policy.owner}-two`,
          respondents: [],
        });
        walk.run();
        expect(walk.breaches).toEqual([]);
        ended += walk.ended;
        given += walk.given;
      }
      expect(ended).toBeGreaterThan(0);
      expect(given).toBeGreaterThan(0);
    },
  );
});
