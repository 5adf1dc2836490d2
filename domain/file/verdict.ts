import type { Envelope } from './envelope';
import type { Refusal } from './refusal';

/** What a file makes of a message: takes it, answers it as before, or refuses it. */
export type Verdict<Accepted> =
  | (Accepted & { verdict: 'accept'; message: Envelope; fingerprint: string })
  | { verdict: 'repeat'; message: Envelope; seq: number }
  | Refused;

export interface Refused {
  verdict: 'refuse';
  refusal: Refusal;
  message?: Envelope;
}

export function refused(refusal: Refusal, message?: Envelope): Refused {
  return { verdict: 'refuse', refusal, ...(message === undefined ? {} : { message }) };
}
