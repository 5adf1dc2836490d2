import { Validator } from '@cfworker/json-schema';
import { withValue } from './schema';
import type { Schema } from './schema';

/** What the rules across fields come to for some data. */
export interface Ruled {
  /** Fields that have to be there. */
  required: readonly string[];
  /** Fields that must not: their questions do not arise. */
  excluded: readonly string[];
}

/** The fields that a form asks for, by its rules (`if`, `then`) and what was answered so far. */
export function ruledBy(schema: Schema, data: unknown): Ruled {
  const found = (schema.allOf ?? []).flatMap((rule) =>
    rule.then !== undefined && holds(rule.if ?? {}, data ?? {}) ? consequences(rule.then) : [],
  );
  return {
    required: [...(schema.required ?? []), ...found.flatMap(({ needs }) => needs ?? [])],
    excluded: found.flatMap(({ excludes }) => excludes ?? []),
  };
}

/** The data without what the rules exclude. */
export function withoutExcluded(schema: Schema, data: unknown): unknown {
  return ruledBy(schema, data).excluded.reduce((kept, name) => withValue(kept, [name], undefined), data);
}

function holds(condition: Schema, data: unknown): boolean {
  return new Validator(condition, '2020-12').validate(data).valid;
}

function consequences(then: Schema): { needs?: readonly string[]; excludes?: readonly string[] }[] {
  if (then.allOf !== undefined) return then.allOf.flatMap(consequences);
  if (then.not?.required !== undefined) return [{ excludes: then.not.required }];
  return then.required === undefined ? [] : [{ needs: then.required }];
}
