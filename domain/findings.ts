import { z } from 'zod';
import { staffId } from './staff-id';

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

/** Findings as they are submitted; `text` is how free text has to come (sealed). */
export function findingsSchema(text: z.ZodType<string>) {
  return z.strictObject({
    cause: text,
    causeCode: z.string().max(60).optional(),
    persons: z.array(staffId()).max(20).default([]),
    department: z.string().max(100).optional(),
    supplier: z.string().max(100).optional(),
    lossFen: z.int().nonnegative().optional(),
  });
}
