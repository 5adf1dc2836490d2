import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ACTOR_KINDS } from '../../domain/file/envelope';
import { didYouMean } from '../../domain/rules/feel/problem';
import type { Rules } from './rules';
import { allRules, rulesById } from './rules';

const data = z.record(z.string(), z.unknown());
const duration = z.string().regex(/^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'a duration such as P2D');

const eventSchema = z.union([
  z.string().transform((type) => ({ type })),
  z.strictObject({ type: z.string(), place: z.string().optional(), by: z.string().optional(), data: data.optional() }),
]);

/** What is seen at some moment of a story. What it doesn't speak of may be as it will. */
const seenSchema = z
  .strictObject({
    /** Where each line that runs stands. */
    at: z.record(z.string(), z.string()).optional(),
    /** All open tasks, as `judge by complaintsDesk`: one of the actions that end it, and the role whose turn it is. */
    open: z.array(z.string().regex(/^\w+ by \w+$/, 'such as "judge by complaintsDesk"')).optional(),
    /** Parts of the case's state. Lists are given in full, their members in part. */
    state: data.optional(),
    /** Open tasks in part, the earliest due first. */
    tasks: z.array(data).optional(),
    /** Events so far, in this order; others may stand between them. */
    events: z.array(eventSchema).optional(),
    /** How often types of event have happened so far. */
    counts: z.record(z.string(), z.int().nonnegative()).optional(),
    never: z.array(z.string()).optional(),
    /** How often effects were performed so far, by activity. */
    effects: z.record(z.string(), z.int().nonnegative()).optional(),
    /** What staff were told so far, in part and in this order; other things may stand between. */
    told: z.array(data).optional(),
    /** Letters that the customer was sent so far, in this order, each with words that stand in it. */
    letters: z.array(z.strictObject({ template: z.string(), says: z.array(z.string().min(2)).min(1) })).optional(),
    /** What happens next if nobody acts, in part. */
    forecast: z.array(data).optional(),
    /** What this person is shown of who complains and of penalties, in part; sealed words are as they stand. */
    reads: z.record(z.string(), data).optional(),
    /** Sections of the policy's reports in part, by the report's name, as they were if there were no other case. */
    reports: z.record(z.string(), z.array(data).min(1)).optional(),
    /** Roles that get a report of the policy, by the report's name. */
    reportsTo: z.record(z.string(), z.array(z.string()).min(1)).optional(),
    /** What this person may do now. */
    mayDo: z.record(z.string(), z.array(z.string())).optional(),
  })
  .refine((seen) => Object.entries(seen).some(([name, part]) => saysSomething(name, part)), 'nothing is expected here');
export type Seen = z.output<typeof seenSchema>;

/** Somebody does something. */
const deedSchema = z.strictObject({
  who: z.string(),
  /** Colleague whose substitute acts. */
  for: z.string().optional(),
  does: z.string(),
  /** Data of the action, words as they are said. `now+PT4H` and `now-P1D` stand for instants. */
  with: data.default({}),
  task: z.string().optional(),
  /** Name of an idempotency key: whoever says it twice has to get the same answer twice. */
  key: z.string().optional(),
  by: z.enum(['update', 'signal']).default('update'),
  via: z.enum(['api', 'temporal']).default('api'),
  /** Code of the refusal that is expected. */
  refused: z.string().optional(),
});

/** Something that no program of ours sends. */
const rubbishSchema = z.strictObject({
  rubbish: z.enum(['update', 'signal']),
  name: z.string(),
  encoding: z.string().default('json/plain'),
  /** The payload's bytes as text; left out, there is no payload. */
  bytes: z.string().optional(),
  refused: z.string().optional(),
});

/** The steps of a story, by the word they begin with. */
const steps = {
  who: deedSchema,
  rubbish: rubbishSchema,
  /** Time passes. */
  passes: z.strictObject({ passes: duration }),
  /** Time passes until such an event happens by itself. */
  until: z.strictObject({ until: z.string() }),
  /** These persons are away; a role stands for all who hold it. */
  away: z.strictObject({ away: z.array(z.string()).min(1) }),
  /** Who is away from now on, and by whom they are replaced: `{ handler-quality: jun }` has Jun stand in. */
  substitutes: z.strictObject({
    substitutes: z.record(z.string(), z.string()).refine((names) => Object.keys(names).length > 0, 'nobody is named'),
  }),
  back: z.strictObject({ back: z.array(z.string()).min(1) }),
  /** What the next effect whose key ends so comes to; `late`: nothing, until it is answered. */
  effect: z.strictObject({
    effect: z.string(),
    comes: z.enum(['succeeded', 'failed', 'unknown', 'late']),
    result: data.optional(),
  }),
  answered: z.strictObject({ answered: z.string(), comes: z.enum(['succeeded', 'failed', 'unknown']) }),
  expect: z.strictObject({ expect: seenSchema }),
} as const;
export type Step = { [K in keyof typeof steps]: z.output<(typeof steps)[K]> }[keyof typeof steps] & { line: number };

