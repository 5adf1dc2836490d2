import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned } from './gateway-signature';

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

type Reply = { status: number; body: string; headers?: Record<string, string> } | 'broken' | 'held';

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
    const reply = this.#reply(request, Buffer.concat(chunks).toString('utf8'));
    if (reply === 'broken') request.socket.destroy();
    if (typeof reply === 'string') return;
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers }).end(reply.body);
  }

  #reply(request: IncomingMessage, body: string): Reply {
    if (this.answersAlways !== undefined) return this.answersAlways;
    if (!isSigned(request, body, this.secret)) return say(401, { status: 'refused', reason: 'signature' });
    const [, root, remedies, rawKey, action] = (request.url ?? '').split('/');
    if (root !== 'redress' || remedies !== 'remedies') return say(404, { error: 'no such page' });
    const key = decodeURIComponent(rawKey ?? '');
    if (request.method === 'GET') return this.isSilent ? 'broken' : this.#whatBecameOf(key);
    return action === 'undo' ? this.#undo(key) : this.#takeOrder(JSON.parse(body) as Order, request);
  }

  #whatBecameOf(key: string): Reply {
    const known = this.#answers.get(key);
    return known === undefined ? say(404, { status: 'absent' }) : say(200, known);
  }

  #undo(key: string): Reply {
    if (this.acted(key) === 0) return say(404, { status: 'absent' });
    this.#undone.set(key, this.undone(key) + 1);
    return say(200, { status: 'done', reference: 'taken-back' });
  }

  #takeOrder(order: Order, request: IncomingMessage): Reply {
    const { key } = order;
    this.#sent.set(key, this.sent(key) + 1);
    if (request.headers['idempotency-key'] !== encodeURI(key))
      return say(422, { status: 'refused', reason: 'idempotencyKey' });
    const fate = this.fate(order);
    if (fate === 'cutOff') return 'broken';
    const answer = this.#answers.get(key) ?? this.#act(order);
    if (fate === 'held') this.#held.get(key)?.();
    return fate === 'answered' ? say(200, answer) : fate === 'held' ? 'held' : 'broken';
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
}

function say(status: number, answer: unknown): Reply {
  return { status, body: JSON.stringify(answer) };
}
