import { z } from 'zod';

/** What somebody searches for. */
export const textQuery = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .optional()
  .meta({
    description:
      'Words that must all be there, Chinese or English; or, as a whole, a phone number, a mail address or a complaint number. ' +
      'Texts are sealed: what is searched is a keyed index of their words.',
  });
