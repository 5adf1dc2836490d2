import { z } from 'zod';

/** How the JSON Schema of a form marks a staff id. */
const FORMAT = 'staff-id';

/**
 * Id of a member of staff. Every action takes the persons that it names by this schema, so that whoever sends it can
 * look them up: a case knows no directory, and would believe an id that nobody has.
 */
export function staffId(): z.ZodString {
  return z.string().min(1).max(100).meta({ format: FORMAT });
}

/** A staff id in data, and where: `measures.0.owner`. */
export interface NamedPerson {
  path: string;
  id: string;
}

/** Only the shape is asked: whether texts are sealed is nothing to it. */
const anyText = z.string();

/** The persons that data name, in the order of the schema; data of another shape name nobody there. */
export function staffIdsIn(
  action: { data: (text: z.ZodType<string, string>) => z.ZodType },
  data: unknown,
): NamedPerson[] {
  return [...idsIn(action.data(anyText), data, [])];
}

function* idsIn(schema: z.core.$ZodType, value: unknown, path: readonly string[]): Generator<NamedPerson> {
  if (value === undefined || value === null) return;
  if (schema instanceof z.ZodString) {
    if (schema.meta()?.['format'] === FORMAT && typeof value === 'string') yield { path: path.join('.'), id: value };
  } else if (schema instanceof z.ZodObject) {
    for (const [name, part] of Object.entries<z.core.$ZodType>(schema.shape))
      yield* idsIn(part, own(value, name), [...path, name]);
  } else if (schema instanceof z.ZodArray) {
    if (Array.isArray(value))
      for (const [i, one] of value.entries()) yield* idsIn(schema.element, one, [...path, String(i)]);
  } else if (schema instanceof z.ZodRecord) {
    for (const [name, one] of Object.entries(value)) yield* idsIn(schema.valueType, one, [...path, name]);
  } else if (schema instanceof z.ZodUnion) {
    const meant = schema.options.find((option) => z.safeParse(option, value).success);
    if (meant !== undefined) yield* idsIn(meant, value, path);
  } else if (schema instanceof z.ZodPipe) {
    yield* idsIn(schema.in, value, path);
  } else if ('innerType' in schema._zod.def) {
    yield* idsIn(schema._zod.def.innerType as z.core.$ZodType, value, path);
  }
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
