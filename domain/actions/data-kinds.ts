import { z } from 'zod';

/**
 * What the parts of an action's data are, beside amounts, times, flags and fixed choices, which are plain. An action's
 * schema says it of each; who takes the data in (the API, a case) does what its kind asks, whatever the action is called.
 *
 * - `text`: free text about people or by them; sealed.
 * - `link`: an address of something kept elsewhere, http or https, without a password in it; sealed.
 * - `file`: the id of a file that was uploaded to the case; the case gets it sealed, with the hash of what is in it.
 * - `word`: a word of the policy or a staff id stays plain, anything else is sealed.
 * - `code`: a word of the policy; plain, and the API takes no other.
 * - `name`: the same as the name of an entry, that is, of what a policy asks for.
 * - `cause`: a code of the organisation's own by which reports count; plain, one Latin identifier with few digits.
 * - `supplier`: the name of a business; plain, for claims and reports go by it.
 * - `task`: an open task, `line/step/visit/name`; plain.
 * - `person`: a staff id; plain, and the API takes only those that exist.
 * - `staff`: the same of somebody who is active.
 * - `complaint`: the number of a recorded complaint; plain.
 * - `remedies`: checked by their definitions, which say what in their parameters is sealed.
 */
export type Kind = keyof typeof SHAPES | 'text' | 'remedies';

/** A remedy as somebody sends it. */
export interface SentRemedy {
  kind: string;
  params: Record<string, unknown>;
}

type Text = z.ZodType<string, string>;

/** What an action's schema is made of. */
export type DataKinds = Readonly<Record<keyof typeof SHAPES, Text>> & {
  /** At most five; from so many on. */
  readonly remedies: (atLeast: number) => z.ZodType<SentRemedy[]>;
};

/** The shape of some data, whatever is done with its parts. */
export type DataSchema<D = unknown> = (text: Text, kinds: DataKinds) => z.ZodType<D>;

/** Of kinds that are texts, as people write them. */
const SHAPES = {
  // Others are run by whoever clicks on them (javascript:, data:), or lead into our own machines (file:).
  link: z
    .url({ protocol: /^https?$/, error: 'an address with http or https', abort: true })
    .max(2_000)
    .refine((uri) => !holdsCredentials(uri), 'an address without a user name or password'),
  file: z.string().regex(/^[0-9a-f]{32}$/, 'the id of an uploaded file'),
  word: z.string().min(1).max(500),
  code: z.string().min(1).max(100),
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/, 'a name: a small letter, then letters or digits'),
  // An erasure leaves it readable, so that no telephone number fits in, not in pieces either.
  cause: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9._-]{0,59}$/, 'a code: a letter, then letters, digits, dot, hyphen')
    .refine((code) => hasFewDigits(code, 6) && !/\d{5}/.test(code), 'at most six digits, and no five in a row'),
  supplier: z.string().max(100),
  task: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+){3}$/, 'a task id: line/step/visit/name'),
  person: z.string().min(1).max(100).meta({ format: 'staff-id' }),
  staff: z.string().min(1).max(100).meta({ format: 'staff-id' }),
  complaint: z.string().max(40),
} satisfies Record<string, Text>;

/** Whether so few digits are in it that no telephone or account number is, not in pieces either. */
export function hasFewDigits(text: string, most: number): boolean {
  return text.replace(/\D/g, '').length <= most;
}

/** Whoever reads the address would have the password as well. */
function holdsCredentials(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { username, password } = new URL(uri);
  return username !== '' || password !== '';
}

const remedies = (atLeast: number): z.ZodType<SentRemedy[]> =>
  z
    .array(z.strictObject({ kind: z.string().min(1).max(60), params: z.record(z.string(), z.unknown()) }))
    .min(atLeast)
    .max(5);

/** The number of an incident or corrective action; letters that no word or telephone number is written in alone. */
export function proceedingNumberSchema() {
  return z.string().regex(/^[A-Z]\d{6}-[0-9A-Z]{7,8}$/, 'a number as it is written');
}

