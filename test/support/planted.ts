import { z } from 'zod';
import type { RemedyDefinition } from '../../activities/remedies/contract';
import type { DataKinds, DataSchema, Kind } from '../../domain/actions/data-kinds';

/** The part of JSON Schema that is walked, and what a text in it is. */
interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape;
  format?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  sealed?: boolean;
  kind?: Kind;
}

/** A text that was planted, and where. */
export interface Planted {
  path: (string | number)[];
  word: string;
  /** `plain`: no kind says what it is. */
  kind: Kind | 'plain';
}

/** Kinds that are free text: a word of nobody's policy in them is a person's. */
const FREE: ReadonlySet<Planted['kind']> = new Set(['text', 'link', 'word', 'remedies', 'plain']);

/** What of an organisation a test has: values of kinds that are not free. */
export type Vocabulary = Readonly<Partial<Record<Kind, string>>>;

const INSTANT = '2031-03-04T05:06:07+08:00';

/**
 * Data of an action with everything filled in, as its schema has it, in as many variants as its alternatives take. Each
 * free text is a word that occurs nowhere else; what is closed comes from the vocabulary.
 *
 * @param closed also plants a word in each closed field, to see that it is refused or known to stay
 */
export function plant(
  data: DataSchema,
  remedies: ReadonlyMap<string, RemedyDefinition>,
  vocabulary: Vocabulary,
  closed: ReadonlySet<Kind> = new Set(),
): { data: Record<string, unknown>; planted: Planted[] }[] {
  const told = (kind: Kind) => z.string().meta({ kind });
  const kinds: DataKinds = {
    ...{
      link: told('link'),
      file: told('file'),
      word: told('word'),
      code: told('code'),
      cause: told('cause'),
      name: z.string(),
      task: told('task'),
    },
    ...{ supplier: told('supplier'), person: told('person'), staff: told('staff'), complaint: told('complaint') },
    remedies: () => z.array(z.any()).meta({ kind: 'remedies' }),
  };
  const shape = z.toJSONSchema(data(told('text'), kinds), { io: 'input', unrepresentable: 'any' }) as Shape;
  const most = Math.max(
    alternativesOf(shape),
    ...[...remedies.values()].map(({ params }) => alternativesOf(shapeOf(params))),
  );
  return Array.from({ length: most }, (_, variant) => {
    const planted: Planted[] = [];
    const fill = (part: Shape, path: (string | number)[]): unknown => {
      const others = part.anyOf ?? part.oneOf;
      if (others !== undefined) return fill(others[variant % others.length] ?? {}, path);
      if (part.kind === 'remedies')
        return [...remedies.values()].slice(0, 5).map(({ kind }, i) => remedyAt(kind, [...path, i]));
      if (part.const !== undefined) return part.const;
      if (part.enum !== undefined) return part.enum[variant % part.enum.length];
      switch (part.type) {
        case 'boolean':
          return true;
        case 'integer':
        case 'number':
          return Math.max(part.minimum ?? 1, (part.exclusiveMinimum ?? 0) + 1, 1);
        case 'array':
          return [fill(part.items ?? {}, [...path, 0])];
        case 'object':
          return objectAt(part, path);
        case undefined:
        default:
          return part.format === 'date-time' ? INSTANT : textAt(part.sealed === true ? 'remedies' : part.kind, path);
      }
    };
    const objectAt = ({ properties = {}, additionalProperties }: Shape, path: (string | number)[]): object => {
      const named = Object.entries(properties).map(([name, inner]) => [name, fill(inner, [...path, name])]);
      const open = typeof additionalProperties === 'object' ? additionalProperties : undefined;
      const free = open === undefined ? [] : [['anything', fill(open, [...path, 'anything'])]];
      return Object.fromEntries([...named, ...free]) as object;
    };
    const remedyAt = (kind: string, path: (string | number)[]): object => {
      const params = remedies.get(kind)?.params ?? z.strictObject({});
      return { kind, params: fill(shapeOf(params), [...path, 'params']) };
    };
    const textAt = (kind: Planted['kind'] = 'plain', path: (string | number)[]): string => {
      const known = kind === 'plain' ? undefined : vocabulary[kind];
      if (!FREE.has(kind) && !closed.has(kind as Kind)) {
        if (known === undefined) throw new Error(`nothing is known of ${kind} at ${path.join('.')}`);
        return known;
      }
      const word = `zq${variant}${path.join('').replace(/[^A-Za-z0-9]/g, '')}${planted.length}xj`.toLowerCase();
      planted.push({ path, word, kind });
      return kind === 'link' ? `https://files.example.com/${word}` : word;
    };
    return { data: fill(shape, []) as Record<string, unknown>, planted };
  });
}

function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
}

function alternativesOf(shape: Shape): number {
  const inner = [...Object.values(shape.properties ?? {}), ...(shape.items === undefined ? [] : [shape.items])];
  const others = shape.anyOf ?? shape.oneOf ?? [];
  return Math.max(1, others.length, shape.enum?.length ?? 1, ...[...inner, ...others].map(alternativesOf));
}
