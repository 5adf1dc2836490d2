import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../support/chance';
import type { Lines } from './lines';

/** What the API answered in the end. */
export interface Told {
  status: number;
  body: {
    no?: string;
    seq?: number;
    status?: string;
    end?: string;
    tasks?: Todo[];
    underWay?: string[];
    code?: string;
    detail?: string;
  };
}

/** A task as answers show it. */
export interface Todo {
  id: string;
  actions: string[];
  role: string;
  department?: string;
  assignee?: string;
  dueAt?: string;
  offer?: { option: number; round: number };
}

/** Everything that changes something: a registration, or an action on a case. */
export interface Wish {
  /** Number of the story. */
  n: number;
  by: string;
  /** `register`, or the action. */
  what: string;
  no?: string;
  task?: string;
  data: object;
  key: string;
  /** Not waited for: 202. */
  isAsync?: boolean;
}

/** Longer than anything is down. */
const PATIENCE_MS = 90_000;
const AWAY_MS = 400;
const SILENT_MS = 45_000;
/** A request that was answered is sent once more by this many others later. */
const KEPT = 200;

/**
 * Those who speak to the API, and keep a ledger of what they asked for and what they were told. Everything is sent under
 * a key until it is answered; what is answered is what the system promised.
 */
export class Clients {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly before: { wish: Wish; key: string; told: Told }[] = [];
  /** Cases, and when somebody was last told of them. */
  readonly active = new Map<string, number>();
  /** Share of requests that are sent two or three times at once, held up by chance, or come again much later. */
  disorder = 0;

  constructor(
    private readonly base: string,
    private readonly password: string,
    private readonly ledger: Lines,
    private readonly chance: Chance,
  ) {}

  /** Sends it until it is answered; undefined if nobody answers for minutes. */
  async send(wish: Wish): Promise<Told | undefined> {
    const { data, ...about } = wish;
    const { key } = wish;
    this.ledger.add({ e: 'sent', t: Date.now(), ...about, size: JSON.stringify(data).length });
    const isMany = this.chance.happens(`disorder ${key}`, this.disorder);
    if (isMany) await sleep(this.chance.whole(`held up ${key}`, 0, 400));
    const copies = isMany ? this.chance.whole(`copies ${key}`, 2, 3) : 1;
    const all = await Promise.all(Array.from({ length: copies }, () => this.until(wish, key)));
    const told = all.find((one) => one !== undefined);
    if (told === undefined) {
      this.ledger.add({ e: 'unanswered', t: Date.now(), n: wish.n, key });
      return undefined;
    }
    const { status, body } = told;
    const { no, seq, code } = body;
    const caseStatus = status < 300 ? body.status : undefined;
    this.ledger.add({
      e: 'told',
      t: Date.now(),
      n: wish.n,
      key,
      status,
      code,
      no: no ?? wish.no,
      seq,
      caseStatus,
      copies,
    });
    if (status < 300 && (no ?? wish.no) !== undefined) this.active.set(no ?? wish.no ?? '', Date.now());
    for (const other of all) this.compare(told, other, key);
    if (isMany && status < 300) await this.sendAgain();
    if (status < 300) this.keep({ wish, key, told });
    return told;
  }

  async get(by: string, path: string): Promise<Told | undefined> {
    return this.persist(by, (token) => this.exchange('GET', path, token));
  }

  /** What was answered long ago comes once more, and has to be answered as it was then. */
  private async sendAgain(): Promise<void> {
    const old =
      this.before[Math.floor(this.before.length * this.chance.of(`again ${this.before.length} ${Date.now()}`))];
    if (old === undefined) return;
    const again = await this.until(old.wish, old.key);
    this.ledger.add({
      e: 'again',
      t: Date.now(),
      n: old.wish.n,
      key: old.key,
      status: again?.status,
      seq: again?.body.seq,
    });
    this.compare(old.told, again, old.key);
  }

  private compare(told: Told, other: Told | undefined, key: string): void {
    if (other === undefined || other === told) return;
    const isSame =
      told.status < 300
        ? other.status < 300 &&
          other.body.no === told.body.no &&
          (other.body.seq ?? told.body.seq) === (told.body.seq ?? other.body.seq)
        : other.status >= 300;
    if (!isSame)
      this.ledger.add({
        e: 'otherwise',
        t: Date.now(),
        key,
        first: [told.status, told.body.seq, told.body.code],
        then: [other.status, other.body.seq, other.body.code],
      });
  }

  private keep(one: { wish: Wish; key: string; told: Told }): void {
    this.before.push(one);
    if (this.before.length > KEPT) this.before.shift();
  }

  private until({ by, what, no, task, data, isAsync, n }: Wish, key: string): Promise<Told | undefined> {
    const path = what === 'register' ? '/complaints' : `/complaints/${no ?? ''}/actions/${what}`;
    const body = what === 'register' ? data : { ...(task === undefined ? {} : { task }), data };
    const headers = { 'idempotency-key': key, ...(isAsync === true ? { prefer: 'respond-async' } : {}) };
    return this.persist(by, (token) => this.exchange('POST', path, token, { body, headers }), n);
  }

  /** Repeats it while nobody answers, the case is busy, or the server can't. */
  private async persist(
    by: string,
    call: (token: string) => Promise<Told & { isForNow: boolean }>,
    n?: number,
  ): Promise<Told | undefined> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
      try {
        const told = await call(await this.token(by));
        if (told.status === 401) this.tokens.delete(by);
        else if (!told.isForNow) return told;
        if (told.status === 500 || told.body.code === 'CaseStopped')
          this.ledger.add({
            e: 'odd',
            t: Date.now(),
            n,
            status: told.status,
            code: told.body.code,
            detail: told.body.detail,
          });
        await sleep(told.body.code === 'Busy' ? 120 : AWAY_MS);
      } catch {
        await sleep(AWAY_MS);
      }
    }
    return undefined;
  }

  private token(by: string): Promise<string> {
    const known = this.tokens.get(by);
    if (known !== undefined) return known;
    const signedIn = this.signIn(by);
    this.tokens.set(by, signedIn);
    signedIn.catch(() => this.tokens.delete(by));
    return signedIn;
  }

  private async signIn(id: string): Promise<string> {
    const { status, body } = await this.exchange('POST', '/session', '', {
      body: { id, password: this.password },
      headers: {},
    });
    if (status !== 200 && status !== 201) throw new Error(`${id} can't sign in: ${status}`);
    return (body as unknown as { token: string }).token;
  }

  private async exchange(
    method: string,
    path: string,
    token: string,
    sent?: { body: unknown; headers: Record<string, string> },
  ): Promise<Told & { isForNow: boolean }> {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json', ...sent.headers }),
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent.body) }),
      signal: AbortSignal.timeout(SILENT_MS),
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Told['body'];
    const isForNow = response.status >= 500 || response.headers.has('retry-after');
    return { status: response.status, body, isForNow };
  }
}
