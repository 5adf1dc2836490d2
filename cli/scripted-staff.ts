import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem } from './api-client';
import type { ApiClient } from './api-client';

/** Somebody of staff, signed in. */
export interface Account {
  id: string;
  roles: readonly string[];
  departments: readonly string[];
  client: Pick<ApiClient, 'get' | 'act'>;
}

/** An open task, as answers and lists tell of it. */
export interface StandingTask {
  /** `line/step/visit/name`. */
  id: string;
  actions: string[];
  /** Whose turn it is. */
  role: string;
  department?: string;
  assignee?: string;
  /** The offer that the customer answers by it. */
  offer?: { option: number; round: number };
}

/** A case as an action or its registration answers it. */
export interface StandingCase {
  no: string;
  status: string;
  end?: string;
  tasks: StandingTask[];
}

/** A task, and where in the case it stands. */
export interface PlacedTask extends StandingTask {
  line: string;
  step: string;
  /** How often the case has been there, from 1. */
  visit: number;
  name: string;
}

/** What somebody does. */
export interface Move {
  action: string;
  data: Record<string, unknown>;
  /** How long they take to begin. */
  afterMs?: number;
}

/** Something done without a task, once: when the case comes to a step, or is answered (`resolved`). */
export interface Aside extends Move {
  at: string;
  /** Who does it: somebody of this role. */
  role: string;
}

/**
 * What is meant to happen to a case. Asked again whenever the case has changed, also after a restart, so it answers the
 * same for the same task.
 */
export interface Plan {
  /** What is done about a task as it stands now; undefined leaves it alone: then time acts, and may make it another's turn. */
  about: (task: PlacedTask) => Move | undefined;
  asides?: readonly Aside[];
}

/** What the scripted staff tell while they work. */
export interface StaffEvents {
  /** Somebody has acted. */
  acted?: (no: string, account: Account, move: Move) => void;
  /** Nobody may do what the plan says, or the API has something against it: the plan is wrong, or the case. */
  refused?: (no: string, move: Move, problem: ApiProblem) => void;
  closed?: (no: string, end: string | undefined) => void;
}

interface Followed {
  no: string;
  plan: Plan;
  status: string;
  end?: string;
  tasks: StandingTask[];
  /** What was done, or can't be done, by its key. */
  settled: Set<string>;
  acting: boolean;
}

/** Refusals that say the moment has passed: somebody or time was faster, or it was done before a restart. */
const TOO_LATE = ['NoOpenTask', 'TaskEnded', 'Closed', 'AlreadySo', 'NotOpenForReopening'];

/**
 * Staff who follow a script: they look for open tasks over the HTTP API as people would, do what each case's plan says,
 * and leave alone what it leaves alone. What they do has keys that follow from case and task, so that it is done once
 * whatever breaks off in between and however often it is tried.
 */
export class ScriptedStaff {
  private readonly cases = new Map<string, Followed>();
  private readonly busy = new Set<Promise<void>>();

  constructor(
    private readonly accounts: readonly Account[],
    private readonly plan: (no: string) => Plan,
    private readonly events: StaffEvents = {},
  ) {}

  /** Takes a case on; what its registration answered saves looking for it. */
  follow(standing: StandingCase | { no: string }): void {
    const { no } = standing;
    if (this.cases.has(no)) return;
    const followed: Followed = {
      no,
      plan: this.plan(no),
      status: 'open',
      tasks: [],
      settled: new Set(),
      acting: false,
    };
    this.cases.set(no, followed);
    if ('tasks' in standing) this.see(followed, standing);
  }

  /** How many cases are not closed yet. */
  get open(): number {
    return [...this.cases.values()].filter(({ status }) => status !== 'closed').length;
  }

  /** How each case stands, by number: its end once it is closed. */
  get ends(): Map<string, string | undefined> {
    return new Map([...this.cases.values()].map(({ no, status, end }) => [no, status === 'closed' ? end : undefined]));
  }

