import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';

const said = z.object({ id: z.string(), title: bilingualSchema, sentences: z.array(bilingualSchema) });
const cells = z.record(z.string(), z.string());

/** A policy in words. */
export const policyWordsSchema = z.object({
  lines: z
    .array(said.extend({ steps: z.array(said) }))
    .meta({ description: 'The main line, then the tracks beside it.' }),
  roles: z.array(said),
  limits: z.array(said).meta({ description: 'Time limits of the case as a whole.' }),
  tables: z.array(
    z.object({
      ...{ id: z.string(), title: bilingualSchema, hit: bilingualSchema },
      inputs: z.array(z.object({ id: z.string(), title: bilingualSchema, expression: z.string() })),
      outputs: z.array(z.object({ id: z.string(), title: bilingualSchema })),
      rules: z.array(
        z.object({
          ...{ id: z.string(), when: cells, then: cells },
          ...{ note: z.string().optional(), source: z.string().optional() },
        }),
      ),
      otherwise: cells.optional().meta({ description: 'The answer where no rule applies.' }),
    }),
  ),
  law: z.array(z.object({ what: z.string(), source: z.string(), date: z.string(), jurisdiction: z.string() })),
  text: z.string().meta({ description: 'All that was published, as YAML: what two versions differ in, line by line.' }),
});
export type PolicyWords = z.output<typeof policyWordsSchema>;
