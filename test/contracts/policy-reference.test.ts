import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ANYTIME_ACTIONS } from '../../domain/actions';
import { CUSTOMER_VALUES, STAFF_VALUES } from '../../domain/letters/message-values';
import { factSchemaOf } from '../../domain/rules/policy/fact-schema';
import { policySchema } from '../../domain/rules/policy/schema';
import { rungSchema, waitBase } from '../../domain/policy/step';
import type { StageDefinition } from '../../domain/stage';
import { STAGES } from '../../domain/stages';
import { PAGE, policyReferencePage } from './policy-reference-page';

const TEXT = readFileSync(PAGE, 'utf8');

/** The part of the page under a heading, up to the next heading of its level or above. */
function section(heading: string): string {
  const from = TEXT.indexOf(`\n${heading}\n`);
  if (from < 0) return '';
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const rest = TEXT.slice(from + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}

const missingIn = (text: string, names: readonly string[]): string[] =>
  names.filter((name) => !text.includes(`\`${name}\``));

/** Names of the fields of a JSON schema, those of fields within fields too. */
function fieldsOf(schema: object): string[] {
  return Object.entries(schema).flatMap(([key, part]: [string, unknown]) => {
    if (typeof part !== 'object' || part === null) return [];
    return [...(key === 'properties' ? Object.keys(part) : []), ...fieldsOf(part)];
  });
}

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

describe('docs/policy-reference.md', () => {
  test('has each stage’s section as it stands in the stage’s folder (script/policy-reference)', () => {
    expect(TEXT).toBe(policyReferencePage());
  });

  test.each(Object.values(STAGES) as unknown as StageDefinition<z.ZodObject>[])(
    '$stage: its section names every parameter of its own and every action',
    ({ stage, params, actions }) => {
      const shared = ['stage', ...Object.keys(waitBase)];
      const own = Object.keys(params.shape).filter((name) => !shared.includes(name));
      const named = actions.map(({ name }) => name);
      expect(missingIn(section(`### \`${stage}\``), [...own, ...named])).toEqual([]);
    },
  );

  test('names every field within parameters', () => {
    const fields = Object.values(STAGES).flatMap(({ params }) => fieldsOf(jsonSchema(params)));
    expect(missingIn(TEXT, [...new Set(fields)])).toEqual([]);
  });

  test('has no section of a stage that is not there', () => {
    const stages = [...section('## Steps').matchAll(/^### `(\w+)`$/gm)].map(([, stage]) => stage);
    expect(stages.sort()).toEqual(Object.keys(STAGES).sort());
  });

  test('names every field of a policy file and every field of a rung', () => {
    expect(missingIn(section('## The file'), Object.keys(policySchema.shape))).toEqual([]);
    expect(missingIn(section('## Ladders'), Object.keys(rungSchema.shape))).toEqual([]);
  });

  test('names every fact that a condition may ask', () => {
    const intake = { required: [], fields: {} };
    const facts = Object.keys(factSchemaOf({ categories: {}, departments: {}, tables: {}, intake }));
    expect(missingIn(section('## Facts'), facts)).toEqual([]);
  });

  test('names every action at any time and every value of templates', () => {
    expect(missingIn(section('## Actions at any time'), [...ANYTIME_ACTIONS.keys()])).toEqual([]);
    expect(missingIn(section('## Templates'), [...CUSTOMER_VALUES, ...STAFF_VALUES])).toEqual([]);
  });
});
