import { z } from 'zod';
import type { Sealed } from '../domain/sealed';

/** Characters of one text; longer ones are attached. */
const MOST_CHARACTERS = 8_000;

const bounded = z.string().trim().min(1).max(MOST_CHARACTERS);

/** Free text as people write it: for the documents, and to check a body before anything is claimed or sealed for it. */
export const plainText: z.ZodType<string, string> = bounded;

/** The same, sealed once parsed: the only form in which it goes further. */
export function sealingText(seal: (text: string) => Sealed): z.ZodType<string, string> {
  return bounded.transform(seal);
}
