import { createHmac } from 'node:crypto';
import { z } from 'zod';

export interface SignedExchangeOptions {
  /** Base address, `https://payer.example/redress`; paths are appended to it. */
  readonly url: string;
  /** Shared with the other side, for the signature. */
  readonly secret: string;
  /** For a whole exchange, 10 s by default; well below an activity's own limit of 30 s. */
  readonly timeoutMs?: number;
}

/** Nothing of a foreign answer gets into a history but these, so that no personal data comes in that way. */
export const referenceSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,120}$/)
  .catch('unreadable');
export const reasonSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}$/)
  .catch('refused');

export interface SignedRequest {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  idempotencyKey?: string;
}

/**
 * One request to a gateway of the organisation, signed with HMAC-SHA256, and its answer as JSON (undefined if it is
 * none).
 *
 * @throws whatever `fetch` throws when there is no answer in time: see `whyNoAnswer`
 */
export async function exchangeSigned(
  { url: base, secret, timeoutMs = 10_000 }: SignedExchangeOptions,
  { method, path, body, idempotencyKey }: SignedRequest,
): Promise<{ status: number; answer: unknown }> {
  const url = new URL(`${base.replace(/\/+$/, '')}${path}`);
  const text = body === undefined ? '' : JSON.stringify(body);
  const timestamp = new Date().toISOString();
  const response = await fetch(url, {
    method,
    headers: {
      Accept: 'application/json',
      'Redress-Timestamp': timestamp,
      'Redress-Signature': signature(secret, { timestamp, method, path: url.pathname, body: text }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      // Keys are opaque, but a header holds only visible ASCII.
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': encodeURI(idempotencyKey) }),
    },
    ...(body === undefined ? {} : { body: text }),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, answer: parseJson(await response.text()) };
}

/**
 * What `Redress-Signature` holds: HMAC-SHA256 over timestamp, method, path and body, a line each, in hexadecimal.
 * Method and path are in it so that a signed question can't be turned into an undo.
 */
function signature(secret: string, request: { timestamp: string; method: string; path: string; body: string }): string {
  const { timestamp, method, path, body } = request;
  return createHmac('sha256', secret).update([timestamp, method, path, body].join('\n')).digest('hex');
}

/** A short reason out of what `fetch` threw; its message is left alone, for it may hold the body. */
export function whyNoAnswer(error: unknown): string {
  // By its shape and not its class: fetch may throw another realm's errors.
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'no reason known';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
