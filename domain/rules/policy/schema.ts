import { z } from 'zod';
import { TEXT_PARTS } from '../../channels/channels';
import type { TextPart } from '../../channels/channels';
import { decisionTableSchema } from '../decision-table.schema';
import { reportSchema } from '../../reports/definition';
import { STAGES } from '../../stages';
import { bilingualSchema, clockWarningSchema, extendSchema, idSchema, timeLimitSchema } from '../../policy/step';
import { byHandSchema } from '../../policy/by-hand';
import { documentsSchema } from '../../policy/documents';
import { exampleSchema } from './examples';
import { formSchema } from '../../policy/form';
import { pausesSchema } from '../../policy/pauses';
import { separateSchema } from '../../policy/separate';
import { correctiveActionRulesSchema } from '../../policy/corrective-action-rules';
import { incidentRulesSchema } from '../../policy/incident-rules';
import { webIntakeSchema } from '../../policy/web-intake';

const [first, ...others] = Object.values(STAGES).map((stage) => stage.params);
/** A step: its `stage` says which parameters it has. */
const stepSchema = z.discriminatedUnion('stage', [first, ...others] as never) as unknown as z.ZodType<
  { [S in keyof typeof STAGES]: z.output<(typeof STAGES)[S]['params']> }[keyof typeof STAGES]
>;

const nameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/, 'a name: a small letter, then letters or digits');

const trackSchema = z
  .strictObject({
    title: bilingualSchema.optional(),
    when: z.string().min(1).optional(),
    on: z.string().min(1).optional(),
    /** Steps of the main line that wait until the track has ended. */
    before: z.array(idSchema).min(1).optional(),
    steps: z.array(stepSchema).min(1),
  })
  .check((ctx) => {
    const { when, on } = ctx.value;
    if ((when === undefined) === (on === undefined))
      ctx.issues.push({
        code: 'custom',
        input: ctx.value,
        path: ['when'],
        message: 'a track starts by "when" or by "on": give exactly one',
      });
  });

/** A time limit of the case as a whole, between two kinds of event. */
const clockSchema = z.strictObject({
  title: bilingualSchema,
  within: timeLimitSchema,
  /** Other limits, the first whose condition holds; looked at again whenever what they speak of changes. */
  insteadWhen: z.array(z.strictObject({ when: z.string().min(1), within: timeLimitSchema })).default([]),
  /** Events that start it, and start it again once it was stopped. */
  starts: z.array(z.string().min(1)).min(1).default(['ComplaintRecorded']),
  stops: z.array(z.string().min(1)).min(1),
  /** Stands still while the case waits for the customer or a third party. */
  pauses: z.boolean().default(false),
  /** The date set by the body that sent the complaint rules if it is earlier. */
  outside: z.boolean().default(false),
  warn: z.array(clockWarningSchema).default([]),
  /** Not defaulted: most limits stay as they are. */
  extend: extendSchema.optional(),
});

const templateTextSchema = z.strictObject({
  subject: z.string().min(1),
  body: z.string().min(1),
  ...textParts(),
});
export const templatesSchema = z.record(z.string(), z.strictObject({ zh: templateTextSchema, en: templateTextSchema }));

/** Texts of channels that have one of their own. */
function textParts(): Record<TextPart, z.ZodOptional<z.ZodString>> {
  const parts = TEXT_PARTS.map(({ part, most }) => [part, z.string().min(1).max(most).optional()]);
  return Object.fromEntries(parts) as Record<TextPart, z.ZodOptional<z.ZodString>>;
}

/** In a policy a table's id is the key it stands under. */
function withIds(tables: unknown): unknown {
  if (typeof tables !== 'object' || tables === null) return tables;
  return Object.fromEntries(
    Object.entries(tables).map(([id, table]: [string, unknown]) => [
      id,
      typeof table === 'object' ? { id, ...table } : table,
    ]),
  );
}

/**
 * How far penalties may be deducted from a month's pay. The ceiling is the law's unless the policy sets a lower one; the
 * minimum wage is a place's own and changes every year or two, so it has no default.
 */
const deductionsSchema = z.strictObject({
  ceiling: z
    .strictObject({
      percent: z.number().min(0).max(20),
      source: z.string().min(1),
      date: z.iso.date(),
      jurisdiction: z.string().min(1),
    })
    .prefault({
      percent: 20,
      source: '《工资支付暂行规定》（劳部发〔1994〕489号）第十六条',
      date: '1994-12-06',
      jurisdiction: 'CN',
    }),
  minimumWage: z.strictObject({
    monthFen: z.int().min(0),
    place: z.string().min(1),
    source: z.string().min(1),
    date: z.iso.date(),
  }),
  /** What passes the ceiling is deducted in the months after, or given up. */
  excess: z.enum(['carry', 'waive']),
});

