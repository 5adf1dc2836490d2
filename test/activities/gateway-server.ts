import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Order {
  key: string;
  no: string;
  kind: string;
  amountFen: number;
  currency: string;
  params: Record<string, unknown>;
}
type Answer = { status: 'done'; reference: string } | { status: 'refused'; reason: string };

/** What happens to an order: acted and answered; acted, but the answer is lost; acted and kept waiting; cut off before. */
type Fate = 'answered' | 'answerLost' | 'held' | 'cutOff';

/**
 * A payer as `docs/remedy-gateway.md` describes it, on a real port. It checks signatures by what the document says, not
 * by our code, and keeps count: `sent` is how often an order of a key came in, `acted` how often it paid.
 */
export class GatewayServer {
  readonly secret = 'a secret that both sides know';
  readonly orders: Order[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #sent = new Map<string, number>();
  readonly #acted = new Map<string, number>();
  readonly #undone = new Map<string, number>();
  readonly #held = new Map<string, () => void>();
  #server: Server | undefined;

  /** Decides on each order before it is acted on. */
  fate: (order: Order) => Fate = () => 'answered';
  /** Set: every order is refused with this reason. */
  refusesWith: string | undefined;
  /** Questions about keys get no answer. */
  isSilent = false;
  /** Set: every request is answered with this and nothing happens. */
  answersAlways: { status: number; body: string; headers?: Record<string, string> } | undefined;

  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    if (this.#server?.listening) await once(this.#server, 'close');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo).port}/redress/`;
  }
  sent(key: string): number {
    return this.#sent.get(key) ?? 0;
  }
  acted(key: string): number {
    return this.#acted.get(key) ?? 0;
  }
  undone(key: string): number {
    return this.#undone.get(key) ?? 0;
  }
  /** Resolves when an order of this key was acted on and its answer is held back. */
  holding(key: string): Promise<void> {
    return new Promise((resolve) => this.#held.set(key, resolve));
  }
  behaveAgain(): void {
    this.fate = () => 'answered';
    this.refusesWith = undefined;
    this.isSilent = false;
    this.answersAlways = undefined;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const say = (status: number, answer: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    };
    if (this.answersAlways !== undefined) {
      const { status, body: text, headers } = this.answersAlways;
      response.writeHead(status, headers).end(text);
      return;
    }
    if (!this.#isSigned(request, body)) return say(401, { status: 'refused', reason: 'signature' });

    const [, root, remedies, rawKey, action] = (request.url ?? '').split('/');
    if (root !== 'redress' || remedies !== 'remedies') return say(404, { error: 'no such page' });
    const key = decodeURIComponent(rawKey ?? '');
    if (request.method === 'GET') {
      if (this.isSilent) return void request.socket.destroy();
      const known = this.#answers.get(key);
      return known === undefined ? say(404, { status: 'absent' }) : say(200, known);
    }
    if (action === 'undo') {
      if (this.acted(key) === 0) return say(404, { status: 'absent' });
      if (this.undone(key) === 0) this.#undone.set(key, 1);
      return say(200, { status: 'done', reference: `undone ${key}`.replaceAll(' ', '-') });
    }
    this.#takeOrder(JSON.parse(body) as Order, request, say);
  }

  #takeOrder(order: Order, request: IncomingMessage, say: (status: number, answer: unknown) => void): void {
    const { key } = order;
    this.#sent.set(key, this.sent(key) + 1);
    if (request.headers['idempotency-key'] !== encodeURI(key))
      return say(422, { status: 'refused', reason: 'idempotencyKey' });
    const fate = this.fate(order);
    if (fate === 'cutOff') return void request.socket.destroy();
    const answer = this.#answers.get(key) ?? this.#act(order);
    if (fate === 'answerLost') return void request.socket.destroy();
    if (fate === 'held') return this.#held.get(key)?.();
    say(200, answer);
  }

  #act(order: Order): Answer {
    this.orders.push(order);
    if (this.refusesWith === undefined) this.#acted.set(order.key, this.acted(order.key) + 1);
    const answer: Answer =
      this.refusesWith === undefined
        ? { status: 'done', reference: `P-${this.orders.length}` }
        : { status: 'refused', reason: this.refusesWith };
    this.#answers.set(order.key, answer);
    return answer;
  }

  #isSigned({ headers, method, url }: IncomingMessage, body: string): boolean {
    const timestamp = String(headers['redress-timestamp']);
    if (!(Math.abs(Date.now() - Date.parse(timestamp)) < 300_000)) return false;
    const expected = createHmac('sha256', this.secret)
      .update(`${timestamp}\n${method ?? ''}\n${url ?? ''}\n${body}`)
      .digest();
    const given = Buffer.from(String(headers['redress-signature']), 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
