import { z } from 'zod';
import { ANSWERING_CHANNELS, byAddress, CHANNELS } from '../channels/channels';
import type { DataKinds } from '../actions/data-kinds';
import { instantSchema } from '../time/instant';

/**
 * What is asked for when a complaint is registered (seed 000, step 1: complainant, time, respondent, demand).
 * Of what kinds it is made, see ActionDefinition.data.
 */
export function intakeSchema(text: z.ZodType<string, string>, { word, code, name, person, supplier }: DataKinds) {
  return z.strictObject({
    category: code,
    channel: z.enum(CHANNELS).default('web'),
    language: z.enum(['zh', 'en']).default('zh'),
    complainant: z.strictObject({
      name: text.optional(),
      ...byAddress(() => text.optional()),
      /** Account, member or contract number. */
      account: text.optional(),
      /** How the customer wants to be answered; by default the first of email, phone and visit that can be used. */
      prefers: z.enum(ANSWERING_CHANNELS).optional(),
    }),
    /** What happened, in the customer's words. */
    text,
    /**
     * The same in the words of whoever takes it down, without anything that tells who complains: what everybody reads who
     * may not read the original: where the policy keeps complainants confidential, and whoever is complained about.
     */
    brief: text.optional(),
    occurredAt: instantSchema().optional(),
    demand: z
      .strictObject({
        kind: word.optional(),
        amountFen: z.int().nonnegative().optional(),
        text: text.optional(),
      })
      .default({}),
    /** Whom the complaint is about, as far as known. Persons are staff ids. */
    respondent: z
      .strictObject({
        persons: z.array(person).max(20).default([]),
        department: code.optional(),
        supplier: supplier.optional(),
        text: text.optional(),
      })
      .default({ persons: [] }),
    /** Amount of the single receipt, order or bill concerned, in fen. */
    receiptFen: z.int().nonnegative().optional(),
    /** Where there are several, each for itself: what one may grant goes by the single one. The API wants each once. */
    receipts: z
      .array(z.strictObject({ number: text, amountFen: z.int().nonnegative() }))
      .min(1)
      .max(20)
      .optional(),
    product: word.optional(),
    /** Further facts that the policy asks for; of texts, its own words stay plain, for tables go by them. */
    fields: z.record(name, z.union([word, z.number(), z.boolean()])).default({}),
    /** The body that sent the complaint on (12315, an authority), its number for it, and by when it wants it answered. */
    outside: z
      .strictObject({
        body: word,
        number: text.optional(),
        dueAt: instantSchema().optional(),
      })
      .optional(),
    /** Number or id of the complaint where it came from (import, another body). */
    externalId: text.optional(),
  });
}
export type Intake = z.infer<ReturnType<typeof intakeSchema>>;
