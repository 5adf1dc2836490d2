import { z } from 'zod';
import type { DataKinds } from '../actions/data-kinds';
import type { FactType } from '../rules/feel/fact-schema';
import { bilingualSchema } from './step';

/** Longest value that a field may name, as at intake; whatever people write at length is a `text`. */
const LONGEST = 500;

const fieldSchema = z
  .strictObject({
    title: bilingualSchema,
    /**
     * `text` is free or personal text and sealed; the others are facts that conditions and tables may ask. Of a
     * `string`, the policy's own words and staff ids stay plain; anything else is sealed, and equal to no word.
     */
    type: z.enum(['string', 'number', 'boolean', 'text']),
    required: z.boolean().default(false),
    help: bilingualSchema.optional(),
    /** The only values of a plain text. */
    oneOf: z.array(z.string().min(1).max(LONGEST)).min(1).max(60).optional(),
    /** Where the values of a number end; both are included. */
    min: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
    /** Fields that must be given (yes, where they are yes or no) once this one is: a charge needs its agreement. */
    needs: z.array(z.string()).min(1).optional(),
  })
  .check((ctx) => {
    const { type, oneOf, min, max, integer } = ctx.value;
    const wrong = (path: string, message: string) =>
      ctx.issues.push({ code: 'custom', input: ctx.value, path: [path], message });
    if (oneOf !== undefined && type !== 'string') wrong('oneOf', 'only a field of type string has a list of values');
    if (type !== 'number')
      for (const [name, bound] of Object.entries({ min, max, integer }))
        if (bound !== undefined) wrong(name, 'only a field of type number has bounds');
    if (min !== undefined && max !== undefined && min > max) wrong('min', 'min is above max');
  });
export type FormField = z.output<typeof fieldSchema>;

const nameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/, 'a name: a small letter, then letters or digits');

/** A form as a policy declares it. */
export const formSchema = z.strictObject({
  title: bilingualSchema,
  fields: z
    .record(nameSchema, fieldSchema)
    .refine((fields) => Object.keys(fields).length > 0, 'a form has at least one field')
    .check((ctx) => {
      for (const [name, { needs = [] }] of Object.entries(ctx.value))
        for (const other of needs)
          if (!Object.hasOwn(ctx.value, other))
            ctx.issues.push({
              code: 'custom',
              input: needs,
              path: [name, 'needs'],
              message: `no such field "${other}" in this form`,
            });
    }),
});
export type Form = z.output<typeof formSchema>;

/** Stand beside a form's own fields: whether anybody has filled it in, and whether it bears its second signature. */
export const FILLED = 'filled';
export const SIGNED = 'signed';

/**
 * What may be sent for a form: plain facts in `fields`, words in `texts`, which the API has sealed before anybody knows
 * which form they are for. That is why the two are kept apart instead of in one list.
 */
export function formDataSchema(form: Form, text: z.ZodType<string, string>, kinds: DataKinds) {
  const entries = Object.entries(form.fields);
  const given = (field: FormField, schema: z.ZodType): z.ZodType => (field.required ? schema : schema.optional());
  const part = (isText: boolean) =>
    z.strictObject(
      Object.fromEntries(
        entries
          .filter(([, field]) => (field.type === 'text') === isText)
          .map(([name, field]) => [name, given(field, isText ? text : plain(field, kinds)).meta(described(field))]),
      ),
    );
  return z.strictObject({ fields: part(false).prefault({}), texts: part(true).prefault({}) }).check((ctx) => {
    const said = (name: string): boolean => isSaid(ctx.value.fields[name]) || isSaid(ctx.value.texts[name]);
    for (const [name, { needs = [] }] of entries.filter(([one]) => said(one)))
      for (const other of needs.filter((one) => !said(one)))
        ctx.issues.push({
          code: 'custom',
          input: ctx.value,
          path: [form.fields[other]?.type === 'text' ? 'texts' : 'fields', other],
          message: `"${name}" needs it`,
        });
  });
}

/** No and nothing are said by leaving a field out as well. */
function isSaid(value: unknown): boolean {
  return value !== undefined && value !== false && value !== 0;
}

function plain({ type, oneOf, min, max, integer }: FormField, { word }: DataKinds): z.ZodType {
  if (type === 'boolean') return z.boolean();
  if (type !== 'number') return oneOf === undefined ? word : z.enum(oneOf);
  const number = integer === true ? z.int() : z.number();
  const above = min === undefined ? number : number.min(min);
  return max === undefined ? above : above.max(max);
}

function described({ title, help }: FormField): { title: string; description?: string } {
  return {
    title: `${title.zh} / ${title.en}`,
    ...(help === undefined ? {} : { description: `${help.zh} / ${help.en}` }),
  };
}

/**
 * The facts that a form gives: its plain fields as `<form>.<field>`, `<form>.filled` and `<form>.signed`. As everywhere among the facts,
 * what is not known (not filled in yet, or left out) is an empty text, 0 or false.
 */
export function factsOfForm(name: string, form: Form): [string, FactType][] {
  const fields = Object.entries(form.fields).flatMap(([field, rules]): [string, FactType][] =>
    rules.type === 'text' ? [] : [[`${name}.${field}`, factOf(rules)]],
  );
  const marks = [FILLED, SIGNED].map((mark): [string, FactType] => [
    `${name}.${mark}`,
    { kind: 'boolean', otherwise: false, title: form.title },
  ]);
  return [...marks, ...fields];
}

function factOf({ type, title, oneOf, min, max, integer }: FormField): FactType {
  if (type === 'boolean') return { kind: 'boolean', otherwise: false, title };
  if (type !== 'number')
    return { kind: 'string', otherwise: '', title, ...(oneOf === undefined ? {} : { enum: ['', ...oneOf] }) };
  const low = min === undefined ? {} : { min: Math.min(min, 0) };
  const high = max === undefined ? {} : { max: Math.max(max, 0) };
  return { kind: 'number', otherwise: 0, title, ...low, ...high, ...(integer === undefined ? {} : { integer }) };
}
