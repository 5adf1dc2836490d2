import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, ApiProblem } from '../../cli/api-client';
import type { OpenTask } from '../../domain/file/action-answer';
import type { Deed, Plan } from './plans';
import { deedFor, plain } from './plans';

export interface Account {
  id: string;
  roles: string[];
  departments: string[];
}

interface Detail {
  seq: number;
  status: string;
  lines: unknown;
  underWay: string[];
  end?: string;
  tasks: OpenTask[];
  handler?: { id: string };
}

/** The accounts of an installation, each signed in once. */
export class Accounts {
  private readonly clients = new Map<string, Promise<ApiClient>>();

  constructor(
    private readonly base: string,
    private readonly password: string,
    readonly all: readonly Account[],
  ) {}

  client(id: string): Promise<ApiClient> {
    const known = this.clients.get(id);
    if (known !== undefined) return known;
    const client = new ApiClient(this.base);
    const signedIn = client.persist(() => client.signIn(id, this.password)).then(() => client);
    this.clients.set(id, signedIn);
    return signedIn;
  }

  /** The same accounts, to be signed in anew: by another clock, no session holds. */
  again(): Accounts {
    return new Accounts(this.base, this.password, this.all);
  }

  /** Those who may be asked to do a task, the assignee first. */
  for(task: OpenTask): Account[] {
    const inDepartment = (account: Account): boolean =>
      task.department === undefined ||
      account.departments.length === 0 ||
      account.departments.includes(task.department);
    const holders = this.all.filter((account) => account.roles.includes(task.role));
    return [
      ...this.all.filter((account) => account.id === task.assignee),
      ...holders.filter(inDepartment),
      ...holders.filter((account) => !inDepartment(account)),
    ];
  }
}

/** One registered case driven by sample staff over HTTP until it is resolved, whatever is killed meanwhile. */
export class HttpCase {
  private readonly times = new Map<string, number>();

  constructor(
    private readonly accounts: Accounts,
    readonly no: string,
    readonly plan: Plan,
  ) {}

  async run(deadlineAt: number): Promise<{ end?: string }> {
    const reader = await this.accounts.client('chen');
    if (this.plan.first !== undefined) await this.act(['chen'], this.plan.first);
    for (;;) {
      const detail = await reader.persist(() => reader.get<Detail>(`/complaints/${this.no}`), 400);
      if (detail.status === 'closed' || detail.status === 'resolved') return detail;
      if (Date.now() > deadlineAt)
        throw new Error(`${this.no} (${this.plan.name}) has not ended: ${whereItStands(detail)}`);
      for (const task of detail.tasks) {
        if (this.plan.late === true && task.dueAt !== undefined && Date.parse(task.dueAt) > Date.now()) continue;
        const deed = deedFor(this.plan, task, this.timesOf(task));
        if (deed !== undefined)
          await this.act(
            this.accounts.for(task).map(({ id }) => id),
            deed,
            task,
          );
      }
      await sleep(200);
    }
  }

  private timesOf(task: OpenTask): number {
    const kind = task.actions.join();
    const seen = this.times.get(kind) ?? 0;
    this.times.set(kind, seen + 1);
    return seen;
  }

  /** The first who may, does it; with a key, so that a repeat after a lost answer is the same act. */
  private async act(ids: string[], deed: Deed, task?: OpenTask): Promise<void> {
    const refusals: string[] = [];
    for (const id of ids) {
      const client = await this.accounts.client(id);
      try {
        await client.act(this.no, deed.action, plain(deed.data), {
          key: `${this.no}:${task?.id ?? 'any'}:${deed === APOLOGY ? 'apology' : deed.action}:${id}`,
          ...(task === undefined ? {} : { task: task.id }),
          tries: 400,
        });
        return;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        refusals.push(`${id}: ${error.message}`);
        if (error.problem.code === 'NotAllowedByPolicy' && deed !== APOLOGY) return this.act(ids, APOLOGY, task);
        // Time, or the same act whose answer was lost, was quicker.
        if (['TaskEnded', 'NoOpenTask', 'AlreadySo', 'Closed'].includes(error.problem.code ?? '')) return;
      }
    }
    throw new Error(`${this.no} (${this.plan.name}): nobody may ${deed.action}: ${refusals.join('; ')}`);
  }
}

function whereItStands({ seq, status, lines, tasks, underWay }: Detail): string {
  return JSON.stringify({
    seq,
    status,
    lines,
    tasks: tasks.map(({ id, role, dueAt }) => ({ id, role, dueAt })),
    underWay,
  });
}

/** What every category allows. */
const APOLOGY: Deed = { action: 'propose', data: { options: [{ remedies: [{ kind: 'apology', params: {} }] }] } };
