import { z } from 'zod';
import { signature } from './http-gateway';
import type { Sms, SmsReceipt, SmsTransport } from './sms-transport';
import { SmsDelayed } from './sms-transport';

export interface HttpSmsGatewayOptions {
  /** Base address, `https://sms.example/redress`; the paths below are appended to it. */
  readonly url: string;
  /** Shared with the gateway, for the signature. */
  readonly secret: string;
  /** For one exchange; two of them have to fit into the activity's own limit of 30 s. */
  readonly timeoutMs?: number;
}

/** Nothing of a foreign answer gets into a history but these. */
const referenceSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,120}$/)
  .catch('unreadable');
const reasonSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}$/)
  .catch('refused');
const answerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted') }),
  z.object({ status: z.literal('sent'), reference: referenceSchema }),
  z.object({ status: z.literal('delivered'), reference: referenceSchema }),
  z.object({ status: z.literal('refused'), reason: reasonSchema }),
  z.object({ status: z.literal('absent') }),
]);
type Answer = z.output<typeof answerSchema>;

/** Not taken at all, or a conflict that says nothing of what became of it: worth another attempt. */
const LATER = new Set([401, 408, 409, 425, 429]);
const NOBODY_THERE = new Set([404, 405]);

/**
 * A sender of short messages behind HTTP; the protocol stands in `docs/sms-gateway.md`. A message is asked for before it
 * is handed over, so that another attempt after a lost answer sends nothing twice, and counts as told only once the
 * gateway says that it was delivered (or, where it never learns that, that it was sent).
 */
export class HttpSmsGateway implements SmsTransport {
  constructor(private readonly options: HttpSmsGatewayOptions) {}

  async deliver({ key, no, to, text }: Sms): Promise<SmsReceipt> {
    const known = await this.exchange('GET', `/messages/${encodeURIComponent(key)}`);
    const answer =
      known.status === 'absent' ? await this.exchange('POST', '/messages', { key, no, to: to.number, text }) : known;
    switch (answer.status) {
      case 'sent':
      case 'delivered':
        return { delivered: true, reference: answer.reference };
      case 'refused':
        return { delivered: false, reason: answer.reason };
      case 'accepted':
      case 'absent':
        throw new SmsDelayed(`The SMS gateway has not delivered it yet (${answer.status})`);
    }
  }

  private async exchange(
    method: 'GET' | 'POST',
    path: string,
    body?: { key: string; no: string; to: string; text: string },
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
          // Keys are opaque, but a header holds only visible ASCII.
          ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': encodeURI(body.key) }),
        },
        ...(body === undefined ? {} : { body: text }),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 10_000),
      });
      status = response.status;
      answered = await response.text();
    } catch (error) {
      // The message is our own: what the network says may hold the body.
      const { name, cause } = error as { name?: string; cause?: { code?: string } };
      throw new SmsDelayed(`The SMS gateway gave no answer (${cause?.code ?? name ?? 'no reason known'})`);
    }
    return readAnswer(method, status, answered);
  }
}

function readAnswer(method: string, status: number, text: string): Answer {
  const { data: answer } = answerSchema.safeParse(parseJson(text));
  if (LATER.has(status)) throw new SmsDelayed(`The SMS gateway did not take the request (HTTP ${status})`);
  if (status >= 200 && status < 300 && answer !== undefined && (method === 'GET' || answer.status !== 'absent'))
    return answer;
  if (method === 'GET' && status === 404 && answer?.status === 'absent') return answer;
  if (method === 'POST' && status >= 400 && status < 500 && (answer !== undefined || !NOBODY_THERE.has(status)))
    return { status: 'refused', reason: answer?.status === 'refused' ? answer.reason : `http-${status}` };
  throw new SmsDelayed(`The SMS gateway gave no answer that can be understood (HTTP ${status})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
