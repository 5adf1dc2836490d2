import { z } from 'zod';
import { exchangeSigned, reasonSchema, referenceSchema, whyNoAnswer } from '../ports/signed-exchange';
import type { SignedExchangeOptions } from '../ports/signed-exchange';
import type { Deliver } from './channel';

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

/** The gateway can't be reached, asks to be tried again, or does not know yet. Carries no address. Retryable. */
export class MessageDelayed extends Error {
  override readonly name = 'MessageDelayed';
}

/**
 * By a gateway of the organisation behind HTTP; the protocol stands in `docs/message-gateway.md`. A message is asked for
 * before it is handed over, so that another attempt after a lost answer sends nothing twice, and counts as told only once
 * the gateway says that it was delivered (or, where it never learns that, that it was sent).
 *
 * @param options two exchanges have to fit into the activity's own limit of 30 s.
 */
export function byGateway(options: SignedExchangeOptions): Deliver {
  return async ({ key, no, to, text }) => {
    if (no === undefined) throw new TypeError('A message by a gateway is about a complaint');
    const known = await exchange(options, 'GET', `/messages/${encodeURIComponent(key)}`);
    const answer =
      known.status === 'absent'
        ? await exchange(options, 'POST', '/messages', { key, no, to: to.address, text: text.trim() })
        : known;
    switch (answer.status) {
      case 'sent':
      case 'delivered':
        return { status: 'sent', messageId: answer.reference };
      case 'refused':
        return { status: 'refused', reason: 'refused', why: answer.reason };
      case 'accepted':
      case 'absent':
        throw new MessageDelayed(`The gateway has not delivered it yet (${answer.status})`);
    }
  };
}

async function exchange(
  options: SignedExchangeOptions,
  method: 'GET' | 'POST',
  path: string,
  body?: { key: string; no: string; to: string; text: string },
): Promise<Answer> {
  const request = { method, path, body, ...(body === undefined ? {} : { idempotencyKey: body.key }) };
  const { status, answer } = await exchangeSigned(options, request).catch((error: unknown) => {
    throw new MessageDelayed(`The gateway gave no answer (${whyNoAnswer(error)})`);
  });
  return readAnswer(method, status, answer);
}

function readAnswer(method: string, status: number, given: unknown): Answer {
  const { data: answer } = answerSchema.safeParse(given);
  if (LATER.has(status)) throw new MessageDelayed(`The gateway rejected the request (HTTP ${status})`);
  if (status >= 200 && status < 300 && answer !== undefined && (method === 'GET' || answer.status !== 'absent'))
    return answer;
  if (method === 'GET' && status === 404 && answer?.status === 'absent') return answer;
  if (method === 'POST' && status >= 400 && status < 500 && (answer !== undefined || !NOBODY_THERE.has(status)))
    return { status: 'refused', reason: answer?.status === 'refused' ? answer.reason : `http-${status}` };
  throw new MessageDelayed(`The gateway gave an unreadable answer (HTTP ${status})`);
}
