import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const PAYER_SECRET = 'a secret shared with the payer';

/** A payer that honours idempotency keys, loses some of its answers, and counts what it really did under each key. */
export class Payer {
  readonly executions = new Map<string, number>();
  private readonly outcomes = new Map<string, { status: 'done'; reference: string }>();
  private server: Server | undefined;
  /** Share of answers that never arrive although the payment was made. */
  losesAnswers = 0;
  private calls = 0;
  /** It pays, and answers nothing, not even when asked. */
  isMute = false;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const key =
          decodeURI(String(request.headers['idempotency-key'] ?? '')) ||
          decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
        if (request.method === 'GET' && !this.isMute) {
          const known = this.outcomes.get(key);
          response.writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(known ?? { status: 'absent' }));
          return;
        }
        if (request.method !== 'GET' && !this.outcomes.has(key)) {
          this.outcomes.set(key, { status: 'done', reference: `P${this.outcomes.size + 1}` });
          this.executions.set(key, (this.executions.get(key) ?? 0) + 1);
        }
        if (this.isMute) {
          request.socket.destroy();
          return;
        }
        if (this.losesAnswers > 0 && this.calls++ % Math.round(1 / this.losesAnswers) === 0) {
          request.socket.destroy();
          return;
        }
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(this.outcomes.get(key)));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => (this.server === undefined ? resolve() : this.server.close(() => resolve())));
  }
}
