import { z } from 'zod';
import type { RemedyDefinition } from '../activities/remedies/contract';
import { bilingualSchema } from '../domain/policy/step';
import { paramsForPeople } from './remedy-params';

/** What a form is made of, whatever file its action belongs to: a complaint, an incident, a corrective action. */
export const actionFormShape = {
  schema: z.record(z.string(), z.unknown()).meta({
    description:
      'JSON Schema of `data`. `x-kind` is the kind of a part (`text`, `person`, `yuan`: in fen, `datetime`, `option`, `task`, `remedies` …), `x-options` the choices with titles, `x-title` and `x-help` the form texts of the policy. Rules across fields are in `allOf`.',
  }),
  fields: z
    .record(z.string(), z.object({ title: bilingualSchema, help: bilingualSchema.optional() }))
    .meta({ description: 'Form titles of the fields of `data`, by name.' }),
  remedies: z
    .array(
      z.object({
        kind: z.string(),
        title: bilingualSchema,
        help: bilingualSchema,
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .optional()
    .meta({ description: 'For a proposal: remedies allowed by the policy, with the JSON Schema of their `params`.' }),
};

/** Remedies as a form offers them; kinds that this installation does not know are left out. */
export function offeredRemedies(known: ReadonlyMap<string, RemedyDefinition>, kinds: Iterable<string>) {
  return [...kinds].flatMap((kind) => {
    const definition = known.get(kind);
    if (definition === undefined) return [];
    const { title, help } = definition;
    return [{ kind, title, help, schema: paramsForPeople(definition) }];
  });
}
