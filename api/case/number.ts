import { z } from 'zod';
import { normaliseComplaintNumber } from '../../domain/values/complaint-number';
import { both } from '../../domain/values/text';
import { Problem } from '../problem';

/** The path of everything that belongs to one complaint. */
export const numberPath = z.object({
  no: z
    .string()
    .meta({ description: 'Complaint number, in canonical form or as typed.', examples: ['C260930-4K7QMXJ'] }),
});

/**
 * The number that the address means.
 * @throws Problem NotFound for what can't be one: there is no complaint at that address
 */
export function numberOf({ no }: { no: string }): string {
  const number = normaliseComplaintNumber(no);
  if (number === undefined) throw noSuchComplaint();
  return number;
}

/** There is no complaint of this number. */
export function noSuchComplaint(): Problem {
  return new Problem('NotFound', { detail: both('没有此编号的投诉。', 'No complaint has this number.') });
}
