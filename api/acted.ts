import type { Reply } from './operation';

/** How an action is answered: by what came of it, or that it is on its way where nobody wanted to wait. */
export function acted(no: string, { key, answer }: { key: string; answer?: unknown }): Reply {
  const headers = { 'Idempotency-Key': key };
  return answer === undefined
    ? {
        status: 202,
        headers: { ...headers, 'Preference-Applied': 'respond-async' },
        body: { no, idempotencyKey: key },
      }
    : { status: 200, headers, body: answer };
}
