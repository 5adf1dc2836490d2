import { z } from 'zod';
import { exchangeSigned, reasonSchema, referenceSchema, whyNoAnswer } from './signed-exchange';
import type { SignedExchangeOptions } from './signed-exchange';
import type { Sms, SmsReceipt, SmsTransport } from './sms-transport';
import { SmsDelayed } from './sms-transport';

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
  /** @param options two exchanges have to fit into the activity's own limit of 30 s. */
  constructor(private readonly options: SignedExchangeOptions) {}

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
    const request = { method, path, body, ...(body === undefined ? {} : { idempotencyKey: body.key }) };
    const { status, answer } = await exchangeSigned(this.options, request).catch((error: unknown) => {
      throw new SmsDelayed(`The SMS gateway gave no answer (${whyNoAnswer(error)})`);
    });
    return readAnswer(method, status, answer);
  }
}

function readAnswer(method: string, status: number, given: unknown): Answer {
  const { data: answer } = answerSchema.safeParse(given);
  if (LATER.has(status)) throw new SmsDelayed(`The SMS gateway rejected the request (HTTP ${status})`);
  if (status >= 200 && status < 300 && answer !== undefined && (method === 'GET' || answer.status !== 'absent'))
    return answer;
  if (method === 'GET' && status === 404 && answer?.status === 'absent') return answer;
  if (method === 'POST' && status >= 400 && status < 500 && (answer !== undefined || !NOBODY_THERE.has(status)))
    return { status: 'refused', reason: answer?.status === 'refused' ? answer.reason : `http-${status}` };
  throw new SmsDelayed(`The SMS gateway gave an unreadable answer (HTTP ${status})`);
}