export const WAYS = ['plain', 'different', 'failure'] as const;

const scenarioSchema = z.strictObject({
  title: z.string().min(10),
  policy: z.string(),
  /**
   * What it is to its procedure: the way that all goes well, what makes the procedure different, or a failure: somebody
   * doesn't act in time, or something outside doesn't work. Of each there is one at least; others need not say.
   */
  way: z.enum(WAYS).optional(),
  /** Rules of the procedures that this story shows, by their ids in `rules.yaml`. */
  shows: z.array(z.string().min(1)).default([]),
  /** Persons beside those who hold one role each and are called by it (`supervisor`, `handler-quality`). */
  people: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(ACTOR_KINDS).optional(),
        roles: z.array(z.string()),
        departments: z.array(z.string()).default([]),
        places: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  /** Path of the place that the case belongs to, the top one first; those who hold one role each hold it at the top. */
  places: z.array(z.string()).min(1).optional(),
  /** Registered as it stands here, `now+P10D` as the instant that it stands for; personal words are sealed on the way. */
  complaint: data,
  /** Parts of it without which the policy registers no complaint (`complainant.account`, `fields.felt`). */
  asksFor: z.array(z.string()).default([]),
  /** Who takes it down; without, it comes in by itself (from the web). */
  recordedBy: z.string().optional(),
  /** Told once more with a limit on the history so low that the case goes on in a fresh one again and again. */
  alsoInShortHistories: z.boolean().default(false),
  story: z.array(z.record(z.string(), z.unknown())),
  /** The case is left to itself until it is closed, and has ended so. */
  ends: z.string().optional(),
  finally: seenSchema.optional(),
});

export interface Scenario extends Omit<z.output<typeof scenarioSchema>, 'story'> {
  file: string;
  story: Step[];
}

/** Mistakes in a scenario file, each with its line. */
export class ScenarioBroken extends Error {
  override readonly name = 'ScenarioBroken';
}

export function readScenario(file: string): Scenario {
  return parseScenario(file, readFileSync(file, 'utf8'));
}

/** @throws ScenarioBroken with every mistake as `file:line field: what is wrong`. */
export function parseScenario(file: string, text: string, rules: Rules = allRules()): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as
        { range?: [number, number, number] | null } | undefined;
      if (node?.range != null) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const mistakes: string[] = document.errors.map(
    ({ pos, message }) => `${file}:${lines.linePos(pos[0]).line} ${message.split('\n')[0] ?? ''}`,
  );
  const add = (path: readonly PropertyKey[], message: string) =>
    mistakes.push(`${file}:${lineOf(path)} ${path.join('.')}: ${message}`);
  if (mistakes.length > 0) throw new ScenarioBroken(mistakes.join('\n'));

  const parsed = scenarioSchema.safeParse(document.toJS());
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) add(path, message);
    throw new ScenarioBroken(mistakes.join('\n'));
  }
  const story = parsed.data.story.flatMap((raw, i): Step[] => {
    const kind = (Object.keys(steps) as (keyof typeof steps)[]).find((word) => word in raw);
    if (kind === undefined) {
      add(['story', i], `a step begins with one of ${Object.keys(steps).join(', ')}`);
      return [];
    }
    const step = steps[kind].safeParse(raw);
    if (step.success) return [{ ...step.data, line: lineOf(['story', i]) }];
    for (const { path, message } of step.error.issues) add(['story', i, ...path], message);
    return [];
  });
  const { ends, finally: last, shows, asksFor } = parsed.data;
  const known = [...rulesById(rules).keys()];
  for (const [i, rule] of shows.entries()) {
    if (!known.includes(rule))
      add(['shows', i], `there is no rule "${rule}". ${didYouMean(rule, known) ?? 'They stand in rules.yaml.'}`);
    else if (shows.indexOf(rule) !== i) add(['shows', i], `"${rule}" is said twice`);
  }
  const asserts = asksFor.length > 0 || ends !== undefined || last !== undefined || story.some(assertsSomething);
  if (mistakes.length === 0 && !asserts) add([], 'the scenario expects nothing, so it cannot fail');
  if (mistakes.length > 0) throw new ScenarioBroken(mistakes.join('\n'));
  return { ...parsed.data, file, story };
}

function assertsSomething(step: Step): boolean {
  return 'expect' in step || 'until' in step || ('refused' in step && step.refused !== undefined);
}

/** That nothing is open says something; that no events in particular are expected does not. */
function saysSomething(name: string, part: object | undefined): boolean {
  return part !== undefined && (['at', 'open', 'tasks'].includes(name) || Object.keys(part).length > 0);
}
