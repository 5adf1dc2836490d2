import { z } from 'zod';
import type { ValueType } from './feel/fact-schema';
import { bilingualSchema } from '../policy/step';

const wordSchema = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a name: a small letter, then letters or digits');
const ruleIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, 'an id: letters, digits or -');

const elementSchema = z.enum(['number', 'string', 'boolean', 'date']);
const textsSchema = z.array(z.string()).min(1);

const valueTypeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    integer: z.boolean().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({ kind: z.literal('string'), enum: textsSchema.optional() }),
  z.strictObject({ kind: z.literal('boolean') }),
  z.strictObject({ kind: z.literal('date') }),
  z.strictObject({ kind: z.literal('list'), of: elementSchema, enum: textsSchema.optional() }),
]) satisfies z.ZodType<ValueType>;

/** A cell is FEEL text; a bare number or true/false in YAML is taken for the text it is written as. */
const cellSchema = z.union([z.string().min(1), z.number(), z.boolean()]).transform(String);

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** What a rule answers: JSON as it stands, a text that starts with `=` is FEEL to be computed from the facts. */
const answerSchema = z.union([scalarSchema, z.null(), z.array(scalarSchema)]);

const ruleSchema = z.strictObject({
  id: ruleIdSchema,
  /** A cell by input; inputs left out may be anything. */
  when: z.record(wordSchema, cellSchema).default({}),
  /** An answer by output. */
  then: z.record(wordSchema, answerSchema),
  note: z.string().min(1).optional(),
  /** Law or clause that the rule says, for the auditor. */
  source: z.string().min(1).optional(),
});

/** The shape of a decision table. What FEEL makes of its texts is `checkTable`'s to say. */
export const decisionTableSchema = z
  .strictObject({
    id: wordSchema,
    title: bilingualSchema,
    /** `unique`: exactly one rule may apply; `first`: the first that applies; `collect`: all that apply. */
    hit: z.enum(['unique', 'first', 'collect']),
    inputs: z.record(wordSchema, z.strictObject({ expression: z.string().min(1), title: bilingualSchema.optional() })),
    outputs: z.record(
      wordSchema,
      z.strictObject({ type: valueTypeSchema, nullable: z.boolean().optional(), title: bilingualSchema.optional() }),
    ),
    rules: z.array(ruleSchema).min(1),
    /** The answer where no rule applies. A collecting table has none: it answers an empty list. */
    default: z.record(wordSchema, answerSchema).optional(),
  })
  .check((ctx) => {
    if (ctx.value.hit !== 'collect' || ctx.value.default === undefined) return;
    const message = 'a collecting table returns an empty list when no rule applies';
    ctx.issues.push({ code: 'custom', input: ctx.value.default, path: ['default'], message });
  });

/** A decision table as a policy holds it. */
export type DecisionTable = z.output<typeof decisionTableSchema>;
export type TableRule = DecisionTable['rules'][number];
export type TableAnswers = TableRule['then'];