  /**
   * Works until told to stop, by default until every case is closed. A server that is away is waited for.
   * @param everyMs between two looks at the lists; answers to one's own actions are acted on at once
   */
  async run(until: () => boolean = () => this.open === 0, everyMs = 1_000): Promise<void> {
    while (!until()) {
      try {
        await this.look();
      } catch (error) {
        if (error instanceof ApiProblem && error.status < 500 && error.status !== 429) throw error;
      }
      await sleep(everyMs);
    }
    await Promise.all(this.busy);
  }

  /** Looks at what is open and what has ended. Lists lag behind the cases by moments. */
  private async look(): Promise<void> {
    const found = new Map<string, StandingTask[]>();
    for (const { no, ...task } of await this.openTasks()) found.set(no, [...(found.get(no) ?? []), task]);
    const statuses = await this.answeredCases();
    for (const followed of this.cases.values()) {
      if (followed.status === 'closed' || followed.acting) continue;
      this.see(followed, { ...followed, ...statuses.get(followed.no), tasks: found.get(followed.no) ?? [] });
    }
  }

  private seesAll: Account | undefined;
  private async openTasks(): Promise<(StandingTask & { no: string })[]> {
    this.seesAll ??= await this.whoSeesAll();
    if (this.seesAll !== undefined) return everyPage(this.seesAll.client, '/tasks?all=true');
    const each = await Promise.all(
      this.accounts.map(({ client }) => everyPage<StandingTask & { no: string }>(client, '/tasks')),
    );
    return [...new Map(each.flat().map((task) => [`${task.no} ${task.id}`, task])).values()];
  }

