import { createHash, timingSafeEqual } from 'node:crypto';
import { mailAddress } from '../../domain/channels/addresses';
import type { Intake } from '../../domain/case/intake';
import type { Attempts } from '../session/attempts';

/** By what a customer shows that the link is theirs: four digits of the phone, or what else they gave. */
export type Proof = 'phone' | 'email' | 'account';
type Complainant = Intake['complainant'];

const LAST = 4;

/** What is asked of the customer of a case; undefined where they left nothing by which they could be known. */
export function proofAskedOf({ phone, email, account }: Complainant): Proof | undefined {
  if (phone !== undefined) return 'phone';
  if (email !== undefined) return 'email';
  return account === undefined ? undefined : 'account';
}

/** Whether what somebody typed is what the customer gave; `complainant` is opened. */
export function proves(complainant: Complainant, typed: string): boolean {
  const proof = proofAskedOf(complainant);
  if (proof === undefined) return false;
  const wanted = ENDS[proof](complainant[proof] ?? '');
  return wanted !== '' && isSame(wanted, ENDS[proof](typed));
}

/** What counts of it, however it is typed. */
const ENDS: Readonly<Record<Proof, (text: string) => string>> = {
  phone: (text) => text.normalize('NFKC').replace(/\D/g, '').slice(-LAST),
  email: (text) => mailAddress.identity?.(text) ?? '',
  account: (text) =>
    text
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase()
      .slice(-LAST),
};

/** In the same time, wherever the first difference is. */
function isSame(one: string, other: string): boolean {
  const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashed(one), hashed(other));
}

/** How often may be guessed: at one link in a quarter of an hour and in a day, and from one address at all of them. */
export interface ProofLimits {
  readonly byLink: Attempts;
  readonly byLinkAndDay: Attempts;
  readonly byAddress: Attempts;
}

/** It was no guess: the right one counts for nobody. */
export function giveBack({ byLink, byLinkAndDay, byAddress }: ProofLimits, no: string, address: string): void {
  byLink.clear(no);
  byLinkAndDay.giveBack(no);
  byAddress.giveBack(address);
}

/** Counts a guess, before it is looked at; answers the seconds to wait where there were too many. */
export function takeGuess({ byLink, byLinkAndDay, byAddress }: ProofLimits, no: string, address: string) {
  return byAddress.take(address) ?? byLink.take(no) ?? byLinkAndDay.take(no);
}
