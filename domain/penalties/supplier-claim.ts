import type { Bilingual } from '../values/text';
import { both } from '../values/text';

/** How far a claim against a supplier is. */
export const CLAIM_STATUSES = ['claimed', 'agreed', 'paid', 'refused', 'writtenOff'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** A refusal can be answered by claiming again; what is paid or written off stays so. */
const LEADS_TO: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = {
  claimed: ['agreed', 'paid', 'refused', 'writtenOff'],
  agreed: ['paid', 'refused', 'writtenOff'],
  refused: ['claimed', 'agreed', 'writtenOff'],
  paid: [],
  writtenOff: [],
};

export const CLAIM_TITLES: Readonly<Record<ClaimStatus, Bilingual>> = {
  claimed: both('已提出', 'claimed'),
  agreed: both('已认可', 'agreed'),
  paid: both('已到账', 'paid'),
  refused: both('被拒绝', 'refused'),
  writtenOff: both('已核销', 'written off'),
};

/** Where a claim in this status may go. */
export function nextOf(status: ClaimStatus): readonly ClaimStatus[] {
  return LEADS_TO[status];
}
