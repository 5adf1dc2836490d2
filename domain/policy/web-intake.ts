import { z } from 'zod';
import type { Bilingual } from '../values/text';
import type { PolicyProblem } from '../rules/policy/problem';
import { bilingualSchema } from './step';

/** What the lodging page asks of every customer. The rest a policy asks for itself (`asks`). */
const ALWAYS_ASKED: readonly string[] = [
  ...['text', 'occurredAt', 'demand.text', 'demand.amountFen'],
  ...['complainant.name', 'complainant.phone', 'complainant.email'],
];

/** Common fields that a policy may ask customers for beside its own (`fields.x`). */
const MAY_BE_ASKED = ['product', 'receiptFen', 'demand.kind', 'complainant.account', 'complainant.prefers'] as const;

const askSchema = z.strictObject({
  title: bilingualSchema,
  help: bilingualSchema.optional(),
  /** The values that may be chosen, with what customers call them. */
  choices: z.record(z.string().min(1), bilingualSchema).optional(),
});

/**
 * How customers lodge a complaint from the web by themselves; a policy without it takes none from there. Everything that
 * customers read is said in their words.
 */
export const webIntakeSchema = z.strictObject({
  /** What they choose between, where several policies are offered. */
  title: bilingualSchema,
  /** The categories that they see, in this order. */
  categories: z
    .record(z.string(), bilingualSchema)
    .refine((given) => Object.keys(given).length > 0, 'name at least one'),
  /** Questions beyond those that everybody is asked, by the field that they fill (`product`, `fields.table`). */
  asks: z.record(z.string(), askSchema).default({}),
});
export type WebIntake = z.output<typeof webIntakeSchema>;
export type WebAsk = WebIntake['asks'][string];

interface Intake {
  required: readonly string[];
  fields: Readonly<Record<string, { type: 'string' | 'number' | 'boolean'; required: boolean }>>;
  web?: WebIntake | undefined;
}

/** Whether what is asked on the web is there to be asked, and whether it is enough for a complaint to be registered. */
export function checkWebIntake(
  { required, fields, web }: Intake,
  categories: Readonly<Record<string, { title: Bilingual; heading?: true | undefined }>>,
): PolicyProblem[] {
  if (web === undefined) return [];
  const problem = (path: readonly string[], message: string, hint: string): PolicyProblem => ({
    ...{ field: ['intake', 'web', ...path].join('.'), message, hint },
  });
  const own = Object.keys(fields).map((name) => `fields.${name}`);
  const needed = [...required, ...own.filter((path) => fields[path.slice('fields.'.length)]?.required)];
  return [
    ...Object.keys(web.categories).flatMap((id) =>
      categories[id] === undefined || categories[id].heading === true
        ? [problem(['categories', id], `"${id}" is no category under which complaints are recorded.`, 'Remove it.')]
        : [],
    ),
    ...Object.keys(web.asks).flatMap((path) =>
      [...MAY_BE_ASKED, ...own].includes(path)
        ? []
        : [problem(['asks', path], `"${path}" cannot be asked here.`, `Use ${[...MAY_BE_ASKED, ...own].join(', ')}.`)],
    ),
    ...Object.entries(web.asks).flatMap(([path, { choices }]) =>
      choices === undefined || path === 'demand.kind' || path === 'product' || path === 'complainant.prefers'
        ? []
        : fields[path.slice('fields.'.length)]?.type === 'string'
          ? []
          : [problem(['asks', path, 'choices'], 'only texts are chosen among choices.', 'Remove "choices".')],
    ),
    ...needed.flatMap((path) =>
      ALWAYS_ASKED.includes(path) || Object.hasOwn(web.asks, path)
        ? []
        : [problem(['asks'], `the policy requires "${path}", which no customer is asked for.`, `Add "${path}".`)],
    ),
  ];
}
