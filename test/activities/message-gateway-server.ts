import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned } from './gateway-signature';

interface GivenMessage {
  key: string;
  no: string;
  to: string;
  text: string;
}
type Answer =
  { status: 'accepted' } | { status: 'sent' | 'delivered'; reference: string } | { status: 'refused'; reason: string };
type Reply = { status: number; body: string } | 'broken';

/**
 * A sender of messages as `docs/message-gateway.md` describes it, on a real port. It checks signatures by what the
 * document says, not by our code.
 */
export class MessageGatewayServer {
  readonly secret = 'a secret that both sides know';
  /** What went out to phones, in order. */
  readonly sent: GivenMessage[] = [];
  /** How often a message of a key was handed over. */
  readonly handedOver = new Map<string, number>();
  readonly #answers = new Map<string, Answer>();
  #server: Server | undefined;

  /** What becomes of the next messages. */
  becomes: (message: GivenMessage) => Answer = () => ({ status: 'delivered', reference: `S-${this.sent.length}` });
  /** The message is sent, but the answer to it is lost on the way. */
  losesAnswers = false;
  /** Set: every request is answered with this and nothing happens. */
  answersAlways: Reply | undefined;

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
  /** What the network tells later. */
  receipt(key: string, answer: Answer): void {
    this.#answers.set(key, answer);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = this.#reply(request, Buffer.concat(chunks).toString('utf8'));
    if (reply === 'broken') request.socket.destroy();
    else response.writeHead(reply.status, { 'Content-Type': 'application/json' }).end(reply.body);
  }

  #reply(request: IncomingMessage, body: string): Reply {
    if (this.answersAlways !== undefined) return this.answersAlways;
    if (!isSigned(request, body, this.secret)) return say(401, { status: 'refused', reason: 'signature' });
    const [, root, messages, rawKey] = (request.url ?? '').split('/');
    if (root !== 'redress' || messages !== 'messages') return say(404, { error: 'no such page' });
    if (request.method === 'GET') {
      const known = this.#answers.get(decodeURIComponent(rawKey ?? ''));
      return known === undefined ? say(404, { status: 'absent' }) : say(200, known);
    }
    const message = JSON.parse(body) as GivenMessage;
    if (request.headers['idempotency-key'] !== encodeURI(message.key))
      return say(422, { status: 'refused', reason: 'idempotencyKey' });
    this.handedOver.set(message.key, (this.handedOver.get(message.key) ?? 0) + 1);
    const answer = this.#answers.get(message.key) ?? this.#send(message);
    return this.losesAnswers ? 'broken' : say(201, answer);
  }

  #send(message: GivenMessage): Answer {
    const answer = this.becomes(message);
    if (answer.status !== 'refused') this.sent.push(message);
    this.#answers.set(message.key, answer);
    return answer;
  }
}

function say(status: number, answer: unknown): Reply {
  return { status, body: JSON.stringify(answer) };
}
