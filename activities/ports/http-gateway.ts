import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Vault } from '../../vault/vault';
import { NotOpened, openOwnDeep } from '../open-own';
import type { GatewayAbsent, GatewayAnswer, GatewayOrder, RemedyGateway } from './remedy-gateway';
import { NotSent, Unanswered } from './remedy-gateway';

export interface HttpGatewayOptions {
  /** Base address, `https://payer.example/redress`; the paths below are appended to it. */
  readonly url: string;
  /** Shared with the gateway, for the signature. */
  readonly secret: string;
  /** Opens account details, which leave the house only here. */
  readonly vault: Vault;
  /** For a whole exchange; well below the activity's own limit of 30 s. */
  readonly timeoutMs?: number;
}

/** Nothing of a foreign answer gets into a history but these, so that no personal data comes in that way. */
const referenceSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,120}$/)
  .catch('unreadable');
const reasonSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}$/)
  .catch('refused');

const answerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done'), reference: referenceSchema }),
  z.object({ status: z.literal('refused'), reason: reasonSchema }),
  z.object({ status: z.literal('absent') }),
]);
type Answer = z.output<typeof answerSchema>;

/** The network never got as far as the gateway. Anything else may have been read there before it broke. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The gateway did not take the request at all: not signed as it wants it, too slow, too early, too many. */
const NOT_TAKEN = new Set([401, 408, 425, 429]);
/** Nothing of that address or method there: somebody else answers, unless the body says that it is the gateway. */
const NOBODY_THERE = new Set([404, 405]);
/** "Being worked on" to some, "already done" to others: says nothing about whether it happened. */
const CONFLICT = 409;

/**
 * A payer or store behind HTTP. The protocol stands in `docs/remedy-gateway.md`: `POST /remedies` with the header
 * `Idempotency-Key`, `GET /remedies/{key}`, `POST /remedies/{key}/undo`, each signed with HMAC-SHA256.
 */
export class HttpGateway implements RemedyGateway {
  constructor(private readonly options: HttpGatewayOptions) {}

  async execute(order: GatewayOrder): Promise<GatewayAnswer> {
    const { no, key, kind, amountFen } = order;
    let params: unknown;
    try {
      params = await openOwnDeep(this.options.vault, no, order.params);
    } catch (error) {
      if (error instanceof NotOpened) return { status: 'refused', reason: error.reason };
      throw error;
    }
    const answer = await this.exchange('POST', '/remedies', { key, no, kind, amountFen, currency: 'CNY', params }, key);
    if (answer.status === 'absent') throw new Unanswered('The gateway answered an order with "absent"');
    return answer;
  }

  find(key: string): Promise<GatewayAnswer | GatewayAbsent> {
    return this.exchange('GET', `/remedies/${encodeURIComponent(key)}`);
  }

  undo(key: string): Promise<GatewayAnswer | GatewayAbsent> {
    return this.exchange('POST', `/remedies/${encodeURIComponent(key)}/undo`, { key }, `${key}/undo`);
  }

  private async exchange(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    idempotencyKey?: string,
  ): Promise<Answer> {
    const url = new URL(`${this.options.url.replace(/\/+$/, '')}${path}`);
    const text = body === undefined ? '' : JSON.stringify(body);
    const timestamp = new Date().toISOString();
    let status: number;
    let answered: string;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          Accept: 'application/json',
          'Redress-Timestamp': timestamp,
          'Redress-Signature': signature(this.options.secret, { timestamp, method, path: url.pathname, body: text }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          // Keys are opaque, but a header holds only visible ASCII.
          ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': encodeURI(idempotencyKey) }),
        },
        ...(body === undefined ? {} : { body: text }),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 10_000),
      });
      status = response.status;
      answered = await response.text();
    } catch (error) {
      throw asGatewayError(error);
    }
    return readAnswer(method, status, answered);
  }
}

/**
 * What `Redress-Signature` holds: HMAC-SHA256 over timestamp, method, path and body, a line each, in hexadecimal.
 * Method and path are in it so that a signed question can't be turned into an undo.
 */
export function signature(
  secret: string,
  request: { timestamp: string; method: string; path: string; body: string },
): string {
  const { timestamp, method, path, body } = request;
  return createHmac('sha256', secret).update([timestamp, method, path, body].join('\n')).digest('hex');
}

function readAnswer(method: string, status: number, text: string): Answer {
  if (NOT_TAKEN.has(status)) throw new NotSent(`The gateway did not take the request (HTTP ${status})`);
  const { data: answer } = answerSchema.safeParse(parseJson(text));
  if (status >= 200 && status < 300 && answer !== undefined) return answer;
  if (status === 404 && answer?.status === 'absent') return answer;
  if (method === 'POST' && status >= 400 && status < 500 && status !== CONFLICT) {
    if (answer?.status === 'refused') return answer;
    if (NOBODY_THERE.has(status)) throw new NotSent(`There is no gateway at its address (HTTP ${status})`);
    return { status: 'refused', reason: `http-${status}` };
  }
  throw new Unanswered(`The gateway gave no answer that can be understood (HTTP ${status})`);
}

/** The message is our own: what the network says may hold the body. */
function asGatewayError(error: unknown): NotSent | Unanswered {
  // By its shape and not its class: fetch may throw another realm's errors.
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const why = cause?.code ?? name ?? 'no reason known';
  return NEVER_CONNECTED.has(why)
    ? new NotSent(`The gateway can't be reached (${why})`)
    : new Unanswered(`The gateway gave no answer (${why})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
