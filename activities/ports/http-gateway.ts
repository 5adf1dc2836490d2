import { z } from 'zod';
import type { Vault } from '../../vault/vault';
import { NotOpened, openOwnDeep } from '../open-own';
import type { GatewayAbsent, GatewayAnswer, GatewayOrder, RemedyGateway } from './remedy-gateway';
import { NotSent, Unanswered } from './remedy-gateway';
import { exchangeSigned, reasonSchema, referenceSchema, whyNoAnswer } from './signed-exchange';
import type { SignedExchangeOptions } from './signed-exchange';

export interface HttpGatewayOptions extends SignedExchangeOptions {
  /** Opens account details, which leave the house only here. */
  readonly vault: Vault;
}

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

/** The gateway rejected the request at all: not signed as it wants it, too slow, too early, too many. */
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
    const request = { method, path, body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
    const { status, answer } = await exchangeSigned(this.options, request).catch((error: unknown) => {
      throw asGatewayError(error);
    });
    return readAnswer(method, status, answer);
  }
}

function readAnswer(method: string, status: number, given: unknown): Answer {
  if (NOT_TAKEN.has(status)) throw new NotSent(`The gateway rejected the request (HTTP ${status})`);
  const { data: answer } = answerSchema.safeParse(given);
  if (status >= 200 && status < 300 && answer !== undefined) return answer;
  if (status === 404 && answer?.status === 'absent') return answer;
  if (method === 'POST' && status >= 400 && status < 500 && status !== CONFLICT) {
    if (answer?.status === 'refused') return answer;
    if (NOBODY_THERE.has(status)) throw new NotSent(`There is no gateway at its address (HTTP ${status})`);
    return { status: 'refused', reason: `http-${status}` };
  }
  throw new Unanswered(`The gateway gave an unreadable answer (HTTP ${status})`);
}

function asGatewayError(error: unknown): NotSent | Unanswered {
  const why = whyNoAnswer(error);
  return NEVER_CONNECTED.has(why)
    ? new NotSent(`The gateway can't be reached (${why})`)
    : new Unanswered(`The gateway gave no answer (${why})`);
}