/** Some data as people fill them in: for forms and documents, and to check a body before anything is sealed for it. */
export function plainSchema<D>(data: DataSchema<D>, text: Text): z.ZodType<D> {
  return data(text, { ...SHAPES, remedies });
}

/** The same with something noted of each part by its kind, for forms: what a part is decides how it is filled in. */
export function notedSchema<D>(
  data: DataSchema<D>,
  text: Text,
  note: <T extends z.ZodType>(kind: Kind, shape: T) => T,
) {
  const kinds = Object.fromEntries(
    Object.entries(SHAPES).map(([kind, shape]) => [kind, note(kind as Kind, shape)]),
  ) as unknown as Record<keyof typeof SHAPES, Text>;
  return data(note('text', text), { ...kinds, remedies: (atLeast) => note('remedies', remedies(atLeast)) });
}

/** Stands before the name of an entry, which can be nothing but a string. */
const NAME = '\0';

/** A part of parsed data, with what it is. */
class Marked {
  constructor(
    readonly kind: Kind,
    readonly value: unknown,
  ) {}
}

/**
 * The schema of some data by which each part comes out with its kind; `settle` takes the kinds off again. They would be
 * lost in plain strings, and a path alone doesn't tell them where a schema has alternatives.
 *
 * @param shapes of kinds that come otherwise than people write them (sealed)
 */
export function markedSchema(data: DataSchema, shapes: { text: Text } & Partial<Record<Kind, Text>>): z.ZodType {
  const marking =
    (kind: Kind) =>
    <T>(shape: z.ZodType<T>): z.ZodType<T> =>
      // To the schema around it the part is what it was.
      shape.transform((value) => new Marked(kind, value)) as unknown as z.ZodType<T>;
  const kinds = Object.fromEntries(
    (Object.keys(SHAPES) as (keyof typeof SHAPES)[]).map((kind) => [kind, marking(kind)(shapes[kind] ?? SHAPES[kind])]),
  ) as Record<keyof typeof SHAPES, Text>;
  return data(marking('text')(shapes.text) as Text, {
    ...kinds,
    name: SHAPES.name.transform((name) => `${NAME}${name}`),
    remedies: (atLeast) => marking('remedies')(remedies(atLeast)),
  });
}

/** A part of some data with its kind and place; what has none is `plain`. */
export interface Part {
  kind: Kind | 'plain';
  value: unknown;
  path: readonly (string | number)[];
}

/**
 * What a marked schema gave, its kinds taken off: each part, and each string that has no kind, becomes what `take` makes
 * of it. What becomes of the name of an entry is only looked at, for names have no other form.
 */
export function settle(data: unknown, take: (part: Part) => unknown, path: readonly (string | number)[] = []): unknown {
  if (data instanceof Marked) return take({ kind: data.kind, value: data.value, path });
  if (typeof data === 'string') return take({ kind: 'plain', value: data, path });
  if (Array.isArray(data)) return data.map((item: unknown, i) => settle(item, take, [...path, i]));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, item]: [string, unknown]) => {
      const isGiven = key.startsWith(NAME);
      const name = isGiven ? key.slice(NAME.length) : key;
      if (isGiven) take({ kind: 'name', value: name, path: [...path, name] });
      return [name, settle(item, take, [...path, name])];
    }),
  );
}

/** The kinds that some data can have in it. */
export function kindsIn(data: DataSchema): ReadonlySet<Kind> {
  const found = new Set<Kind>();
  const noted = <T>(kind: Kind, schema: T): T => {
    found.add(kind);
    return schema;
  };
  const kinds = Object.defineProperties(
    { remedies: (atLeast: number) => noted('remedies', remedies(atLeast)) },
    Object.fromEntries(
      Object.entries(SHAPES).map(([kind, shape]) => [kind, { get: () => noted(kind as Kind, shape) }]),
    ),
  ) as DataKinds;
  data(z.string(), kinds);
  return found;
}
