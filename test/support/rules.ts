import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = join(__dirname, '..', 'scenarios');

const ruleId = z.string().regex(/^(P\d+|all)-[a-z0-9-]+$/, 'such as P16-handover or all-promise');
const rulesSchema = z.record(ruleId, z.string().min(10));
const fileSchema = z
  .strictObject({
    /** Rules that hold in every pack. */
    every: rulesSchema,
    procedures: z.record(
      z.string().regex(/^P\d+$/),
      z.strictObject({ packs: z.array(z.string()).min(1), rules: rulesSchema }),
    ),
  })
  .check((ctx) => {
    for (const [id, { rules }] of Object.entries(ctx.value.procedures))
      for (const rule of Object.keys(rules))
        if (!rule.startsWith(`${id}-`))
          ctx.issues.push({
            code: 'custom',
            input: rule,
            path: ['procedures', id, 'rules', rule],
            message: `a rule of ${id} is called ${id}-…`,
          });
  });
export type Rules = z.output<typeof fileSchema>;

let known: Rules | undefined;
/** What the procedures demand, as `test/scenarios/rules.yaml` says it. */
export function allRules(): Rules {
  known ??= parseRules(readFileSync(join(FOLDER, 'rules.yaml'), 'utf8'));
  return known;
}

/** @throws ZodError naming every mistake with its place. */
export function parseRules(text: string): Rules {
  return fileSchema.parse(parse(text));
}

/** Every rule by its id, in the order of the file. */
export function rulesById({ every, procedures }: Rules): Map<string, string> {
  return new Map(
    [every, ...Object.values(procedures).map(({ rules }) => rules)].flatMap((rules) => Object.entries(rules)),
  );
}

/** The scenarios of the project: a folder for each policy. */
export function scenarioFiles(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => yamlFiles(join(FOLDER, name)))
    .sort();
}

function yamlFiles(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => join(folder, file))
    : [];
}
