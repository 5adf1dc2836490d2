import { z } from 'zod';
import type { RemedyDefinition } from '../activities/remedies/contract';
import { isSealed } from '../domain/values/sealed';
import type { Sealed } from '../domain/values/sealed';

import { fieldErrors } from './field-errors';
import type { FieldError } from './problem';
import { SEALED_IN_PLAIN } from './sealed-in-plain';

/** Sealed, these still fit what remedies take. */
const MOST_CHARACTERS = 4_000;
const personalText = z.string().trim().min(1).max(MOST_CHARACTERS);

/** As much of JSON Schema as parameters of remedies are written in. */
interface Shape {
  sealed?: boolean;
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape | boolean;
  oneOf?: Shape[];
  anyOf?: Shape[];
  allOf?: Shape[];
}

/**
 * The parameters of a proposed remedy as a case may carry them: what its definition marks as personal is sealed, then all
 * is checked by the definition. So whoever proposes writes plain text, and a history never sees it.
 * @param seal told where in the parameters the text stands
 * @param field path of the parameters, for errors
 */
export function sealParams(
  definition: RemedyDefinition,
  params: Record<string, unknown>,
  seal: (text: string, path: string[]) => Sealed,
  field: string,
): { params: Record<string, unknown>; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const sealed = walk([shapeOf(definition)], params, [], (text, path, isPersonal) => {
    if (!isPersonal) {
      if (isSealed(text)) errors.push({ field: [field, ...path].join('.'), ...SEALED_IN_PLAIN });
      return text;
    }
    const parsed = personalText.safeParse(text, { reportInput: true });
    if (parsed.success) return seal(parsed.data, path);
    errors.push(...fieldErrors(parsed.error, [field, ...path].join('.')));
    return text;
  });
  if (errors.length > 0) return { params, errors };
  const checked = definition.params.safeParse(sealed, { reportInput: true });
  return checked.success
    ? { params: checked.data as Record<string, unknown>, errors }
    : { params, errors: fieldErrors(checked.error, field) };
}

/** The same parameters as people fill them in: personal texts are plain ones. */
export function paramsForPeople(definition: RemedyDefinition): Record<string, unknown> {
  return z.toJSONSchema(definition.params, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema['sealed'] !== true) return;
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
      Object.assign(jsonSchema, {
        type: 'string',
        minLength: 1,
        maxLength: MOST_CHARACTERS,
        description: 'Personal data, stored encrypted.',
      });
    },
  });
}

const shapes = new WeakMap<RemedyDefinition, Shape>();
function shapeOf(definition: RemedyDefinition): Shape {
  const shape = shapes.get(definition) ?? (z.toJSONSchema(definition.params, { io: 'input' }) as Shape);
  shapes.set(definition, shape);
  return shape;
}

function walk(
  shapes: Shape[],
  value: unknown,
  at: string[],
  replace: (text: string, at: string[], isPersonal: boolean) => string,
): unknown {
  const all = shapes.flatMap(alternatives);
  if (typeof value === 'string')
    return replace(
      value,
      at,
      all.some(({ sealed }) => sealed === true),
    );
  if (Array.isArray(value)) {
    const items = all.flatMap((shape) => (typeof shape.items === 'object' ? [shape.items] : []));
    return value.map((item: unknown, i) => walk(items, item, [...at, String(i)], replace));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => {
      const inner = all.flatMap(({ properties, additionalProperties: others }) => {
        const known = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
        return known !== undefined ? [known] : typeof others === 'object' ? [others] : [];
      });
      return [name, walk(inner, part, [...at, name], replace)];
    }),
  );
}

function alternatives(shape: Shape): Shape[] {
  return [shape, ...[shape.oneOf, shape.anyOf, shape.allOf].flatMap((shapes) => (shapes ?? []).flatMap(alternatives))];
}
