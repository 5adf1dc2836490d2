import { z } from 'zod';

/** Characters of one text; longer ones are attached. */
const MOST_CHARACTERS = 8_000;

const bounded = z.string().trim().min(1).max(MOST_CHARACTERS);

/** Free text as people write it; how it is sealed, see `seal-data.ts`. */
export const plainText: z.ZodType<string, string> = bounded;
