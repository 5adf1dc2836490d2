import { z } from 'zod';
import { markedSchema, settle } from '../../domain/actions/data-kinds';
import type { DataSchema } from '../../domain/actions/data-kinds';
import { fieldAt, isSealed } from '../../domain/values/sealed';
import { intakeSchema } from '../../domain/case/intake';
import type { Intake } from '../../domain/case/intake';

type Seal = (text: string, field: string) => string;

/**
 * Data as people write them, sealed for where they stand. A word is taken for the policy's and stays as it is; so does,
 * in the parameters of remedies, whatever could be a choice.
 */
export function sealedData(
  { name, data: schema }: { name: string; data: DataSchema },
  data: unknown,
  seal: Seal,
): z.ZodSafeParseResult<unknown> {
  const parsed = markedSchema(schema, { text: z.string().min(1) }).safeParse(data);
  if (!parsed.success) return parsed;
  const sealed = settle(parsed.data, ({ kind, value, path }) => {
    if (kind === 'remedies')
      return sealedParams(value, (text, inner) => seal(text, fieldAt(name, [...path, ...inner])));
    return typeof value === 'string' && (kind === 'text' || kind === 'link' || kind === 'file')
      ? seal(value, fieldAt(name, path))
      : value;
  });
  return { success: true, data: sealed };
}

function sealedParams(remedies: unknown, seal: (text: string, path: readonly (string | number)[]) => string): unknown {
  return settle(remedies, ({ value, path }) => {
    const isPlain = typeof value !== 'string' || path.at(-1) === 'kind' || /^[A-Za-z]+$/.test(value);
    return isPlain || isSealed(value) ? value : seal(value, path);
  });
}

/** An intake, sealed. Throws where it is none. */
export function sealedIntake(plain: unknown, seal: Seal): Intake {
  const { data, error } = sealedData({ name: 'intake', data: intakeSchema }, plain, seal);
  if (error !== undefined) throw error;
  return data as Intake;
}

/** What stands for a sealed text when a case is only asked whether it would take it. */
export function asIfSealed(no: string): Seal {
  return (_, field) => `sealed:v2:${no}:${field}:${'A'.repeat(60)}`;
}
