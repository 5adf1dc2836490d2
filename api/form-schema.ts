import { z } from 'zod';
import type { ActionDefinition } from '../domain/actions/action';
import { ACTION_LABELS } from '../domain/actions/labels';
import { stepFor } from '../domain/actions/step-for';
import { notedSchema } from '../domain/actions/data-kinds';
import type { DataSchema, Kind } from '../domain/actions/data-kinds';
import type { FormRule } from '../domain/labels/form-rules';
import type { CompiledPolicy } from '../domain/policy/compiled';
import type { CaseState, Task } from '../domain/case/state';
import type { Bilingual } from '../domain/values/text';
import { optionsFor } from './form-options';
import { plainText } from './text-schema';
import type { Words } from './words';

/** A JSON Schema, with what forms need beside it. */
export interface FormSchema {
  [keyword: string]: unknown;
  properties?: Record<string, FormSchema>;
  items?: FormSchema;
  required?: string[];
  type?: string;
  format?: string;
  'x-kind'?: string;
  'x-options'?: readonly { value: string; title: Bilingual }[];
  'x-title'?: Bilingual;
  'x-help'?: Bilingual;
}

/** The case in which an action would be done, as its reader sees it. */
export interface FormPlace {
  readonly state: CaseState;
  readonly words: Words;
  readonly policy?: CompiledPolicy | undefined;
  readonly task?: Task | undefined;
}

/**
 * What people fill in for an action, as JSON Schema: `x-kind` says what each part is (text, person, yuan, datetime,
 * option …), `x-options` what can be chosen, by title, and rules across fields stand in `allOf` as `if` and `then`.
 */
export function formSchemaOf(action: ActionDefinition, place: FormPlace): FormSchema {
  const { policy, task } = place;
  const own =
    policy === undefined || task === undefined
      ? undefined
      : action.dataFor?.({ policy, task, step: stepFor(action.name, policy, task) });
  const schema = structuredClone(own === undefined ? generalOf(action) : jsonOf(own));
  describe(schema, (name, part) => optionsFor(name, part['x-kind'], place));
  titleForm(schema, place);
  const labels = ACTION_LABELS.get(action.name);
  if (labels?.asks !== undefined) schema.required = [...new Set([...(schema.required ?? []), ...labels.asks])];
  if (labels?.rules !== undefined) schema['allOf'] = labels.rules.map(conditional);
  return schema;
}

const general = new Map<string, FormSchema>();
/** Of an action in any case; worked out once. */
function generalOf({ name, data }: ActionDefinition): FormSchema {
  const known = general.get(name) ?? jsonOf(data);
  general.set(name, known);
  return known;
}

function jsonOf(data: DataSchema): FormSchema {
  const noted = notedSchema(data, plainText, <T extends z.ZodType>(kind: Kind, shape: T): T =>
    shape.meta({ ...shape.meta(), 'x-kind': kind === 'staff' ? 'person' : kind }),
  );
  return z.toJSONSchema(noted, { io: 'input' }) as FormSchema;
}

/** The same for an action on an incident or a corrective action, which knows no policy's options. */
export function plainFormSchemaOf(data: DataSchema): FormSchema {
  const schema = jsonOf(data);
  describe(schema, () => undefined);
  return schema;
}

type Choices = (name: string, part: FormSchema) => FormSchema['x-options'];

/** Says of each named part what it is and what can be chosen. */
function describe(schema: FormSchema, choices: Choices): void {
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const kind = kindOf(name, part);
    if (kind !== undefined) part['x-kind'] = kind;
    const options = choices(name, part);
    if (options !== undefined) Object.assign(part, { 'x-options': options, 'x-kind': 'option' });
    describe(part, choices);
  }
  if (schema.items !== undefined) describe(schema.items, choices);
  for (const alternative of (schema['oneOf'] ?? schema['anyOf'] ?? []) as FormSchema[]) describe(alternative, choices);
}

function kindOf(name: string, part: FormSchema): string | undefined {
  const { type, format, 'x-kind': kind } = part;
  if (type === 'integer' && name.endsWith('Fen')) return 'yuan';
  if (format === 'date-time') return 'datetime';
  if (format === 'date') return 'date';
  // What has a form of its own says by it what it is.
  const pattern = typeof part['pattern'] === 'string' ? part['pattern'] : '';
  return kind ?? OF_PATTERN.find(([start]) => pattern.startsWith(start))?.[1];
}

const OF_PATTERN = [
  ['^P', 'duration'],
  ['^[A-Z]\\d{6}-', 'number'],
] as const;

/** The fields of a form are the policy's own, and so are their titles. */
function titleForm(schema: FormSchema, { policy, task }: FormPlace): void {
  const step = policy === undefined ? undefined : stepFor('fillForm', policy, task);
  const form = step?.stage === 'form' ? policy?.forms?.[step.form] : undefined;
  for (const [name, field] of Object.entries(form?.fields ?? {}))
    for (const part of [schema.properties?.['fields'], schema.properties?.['texts']]) {
      const shown = part?.properties?.[name];
      if (shown === undefined) continue;
      shown['x-title'] = field.title;
      if (field.help !== undefined) shown['x-help'] = field.help;
    }
}

function conditional({ when, needs = [], excludes = [] }: FormRule): object {
  const conditions = Object.entries(when).map(([name, has]) => {
    if (has === 'missing') return { not: { required: [name] } };
    if (has === 'given' || has === undefined) return { required: [name] };
    return { properties: { [name]: { enum: [...has] } }, required: [name] };
  });
  const then = [
    ...(needs.length === 0 ? [] : [{ required: [...needs] }]),
    ...excludes.map((name) => ({ not: { required: [name] } })),
  ];
  return { if: allOf(conditions), then: allOf(then) };
}

function allOf(parts: object[]): object {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : { allOf: parts };
}

/** The same schema, with what people have to fill in beyond what a case requires. */
export function asked<T extends z.ZodType>(action: ActionDefinition, schema: T): T {
  const { asks = [] } = ACTION_LABELS.get(action.name) ?? {};
  return asks.reduce<T>(
    (checked, name) =>
      checked.refine((data) => (data as Record<string, unknown>)[name] !== undefined, {
        path: [name],
        message: 'it has to be filled in',
      }),
    schema,
  );
}
