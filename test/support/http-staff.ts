import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem } from '../../cli/api-client';
import type { ApiClient } from '../../cli/api-client';
import type { Accounts } from './http-case';

/** Long enough for whatever is down to be up again. */
const TRIES = 400;

interface Todo {
  no: string;
  id: string;
  actions: string[];
  openedAt: string;
}

/**
 * Staff who work over HTTP, whatever is killed meanwhile: each looks at their own list of tasks, and does what waits there
 * in complaints, incidents and corrective actions alike. Everything is sent under a key, so that a repeat after a lost
 * answer is the same act.
 */
export class HttpStaff {
  constructor(
    private readonly accounts: Accounts,
    private readonly deadlineAt: number,
  ) {}

  async get<T>(id: string, path: string): Promise<T> {
    return this.as(id, (client) => client.get<T>(path));
  }

  async post<T>(id: string, path: string, body: unknown, key: string): Promise<T> {
    return this.as(id, (client) => client.post<T>(path, body, key));
  }

  /** What somebody does without being asked to. */
  async act(id: string, no: string, action: string, data: object, key = `${no}:${action}`): Promise<void> {
    await this.post(id, `${pathOf(no)}/actions/${action}`, { data }, key);
  }

  /** What somebody does once it stands among their tasks. */
  async doTask(id: string, no: string, action: string, data: object): Promise<void> {
    const todo = await this.until(`${action} on ${no} among the tasks of ${id}`, async () => {
      const { items } = await this.get<{ items: Todo[] }>(id, '/tasks?perPage=200');
      return items.find((one) => one.no === no && one.actions.includes(action));
    });
    const body = no.startsWith('C') ? { task: todo.id, data } : { data };
    // The same wait can come again: a measure that did not work is carried out once more.
    const key = createHash('sha256').update([no, todo.id, todo.openedAt, action].join()).digest('hex');
    await this.post(id, `${pathOf(no)}/actions/${action}`, body, key);
  }

  /** Looks until there is something to be seen. */
  async until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > this.deadlineAt) throw new Error(`${what}: it never came to that`);
      await sleep(300);
    }
  }

  private async as<T>(id: string, call: (client: ApiClient) => Promise<T>): Promise<T> {
    const client = await this.accounts.client(id);
    try {
      return await client.persist(() => call(client), TRIES);
    } catch (error) {
      throw error instanceof ApiProblem
        ? new Error(`${id}: ${error.status} ${error.message}`, { cause: error })
        : error;
    }
  }
}

/** The address of a file by its number: `C…` is a complaint, `M…` an incident, `A…` a corrective action. */
export function pathOf(no: string): string {
  const [kind = ''] = no;
  return `/${{ C: 'complaints', M: 'incidents', A: 'corrective-actions' }[kind] ?? 'unknown'}/${no}`;
}
