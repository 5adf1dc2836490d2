import { z } from 'zod';
import type { DataKinds } from '../actions/data-kinds';

/** What an investigation found: the cause and the persons directly responsible (staff ids; seed 000, step 4). */
export interface Findings {
  cause: string;
  causeCode?: string;
  persons: string[];
  department?: string;
  supplier?: string;
  /** Integer fen. */
  lossFen?: number;
}

/** Findings as they are submitted. */
export function findingsSchema(text: z.ZodType<string, string>, { cause, code, person, supplier }: DataKinds) {
  return z.strictObject({
    cause: text,
    causeCode: cause.optional(),
    persons: z.array(person).max(20).default([]),
    department: code.optional(),
    supplier: supplier.optional(),
    lossFen: z.int().nonnegative().optional(),
  });
}