/** A policy file, after what it extends has been put under it. */
export const policySchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'an id: small letters, digits or -'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
  title: bilingualSchema,
  /** Where the procedure is described. */
  source: z.string().min(1),
  owner: nameSchema,
  /** The owner's time for that. Not defaulted: a policy that says nothing of it keeps its hash. */
  byHand: byHandSchema.optional(),
  calendar: z.string().min(1),
  roles: z.record(
    nameSchema,
    z.strictObject({ title: bilingualSchema, above: nameSchema.optional(), ofDepartment: z.boolean().optional() }),
  ),
  departments: z.record(nameSchema, z.strictObject({ title: bilingualSchema })),
  /** A category may lie within another, and then has what it doesn't say itself from there. */
  categories: z.record(
    nameSchema,
    z.strictObject({
      title: bilingualSchema,
      remedies: z.array(z.string()).optional(),
      within: nameSchema.optional(),
      heading: z.literal(true).optional(),
    }),
  ),
  intake: z
    .strictObject({
      required: z.array(z.string()).default([]),
      fields: z
        .record(
          nameSchema,
          z.strictObject({
            title: bilingualSchema,
            type: z.enum(['string', 'number', 'boolean']),
            required: z.boolean().default(false),
            help: bilingualSchema.optional(),
          }),
        )
        .default({}),
      /** Not defaulted: a policy whose customers lodge nothing keeps its hash. */
      web: webIntakeSchema.optional(),
    })
    .prefault({}),
  /** Who complains is shown to these roles alone, and to whoever took the complaint. */
  confidential: z.strictObject({ complainant: z.array(nameSchema).min(1) }).optional(),
  /** Forms that steps ask for, by name. Not defaulted: a policy without any keeps its hash. */
  forms: z.record(nameSchema, formSchema).optional(),
  /** How the printed documents of a case look here. Not defaulted: a policy that says nothing of them keeps its hash. */
  documents: documentsSchema.optional(),
  /** Mass incidents. Not defaulted, for the same reason. */
  incidents: incidentRulesSchema.optional(),
  /** Corrective and preventive actions. Not defaulted either. */
  correctiveActions: correctiveActionRulesSchema.optional(),
  /** Decision tables by id. */
  tables: z.preprocess(withIds, z.record(nameSchema, decisionTableSchema)).default({}),
  /** What the tables have to answer on some facts; a policy whose examples don't hold is broken. */
  examples: z.array(exampleSchema).default([]),
  main: z.array(stepSchema).min(1),
  /** Lines of steps beside the main one, by id; a map, so that a policy may add to those it extends. */
  tracks: z.record(idSchema, trackSchema).default({}),
  /** Time limits of the case as a whole, by name. */
  clocks: z.record(nameSchema, clockSchema).default({}),
  /** What rests in a pause. Not defaulted: a policy that says nothing of it keeps its hash. */
  pauses: pausesSchema.optional(),
  /**
   * Facts that hold from the moment at which they change, wherever a case stands, beside `major`, `severity` and
   * `priority`: a line goes back to steps that it skipped before. Not defaulted: a policy that says nothing keeps its hash.
   */
  catchUp: z.array(z.string().min(1)).optional(),
  /**
   * Remedies may be given on a complaint that was judged unfounded, all together up to so much. Left out, none that costs
   * is; not defaulted: a policy that says nothing keeps its hash.
   */
  goodwill: z.strictObject({ upToFen: z.int().positive().optional() }).optional(),
  reopening: z.strictObject({ within: timeLimitSchema, to: z.string(), atMost: z.int().min(0).default(2) }),
  viaTemporal: z.array(z.string()).default([]),
  anytime: z.array(z.string()).default([]),
  /** Roles that may do an action at any time, and the levels above them; for those not named, the action's own default. */
  anytimeRoles: z.record(z.string(), z.array(nameSchema).min(1)).default({}),
  /** Parts that one person never has both of, by name; a map, so that a policy may add to those it extends. */
  separate: z.record(nameSchema, separateSchema).default({}),
  /** Each case belongs to a place of one of these kinds. */
  places: z.strictObject({ kinds: z.array(z.string().min(1)).min(1) }).optional(),
  templates: templatesSchema.default({}),
  /** Without it penalties are booked and stated, and nothing is deducted. */
  deductions: deductionsSchema.optional(),
  /** Regular reports, by name. Not defaulted: a policy without any keeps its hash. */
  reports: z.record(nameSchema, reportSchema).optional(),
  law: z
    .array(z.strictObject({ what: z.string(), source: z.string(), date: z.iso.date(), jurisdiction: z.string() }))
    .default([]),
});
export type Deductions = z.output<typeof deductionsSchema>;
export type PolicyFile = z.output<typeof policySchema>;
