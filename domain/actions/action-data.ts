import { z } from 'zod';
import type { ActionDefinition } from './action';
import { markedSchema, settle } from './data-kinds';
import type { DataSchema, Kind, Part, SentRemedy } from './data-kinds';
import { unfitParams } from '../case/effects/remedy-params';
import { fieldAt, isSealed, MOST_SEALED, sealedFor } from '../values/sealed';

/** As a case takes them: whether a text is sealed, and for what, is seen once it is known where it stands. */
const sealedShape = z.string().max(MOST_SEALED);
const SEALED_SHAPES = { text: sealedShape, link: sealedShape, file: sealedShape, word: sealedShape.min(1) };

/** Free text reaches a case sealed or not at all; of a `word`, what the policy says is plain. */
const MUST_BE_SEALED: ReadonlySet<Kind | 'plain'> = new Set(['text', 'link', 'file']);
const MAY_BE_SEALED: ReadonlySet<Kind | 'plain'> = new Set(['text', 'link', 'file', 'word']);

/**
 * Made once each, for zod writes a parser of its own for a schema when it is first used. They stay in this module:
 * a worker freezes what the modules export that its cases share (`workers/bundle.ts`).
 */
const schemas = new Map<Shaped, z.ZodType>();

interface Shaped {
  name: string;
  data: DataSchema;
}

/**
 * The data of an action as a case takes them: free text sealed for this case and this very field, and nothing in the
 * sealed form anywhere else. Otherwise a message past the API could carry another case's text, or another field's, and
 * whoever may read the one would read the other.
 */
export function parseData(action: Shaped, no: string, data: unknown): z.ZodSafeParseResult<unknown> {
  const schema = schemas.get(action) ?? markedSchema(action.data, SEALED_SHAPES);
  schemas.set(action, schema);
  return parseFor({ no, what: action.name }, schema, data);
}

/** As `parseData`, by what one task says of its data; undefined where it says nothing. */
export function parseDataOfTask(
  action: ActionDefinition,
  place: Parameters<NonNullable<ActionDefinition['dataFor']>>[0],
  no: string,
  data: unknown,
): z.ZodSafeParseResult<unknown> | undefined {
  const schemaOf = action.dataFor?.(place);
  return schemaOf === undefined
    ? undefined
    : parseFor({ no, what: action.name }, markedSchema(schemaOf, SEALED_SHAPES), data);
}

function parseFor(
  { no, what }: { no: string; what: string },
  schema: z.ZodType,
  data: unknown,
): z.ZodSafeParseResult<unknown> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) return parsed;
  const wrong: Part['path'][] = [];
  const take = ({ kind, value, path }: Part): unknown => {
    if (kind === 'remedies') {
      wrong.push(...unfitParams(value as SentRemedy[], path, isOwn));
      return value;
    }
    if (typeof value !== 'string') return value;
    const isFitting = isSealed(value) ? MAY_BE_SEALED.has(kind) && isOwn(value, path) : !MUST_BE_SEALED.has(kind);
    if (!isFitting) wrong.push(path);
    return value;
  };
  const isOwn = (text: string, path: Part['path']): boolean => {
    const sealed = sealedFor(text);
    return sealed?.no === no && sealed.field === fieldAt(what, path);
  };
  const taken = settle(parsed.data, take);
  if (wrong.length === 0) return { success: true, data: taken };
  return {
    success: false,
    error: new z.ZodError(
      wrong.map((path) => ({
        ...{ code: 'custom' as const, path: [...path], input: undefined },
        message: 'sealed for this case and this field, or not sealed where it is plain',
      })),
    ),
  };
}
