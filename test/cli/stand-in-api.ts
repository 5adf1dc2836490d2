import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Registered {
  no: string;
  body: Record<string, unknown>;
}

/**
 * What an import needs of the API, over real HTTP: registers once per key, refuses what a test tells it to refuse, and
 * can be away for a number of requests.
 */
export class StandInApi {
  readonly registered = new Map<string, Registered>();
  requests = 0;
  mostAtOnce = 0;
  /** So many of the next requests are answered with 503. */
  away = 0;
  refuse: (body: Record<string, unknown>) => string | undefined = () => undefined;
  private atOnce = 0;
  private readonly server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      this.requests++;
      this.atOnce++;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
      setTimeout(() => {
        this.atOnce--;
        const [status, body] = this.answer(
          String(request.headers['idempotency-key']),
          JSON.parse(text) as Registered['body'],
        );
        response.writeHead(status, {
          'content-type': 'application/json',
          ...(status === 503 ? { 'retry-after': '0' } : {}),
        });
        response.end(JSON.stringify(body));
      }, 5);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(key: string, body: Record<string, unknown>): [number, unknown] {
    if (this.away > 0) {
      this.away--;
      return [503, { title: 'Database unavailable', code: 'StoreUnavailable' }];
    }
    const why = this.refuse(body);
    if (why !== undefined)
      return [
        400,
        {
          title: 'Invalid request',
          errors: [{ field: why, message: { zh: '有误', en: 'is wrong' } }],
        },
      ];
    const known = this.registered.get(key);
    if (known !== undefined) return [200, { no: known.no }];
    const no = `C-${this.registered.size + 1}`;
    this.registered.set(key, { no, body });
    return [201, { no }];
  }
}
