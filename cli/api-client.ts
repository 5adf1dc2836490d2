/** What the API refused, in its own words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly problem: {
      title?: string;
      detail?: string;
      code?: string;
      errors?: { field: string; code?: string; message: { zh: string; en: string } }[];
    },
    readonly retryAfterSeconds?: number,
  ) {
    const fields = (problem.errors ?? []).map(({ field, message }) => `${field}: ${message.en}`);
    super([problem.title, problem.detail, ...fields].filter(Boolean).join('; ') || `HTTP ${status}`);
  }
}

/** A case that is busy is free again within moments; the seconds that the API names are for people. */
const BUSY_MS = 250;
/** Between two attempts to reach a server that is away. */
const AWAY_MS = 500;

/** A signed-in client of the HTTP API: what the command line, the demo and the end-to-end tests act through. */
export class ApiClient {
  private token: string | undefined;

  constructor(readonly base: string) {}

  async signIn(id: string, password: string): Promise<void> {
    const { token } = await this.send<{ token: string }>('POST', '/session', { body: { id, password } });
    this.token = token;
  }

  /** Changes one's own password; signed in afterwards. */
  async changePassword(id: string, password: string, newPassword: string): Promise<void> {
    const body = { id, password, newPassword };
    const { token } = await this.send<{ token: string }>('POST', '/session/password', { body });
    this.token = token;
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.send<T>('POST', path, { body, ...(key === undefined ? {} : { key }) });
  }

  /** An action on a case; waits and tries again with the same key while the case is busy or the server away. */
  async act<T>(
    no: string,
    action: string,
    data: unknown,
    options: { task?: string; key?: string; tries?: number } = {},
  ): Promise<T> {
    const key = options.key ?? crypto.randomUUID();
    const body = { ...(options.task === undefined ? {} : { task: options.task }), data };
    return this.persist(() => this.post<T>(`/complaints/${no}/actions/${action}`, body, key), options.tries ?? 40);
  }

  /** Repeats what is safe to repeat: everything sent with a key, and every reading. */
  async persist<T>(call: () => Promise<T>, tries = 40): Promise<T> {
    for (let left = tries; ; left--) {
      try {
        return await call();
      } catch (error) {
        const again = !(error instanceof ApiProblem) || error.retryAfterSeconds !== undefined || error.status >= 500;
        if (!again || left <= 1) throw error;
        await new Promise((resolve) => setTimeout(resolve, waitMs(error)));
      }
    }
  }

  private async send<T>(method: string, path: string, sent: { body?: unknown; key?: string } = {}): Promise<T> {
    return (await this.exchange(method, path, sent)).answer as T;
  }

  /** A request with the status of its answer, by which what is new is told from a repeat. */
  async exchange(
    method: string,
    path: string,
    { body, key }: { body?: unknown; key?: string } = {},
  ): Promise<{ status: number; answer: unknown }> {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return { status: response.status, answer };
    const retryAfter = response.headers.get('retry-after');
    throw new ApiProblem(response.status, answer ?? {}, retryAfter === null ? undefined : Number(retryAfter));
  }
}

function waitMs(error: unknown): number {
  if (!(error instanceof ApiProblem) || error.retryAfterSeconds === undefined) return AWAY_MS;
  return error.problem.code === 'Busy' ? BUSY_MS : error.retryAfterSeconds * 1_000;
}
