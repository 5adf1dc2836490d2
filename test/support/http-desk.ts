import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import type { ProceedingState } from '../../domain/linked-cases/state';
import type { Answered } from '../api/support/http';
import { Http } from '../api/support/http';
import { PASSWORD } from '../api/support/running-api';
import type { HttpOffice } from './http-office';
import { pathOf } from './http-staff';
import type { Deed, Plan } from './plans';
import { deedFor, plain } from './plans';

const LOOKS_EVERY = 250;
/** How long, in milliseconds, what happens by itself may take where nobody says otherwise. */
const PATIENCE = 180_000;

/** How something is sent. */
export interface Sending {
  key?: string;
  task?: string;
  /** Nobody waits for the answer. */
  inPassing?: boolean;
}

/** What a test does to complaints and what goes on beside them over HTTP, and what is stored of them. */
export class HttpDesk {
  private readonly signedIn = new Map<string, Promise<Http>>();

  constructor(readonly office: HttpOffice) {}

  as(id: string): Promise<Http> {
    const known = this.signedIn.get(id);
    if (known !== undefined) return known;
    const http = new Http(this.office.stack.apiUrl);
    const signedIn = http
      .post('/api/v1/session', { id, password: PASSWORD })
      .then(({ body }) => http.as((body as { token: string }).token));
    this.signedIn.set(id, signedIn);
    return signedIn;
  }

  /** @returns the number */
  async register(id: string, complaint: object): Promise<string> {
    const http = await this.as(id);
    const headers = { 'Idempotency-Key': randomUUID() };
    const { body } = await taken(() => http.post('/api/v1/complaints', complaint, headers));
    return (body as { no: string }).no;
  }

  /** One request, whatever is answered. */
  async send(id: string, no: string, action: string, data: object = {}, how: Sending = {}): Promise<Answered> {
    const http = await this.as(id);
    const { task, key = randomUUID(), inPassing } = how;
    return http.post(
      `/api/v1${pathOf(no)}/actions/${action}`,
      { ...(task === undefined ? {} : { task }), data },
      { 'Idempotency-Key': key, ...(inPassing === true ? { Prefer: 'respond-async' } : {}) },
    );
  }

  /** Until it is done: while the case is busy, or something is away, it is sent again under its key. */
  async does(id: string, no: string, action: string, data: object = {}, how: Sending = {}): Promise<Answered> {
    const key = how.key ?? randomUUID();
    return taken(() => this.send(id, no, action, data, { ...how, key }));
  }

  async stateOf(no: string): Promise<CaseState | undefined> {
    return (await this.office.models.register.get(no))?.state;
  }

  /** Looks until it is so. */
  until(no: string, holds: (state: CaseState) => boolean, withinMs = PATIENCE): Promise<CaseState> {
    return looking(no, () => this.stateOf(no), holds, withinMs);
  }

  untilIncident(no: string, holds: (state: ProceedingState) => boolean): Promise<ProceedingState> {
    return looking(no, () => this.office.models.incidents.get(no), holds, PATIENCE);
  }

  untilCorrectiveAction(no: string, holds: (state: ProceedingState) => boolean): Promise<ProceedingState> {
    return looking(no, () => this.office.models.correctiveActions.get(no), holds, PATIENCE);
  }

  /**
   * Staff do what the plan says with each task that is theirs to do, until the case is closed or the time is over.
   * @param isTheirs whether anybody does something about it yet
   */
  async drive(
    no: string,
    plan: Plan,
    {
      withinMs = PATIENCE,
      isTheirs = () => true,
    }: { withinMs?: number; isTheirs?: (task: CaseState['tasks'][string]) => boolean } = {},
  ): Promise<CaseState | undefined> {
    const times = new Map<string, number>();
    for (const end = Date.now() + withinMs; Date.now() < end;) {
      const state = await this.stateOf(no);
      if (state?.status === 'closed') return state;
      for (const task of state === undefined ? [] : openTasks(state).filter(isTheirs)) {
        const kind = task.actions.join();
        const deed = deedFor(plan, task, times.get(kind) ?? 0);
        if (deed !== undefined && (await this.tried(no, deed, task))) times.set(kind, (times.get(kind) ?? 0) + 1);
      }
      await sleep(LOOKS_EVERY);
    }
    return this.stateOf(no);
  }

  /** The first who may, does it. */
  private async tried(no: string, { action, data }: Deed, task: CaseState['tasks'][string]): Promise<boolean> {
    const { id, assignee, role, department } = task;
    const who = [
      ...(assignee === undefined ? [] : [assignee]),
      ...(department === undefined ? [] : [`${role}-${department}`]),
      ...[role, `${role}-2`],
    ];
    for (const one of who.filter((name) => this.office.isThere(name)))
      if ((await this.send(one, no, action, plain(data) as object, { task: id })).status === 200) return true;
    return false;
  }
}

async function looking<T>(
  no: string,
  look: () => Promise<T | undefined>,
  holds: (state: T) => boolean,
  withinMs: number,
): Promise<T> {
  for (const end = Date.now() + withinMs; ;) {
    // It may not be back yet.
    const state = await look().catch(() => undefined);
    if (state !== undefined && holds(state)) return state;
    if (Date.now() > end) throw new Error(`${no} has not come so far: ${JSON.stringify(state).slice(0, 2_000)}`);
    await sleep(LOOKS_EVERY);
  }
}

/** @throws Error for what is refused for another reason than the moment */
async function taken(send: () => Promise<Answered>): Promise<Answered> {
  for (const end = Date.now() + PATIENCE; ;) {
    const answered = await send();
    const { status, body } = answered;
    if (status < 300) return answered;
    const again = status >= 500 || (body as { code?: string }).code === 'Busy';
    if (!again || Date.now() > end) throw new Error(`${status} ${JSON.stringify(body)}`);
    await sleep(LOOKS_EVERY);
  }
}
