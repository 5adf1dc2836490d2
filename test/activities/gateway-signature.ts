import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whether a request to a gateway is signed and fresh, by what the documents of both gateways say and not by our code. */
export function isSigned({ headers, method, url }: IncomingMessage, body: string, secret: string): boolean {
  const timestamp = String(headers['redress-timestamp']);
  if (!(Math.abs(Date.now() - Date.parse(timestamp)) < 300_000)) return false;
  const expected = createHmac('sha256', secret)
    .update(`${timestamp}\n${method ?? ''}\n${url ?? ''}\n${body}`)
    .digest();
  const given = Buffer.from(String(headers['redress-signature']), 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
