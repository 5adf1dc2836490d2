import { z } from 'zod';
import type { DecodedText } from '../domain/imports/tables/encoding';
import { ENCODINGS } from '../domain/imports/tables/bytes';

/** In the answer to a table that came as text/csv. */
export const encodingSchema = z
  .object({
    is: z.enum(ENCODINGS),
    by: z.enum(['told', 'mark', 'content', 'ascii']).meta({
      description: 'From `charset`, the byte order mark or the content. `ascii` is the same in all encodings.',
    }),
  })
  .optional()
  .meta({ description: 'How a table sent as text/csv was read.' });

export function encodingOf(table: Omit<DecodedText, 'text'> | undefined): object {
  return table === undefined ? {} : { encoding: { is: table.encoding, by: table.by } };
}
