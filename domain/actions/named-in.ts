import { z } from 'zod';
import type { DataSchema, Kind } from './data-kinds';
import { markedSchema, settle } from './data-kinds';

/** What data name by id or number, and where: `measures.0.owner`. */
export interface Named {
  path: string;
  id: string;
}

/** Only the shape is asked: whether texts are sealed is nothing to it. */
const anyText = z.string();

/** Everything that data name of these kinds, in the order of the schema; data of another shape name nothing. */
export function namedIn(schema: DataSchema, data: unknown, kinds: readonly Kind[]): Named[] {
  const marked = markedSchema(schema, { text: anyText, link: anyText, word: anyText }).safeParse(data);
  if (!marked.success) return [];
  const named: Named[] = [];
  settle(marked.data, ({ kind, value, path }) => {
    if (kinds.includes(kind as Kind) && typeof value === 'string') named.push({ path: path.join('.'), id: value });
    return value;
  });
  return named;
}

/** The members of staff whom the data of an action name. */
export function staffNamedIn({ data: schema }: { data: DataSchema }, data: unknown): Named[] {
  return namedIn(schema, data, ['person', 'staff']);
}
