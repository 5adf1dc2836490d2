import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { Lines, readLines } from './lines';

/** How a gateway behaves: it refuses to work, never answers, or does what it is asked and loses the answer. */
export type Mood = 'well' | 'fails' | 'hangs' | 'losesAnswers';

export const GATEWAY_SECRET = 'a secret shared with the gateways';

/** What a gateway did, as its own book says. */
export interface Done {
  gateway: 'remedy' | 'sms' | 'mail';
  key: string;
  no?: string;
  amountFen?: number;
  at: number;
}

/**
 * The outside world: who pays, who sends short messages, who takes mails. Each keeps a book of what it really did, in a
 * file; it honours keys, as it has to promise, so what stands twice in its book was ordered under two keys.
 */
export class Gateways {
  readonly moods: Record<Done['gateway'], Mood> = { remedy: 'well', sms: 'well', mail: 'well' };
  private readonly book: Lines;
  private readonly known = new Map<string, string>();
  private readonly http: Server;
  private readonly smtp: SMTPServer;

  private constructor(folder: string) {
    const path = join(folder, 'gateways.jsonl');
    for (const { gateway, key } of readLines<Done>(path)) this.known.set(`${gateway} ${key}`, this.nextReference());
    this.book = new Lines(path);
    this.http = createServer((request, response) => this.take(request, response));
    this.smtp = this.mailServer();
  }

  static async open(folder: string): Promise<Gateways> {
    const gateways = new Gateways(folder);
    gateways.http.listen(0, '127.0.0.1');
    gateways.smtp.listen(0, '127.0.0.1');
    await Promise.all([once(gateways.http, 'listening'), once(gateways.smtp.server, 'listening')]);
    return gateways;
  }

  /** By which a worker finds them. */
  get env(): Record<string, string> {
    const port = (server: Pick<Server, 'address'>): number => (server.address() as AddressInfo).port;
    const base = `http://127.0.0.1:${port(this.http)}`;
    return {
      ...{ REMEDY_GATEWAY_URL: `${base}/pay`, REMEDY_GATEWAY_SECRET: GATEWAY_SECRET },
      ...{ SMS_GATEWAY_URL: `${base}/sms`, SMS_GATEWAY_SECRET: GATEWAY_SECRET },
      SMTP_URL: `smtp://127.0.0.1:${port(this.smtp.server)}`,
    };
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    this.http.close();
    await new Promise<void>((resolve) => this.smtp.close(() => resolve()));
    this.book.close();
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = request.url ?? '';
      const gateway = url.startsWith('/sms/') ? 'sms' : 'remedy';
      const mood = this.moods[gateway];
      if (mood === 'fails') response.writeHead(503).end();
      if (mood === 'fails' || (mood === 'hangs' && request.method === 'GET')) return;
      const text = Buffer.concat(chunks).toString('utf8');
      const key = decodeURIComponent(String(request.headers['idempotency-key'] ?? url.split('/').at(-1) ?? ''));
      const reference = request.method === 'GET' ? this.known.get(`${gateway} ${key}`) : this.act(gateway, key, text);
      if (mood === 'hangs') return;
      if (mood === 'losesAnswers' && request.method !== 'GET') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reference === undefined ? 404 : 200, { 'content-type': 'application/json' });
      const status = gateway === 'sms' ? 'delivered' : 'done';
      response.end(JSON.stringify(reference === undefined ? { status: 'absent' } : { status, reference }));
    });
  }

  /** Once under its key. */
  private act(gateway: 'remedy' | 'sms', key: string, text: string): string {
    const known = this.known.get(`${gateway} ${key}`);
    if (known !== undefined) return known;
    const { no, amountFen } = JSON.parse(text) as { no?: string; amountFen?: number };
    this.note({
      gateway,
      key,
      at: Date.now(),
      ...(no === undefined ? {} : { no }),
      ...(amountFen === undefined ? {} : { amountFen }),
    });
    const reference = this.nextReference();
    this.known.set(`${gateway} ${key}`, reference);
    return reference;
  }

  private note(done: Done): void {
    this.book.add(done);
  }

  private nextReference(): string {
    return `R${this.known.size + 1}`;
  }

  private mailServer(): SMTPServer {
    const server = new SMTPServer({
      ...{ hideSTARTTLS: true, authOptional: true, disabledCommands: ['AUTH'] },
      onRcptTo: (_address, _session, callback) => {
        if (this.moods.mail === 'hangs') return;
        callback(this.moods.mail === 'fails' ? Object.assign(new Error('not now'), { responseCode: 451 }) : null);
      },
      onData: (stream, _session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const id = /^message-id: *(\S+)/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? 'none';
          this.note({ gateway: 'mail', key: id, at: Date.now() });
          if (this.moods.mail !== 'losesAnswers') callback(null);
        });
      },
    });
    server.on('error', () => undefined);
    return server;
  }
}