  /** A manager's list spares asking everybody for theirs. */
  private async whoSeesAll(): Promise<Account | undefined> {
    for (const account of this.accounts) {
      try {
        await account.client.get('/tasks?all=true&perPage=1');
        return account;
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 403) throw error;
      }
    }
    return undefined;
  }

  private answeredUntil = '';
  /** Cases that were answered or closed since the last look. */
  private async answeredCases(): Promise<Map<string, Pick<StandingCase, 'status' | 'end'>>> {
    type Entry = { no: string; status: string; end?: string; updatedAt: string };
    const client = (this.seesAll ?? this.accounts[0])?.client;
    const path = '/complaints?status=resolved&status=closed&sort=updatedAt&order=desc';
    const since = this.answeredUntil;
    // What is written at the same moment as the last one seen may come into the list later.
    const isKnown = ({ updatedAt }: Entry): boolean => Date.parse(updatedAt) < Date.parse(since) - LAG_MS;
    const entries =
      client === undefined ? [] : await everyPage<Entry>(client, path, (page) => since !== '' && page.some(isKnown));
    this.answeredUntil = entries[0]?.updatedAt ?? since;
    return new Map(entries.map(({ no, status, end }) => [no, { status, ...(end === undefined ? {} : { end }) }]));
  }

  /** Takes note of how a case stands, and acts where that asks for it. */
  private see(followed: Followed, standing: Omit<StandingCase, 'no'>): void {
    this.note(followed, standing);
    if (followed.acting || this.next(followed) === undefined) return;
    followed.acting = true;
    const work = this.act(followed).finally(() => {
      followed.acting = false;
      this.busy.delete(work);
    });
    this.busy.add(work);
  }

  private note(followed: Followed, { status, end, tasks }: Omit<StandingCase, 'no'>): void {
    const closes = followed.status !== 'closed' && status === 'closed';
    Object.assign(followed, { status, tasks, ...(end === undefined ? {} : { end }) });
    if (closes) this.events.closed?.(followed.no, end);
  }

  /** Does one thing after another as long as there is something to be done. */
  private async act(followed: Followed): Promise<void> {
    for (let deed = this.next(followed); deed !== undefined; deed = this.next(followed)) {
      if (deed.move.afterMs !== undefined) await sleep(deed.move.afterMs);
      try {
        const answer = await this.attempt(followed, deed);
        if (answer === undefined) continue;
        this.note(followed, answer);
      } catch (error) {
        // The server is away, or the case busy for too long: the next look finds the task again.
        if (!(error instanceof ApiProblem) || error.status >= 500 || error.retryAfterSeconds !== undefined) return;
        followed.settled.add(deed.key);
        if (!TOO_LATE.includes(error.problem.code ?? '')) this.events.refused?.(followed.no, deed.move, error);
      }
    }
  }

  private next(followed: Followed): Deed | undefined {
    const { no, plan, status, settled } = followed;
    const placed = followed.tasks.map(place);
    for (const aside of plan.asides ?? []) {
      const key = `${no}:${aside.at}:${aside.action}`;
      const isThere = aside.at === 'resolved' ? status === 'resolved' : placed.some(({ step }) => step === aside.at);
      if (isThere && !settled.has(key))
        return { key, move: aside, mayAct: this.accounts.filter(({ roles }) => roles.includes(aside.role)) };
    }
    for (const task of placed) {
      const move = plan.about(task);
      const key = `${no}:${task.id}:${move?.action ?? ''}`;
      // Whoever was refused while it was another's turn may be asked again when it is theirs.
      const asked = `${key}:${task.role}`;
      if (move !== undefined && !settled.has(key) && !settled.has(asked))
        return { key, asked, move, task, mayAct: this.mayAct(task) };
    }
    return undefined;
  }

  /** Whom a task is for: the person it was given to, then those whose turn it is, in its department first. */
  private mayAct({ assignee, role, department }: StandingTask): Account[] {
    const rank = ({ id, roles, departments }: Account): number => {
      if (id === assignee) return 3;
      if (!roles.includes(role)) return 0;
      return department === undefined || departments.includes(department) ? 2 : 1;
    };
    return this.accounts.filter((account) => rank(account) > 0).sort((a, b) => rank(b) - rank(a));
  }

  /** Lets the first who may do it; who is refused for who they are lets the next one try. */
  private async attempt(
    followed: Followed,
    { key, asked, move, task, mayAct }: Deed,
  ): Promise<StandingCase | undefined> {
    let refusal: ApiProblem | undefined;
    for (const account of mayAct) {
      try {
        const options = { key: shortened(key), ...(task === undefined ? {} : { task: task.id }) };
        const answer = await account.client.act<StandingCase>(followed.no, move.action, move.data, options);
        followed.settled.add(key);
        this.events.acted?.(followed.no, account, move);
        return answer;
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 403) throw error;
        refusal = error;
      }
    }
    followed.settled.add(asked ?? key);
    if (refusal !== undefined) this.events.refused?.(followed.no, move, refusal);
    return undefined;
  }
}

interface Deed {
  key: string;
  /** The key together with whose turn it was. */
  asked?: string;
  move: Move;
  task?: StandingTask;
  mayAct: Account[];
}

/** How late an entry may show in the lists. */
const LAG_MS = 10_000;
const MOST_KEY_CHARACTERS = 80;

function place(task: StandingTask): PlacedTask {
  const [line = '', step = '', visit = '1', ...name] = task.id.split('/');
  return { ...task, line, step, visit: Number(visit), name: name.join('/') };
}

/** Keys go into a header; task ids may be long, but differ at their end. */
function shortened(key: string): string {
  return key.slice(-MOST_KEY_CHARACTERS);
}

/** All items of a list, or those up to the page on which there is enough. */
async function everyPage<T>(
  client: Pick<ApiClient, 'get'>,
  path: string,
  isEnough: (page: T[]) => boolean = () => false,
): Promise<T[]> {
  const all: T[] = [];
  for (let cursor = ''; ;) {
    const query = `${path}${path.includes('?') ? '&' : '?'}perPage=200${cursor}`;
    const { items, next } = await client.get<{ items: T[]; next?: string }>(query);
    all.push(...items);
    if (next === undefined || isEnough(items)) return all;
    cursor = `&cursor=${next}`;
  }
}
