import { z } from 'zod';
import { bilingualSchema } from './step';

/** Parts of the report on a complaint, in the order in which they are printed where a policy names none. */
export const REPORT_PARTS = [
  ...(['complaint', 'judgement', 'findings', 'forms', 'decisions', 'proposal', 'approvals'] as const),
  ...(['answers', 'remedies', 'told', 'clocks', 'liability', 'penalties', 'measures', 'end'] as const),
] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** Who signs a printed document, by what stands under the line. */
const signaturesSchema = z.array(bilingualSchema).max(6).optional();

/** What letters to customers say that differs by trade and house. */
const lettersSchema = z.strictObject({
  /** Who signs: company or authority, department, telephone. May have several lines. */
  signed: bilingualSchema.optional(),
  /** Outside bodies that a customer may turn to, as they stand in a sentence. */
  elsewhere: bilingualSchema.optional(),
});

/** What a policy says of its letters and printed documents; all of it has an answer where it says nothing. */
export const documentsSchema = z.strictObject({
  /** Not defaulted: a policy that says nothing of it keeps its hash. */
  letters: lettersSchema.optional(),
  registerForm: z
    .strictObject({
      title: bilingualSchema.optional(),
      /** Forms of the policy that belong on it: those filled in, or the first one blank. */
      forms: z.array(z.string()).default([]),
      signatures: signaturesSchema,
    })
    .prefault({}),
  report: z
    .strictObject({
      title: bilingualSchema.optional(),
      parts: z
        .array(z.enum(REPORT_PARTS))
        .min(1)
        .default([...REPORT_PARTS]),
      /** Roles that may read penalties and shares of a loss, beside those who decide them, managers and auditors. */
      penaltiesFor: z.array(z.string()).default([]),
      signatures: signaturesSchema,
    })
    .prefault({}),
});
export type Documents = z.output<typeof documentsSchema>;
