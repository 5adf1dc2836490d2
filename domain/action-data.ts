import { z } from 'zod';
import type { ActionDefinition } from './action';
import { sealedFor } from './sealed';

/** The case whose message is being parsed: parsing is one synchronous call. */
let judgedCase = '';

/**
 * Free text reaches a case sealed for that very case or not at all: another's would be shown to whoever may read this
 * one. The longest that the API takes, 8,000 characters, seals to 32,064.
 */
const sealedText = z
  .string()
  .max(33_000)
  .refine((text) => sealedFor(text) === judgedCase);

/**
 * Made once each, for zod writes a parser of its own for a schema when it is first used. They stay in this module:
 * a worker freezes what the modules export that its cases share (`workers/bundle.ts`).
 */
const schemas = new Map<Shaped, z.ZodType>();

type Shaped = Pick<ActionDefinition, 'data'>;

/** The data of an action as a case takes them: free text sealed for it. */
export function parseData(action: Shaped, no: string, data: unknown): z.ZodSafeParseResult<unknown> {
  const schema = schemas.get(action) ?? action.data(sealedText);
  schemas.set(action, schema);
  return parseFor(no, schema, data);
}

/** As `parseData`, by what one task says of its data; undefined where it says nothing. */
export function parseDataOfTask(
  action: ActionDefinition,
  place: Parameters<NonNullable<ActionDefinition['dataFor']>>[0],
  no: string,
  data: unknown,
): z.ZodSafeParseResult<unknown> | undefined {
  const schema = action.dataFor?.(place, sealedText);
  return schema === undefined ? undefined : parseFor(no, schema, data);
}

function parseFor(no: string, schema: z.ZodType, data: unknown): z.ZodSafeParseResult<unknown> {
  judgedCase = no;
  return schema.safeParse(data);
}
