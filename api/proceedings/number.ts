import { z } from 'zod';
import type { FileKind } from '../../domain/values/complaint-number';
import { normaliseNumber } from '../../domain/values/complaint-number';
import { both } from '../../domain/values/text';
import { Problem } from '../problem';

type Kind = Exclude<FileKind, 'complaint'>;

const WORDS = {
  incident: { ...both('批量事件', 'incident'), example: 'M260930-4K7QMXJ' },
  correctiveAction: { ...both('纠正预防措施', 'corrective action'), example: 'A260930-4K7QMXJ' },
} as const;

/** The path of everything that belongs to one proceeding. */
export function proceedingPath(kind: Kind) {
  return z.object({
    no: z.string().meta({
      description: `Number of the ${WORDS[kind].en}, in canonical form or as typed.`,
      examples: [WORDS[kind].example],
    }),
  });
}

/**
 * The number that the address means.
 * @throws Problem NotFound for what can't be one
 */
export function proceedingNumber(kind: Kind, { no }: { no: string }): string {
  const number = normaliseNumber(kind, no);
  if (number === undefined) throw noSuchProceeding(kind);
  return number;
}

export function noSuchProceeding(kind: Kind): Problem {
  return new Problem('NotFound', {
    detail: both(`没有此编号的${WORDS[kind].zh}。`, `No ${WORDS[kind].en} has this number.`),
  });
}
