import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { plainSchema } from '../domain/actions/data-kinds';
import { intakeSchema } from '../domain/case/intake';

const FILE = join(__dirname, '..', 'samples', 'complaints.yaml');

const samplesSchema = z.strictObject({
  complaints: z.array(
    z.strictObject({
      /** Names the sample for ever: registered twice, it answers the number of the first time. */
      id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
      policy: z.string().default('enterprise-eight-step'),
      intake: plainSchema(intakeSchema, z.string().min(1)),
    }),
  ),
});

/** A complaint written for trying Redress, its texts plain. */
export type SampleComplaint = z.output<typeof samplesSchema>['complaints'][number];

/**
 * The sample complaints, in the order in which they are shown.
 * @throws ZodError naming the place in the file
 */
export function sampleComplaints(): SampleComplaint[] {
  return samplesSchema.parse(parse(readFileSync(FILE, 'utf8'))).complaints;
}
