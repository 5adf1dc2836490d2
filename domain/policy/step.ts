import { z } from 'zod';
import { STAFF_CHANNELS } from '../channels/channels';

/** Text in both languages, as policies write it. */
export const bilingualSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

export const durationSchema = z
  .string()
  .regex(/^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'an ISO 8601 duration such as PT4H or P2D');

/**
 * How long something may take. A bare duration counts clock time; `{duration, working: true}` counts the policy's
 * office hours; `{duration, counting: calendarDays}` counts whole days, the first not counted, to the end of the last;
 * `{duration, counting: month}` runs to the end of the calendar month in which it begins, and so many days more.
 */
export const timeLimitSchema = z.union([
  durationSchema.transform((duration) => ({ duration, counting: 'clock' as const })),
  z
    .strictObject({
      duration: durationSchema,
      working: z.boolean().optional(),
      counting: z.enum(['clock', 'working', 'calendarDays', 'month']).optional(),
    })
    .transform(({ duration, working, counting }) => ({
      duration,
      counting: counting ?? (working === true ? ('working' as const) : ('clock' as const)),
    })),
]);
export type TimeLimit = z.output<typeof timeLimitSchema>;

/** Ids that are part of keys and paths (line/step/visit/name): no slash, no dot. */
export const idSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]{0,59}$/, 'an id: a small letter, then letters, digits or -');

/** One rung of an overdue ladder, as written: relative to the due time (`before` or `after` it). */
export const rungSchema = z
  .strictObject({
    /** Clock time. */
    before: durationSchema.optional(),
    after: timeLimitSchema.optional(),
    do: z.enum(['remind', 'overdue', 'escalate', 'warn', 'decide']),
    to: z.string().optional(),
    action: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    charge: z.boolean().optional(),
  })
  .check((ctx) => {
    const rung = ctx.value;
    const wrong = (path: string, message: string) =>
      ctx.issues.push({ code: 'custom', input: rung, path: [path], message });
    if (rung.before !== undefined && rung.after !== undefined) wrong('before', 'give "before" or "after", not both');
    if (rung.before !== undefined && rung.do !== 'remind')
      wrong('do', 'only a reminder is possible before the due time');
    if (rung.do === 'escalate' && rung.to === undefined) wrong('to', 'escalate needs the role to escalate to');
    if (rung.do === 'warn' && rung.to === undefined) wrong('to', 'warn needs the role to be warned');
    if (rung.do === 'decide' && rung.action === undefined) wrong('action', 'decide needs the action taken by default');
  });
export type RungRule = z.output<typeof rungSchema>;

/** Who is warned of a clock, relative to its due time. */
export const clockWarningSchema = z
  .strictObject({ before: durationSchema.optional(), after: timeLimitSchema.optional(), to: z.string().min(1) })
  .refine(({ before, after }) => before === undefined || after === undefined, {
    path: ['before'],
    message: 'give "before" or "after", not both',
  });
export type ClockWarning = z.output<typeof clockWarningSchema>;

/** Whether, by how much and how often a clock can be extended, and who decides. */
export const extendSchema = z.strictObject({
  /** The longest that one extension can be; counted from the end of what there was. */
  by: timeLimitSchema,
  atMost: z.int().min(1).max(9).default(1),
  /** Role that decides; whoever asked never does. */
  approve: z.string().min(1),
  within: timeLimitSchema.optional(),
  overdue: z.array(rungSchema).default([]),
  /** Message to the customer. */
  template: z.string().default('limitExtended'),
  /** Role that tells customers whom no message reaches; the one that decides, if not given. */
  teller: z.string().optional(),
});
export type ExtendRule = z.output<typeof extendSchema>;

/** What every step may say. */
export const stepBase = {
  id: idSchema,
  title: bilingualSchema.optional(),
  /** FEEL condition on the facts; the step is skipped when it is false. */
  when: z.string().min(1).optional(),
};

/** What every step that waits for a person says. */
export const waitBase = {
  ...stepBase,
  /** Role that acts. */
  who: z.string().min(1),
  /** Whoever stands above that role may act as well, from the start ("a foreman or above"). */
  orAbove: z.boolean().optional(),
  within: timeLimitSchema.optional(),
  overdue: z.array(rungSchema).default([]),
};

/** How roles are told by message: a send that failed has told nobody. */
export const tellingSchema = {
  /** Roles, each told by itself. */
  tell: z.array(z.string()).default([]),
  /** Ways in the order in which they are tried. */
  by: z.array(z.enum(STAFF_CHANNELS)).min(1).default(['email']),
  /** Role that tells them in person where no message got through. */
  from: z.string().optional(),
};

/**
 * Step at which the main line goes on although the end is decided, instead of at its archive: penalties and the summary
 * are due all the same.
 */
export const thenSchema = idSchema.optional();

/** Where the words stand that a message gives as its reason: a field of a form of the policy. */
export const reasonSchema = z.strictObject({ form: z.string(), field: z.string() }).optional();
export type ReasonRef = z.output<typeof reasonSchema>;

/** How a task is to be waited for; the common part of all steps that wait. */
export interface WaitRules {
  who: string;
  orAbove?: boolean | undefined;
  within?: TimeLimit | undefined;
  overdue: RungRule[];
}
