import type { z } from 'zod';

/** What is wrong with parameters, as `amountFen: too_small`: path and zod's code, never its wording nor a value. */
export function problemsOf(error: z.ZodError, at: readonly PropertyKey[] = []): string[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return fields.map((field) => `${field.map(String).join('.')}: ${issue.code}`);
  });
}
