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
      'Words that must all occur, Chinese or English; or a complete phone number, email address or complaint number. ' +
      'Texts are encrypted; the search uses a keyed index of their words.',
  });
