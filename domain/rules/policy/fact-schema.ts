import { CASE_FACTS } from '../../case/facts';
import type { FactSchema, FactType } from '../feel/fact-schema';
import { both } from '../../values/text';
import type { CompiledPolicy, Step } from '../../policy/compiled';
import { factsOfForm } from '../../policy/form';
import type { PolicyFile } from './schema';

/** Grounds of penalties that the policy's own steps add. */
function furtherGrounds(policy: { main?: readonly Step[]; tracks?: Tracks }): string[] {
  const steps = [...(policy.main ?? []), ...Object.values(policy.tracks ?? {}).flatMap((track) => track.steps)];
  const grounds = steps.flatMap((step) =>
    step.stage === 'penalise'
      ? [...(step.omission === undefined ? [] : ['omission']), ...Object.keys(step.violations ?? {})]
      : [],
  );
  return [...new Set(grounds)];
}

type Tracks = readonly { steps: readonly Step[] }[] | Readonly<Record<string, { steps: readonly Step[] }>>;

/** Outputs of `record` tables that a case knows under names of their own (`domain/stages/record/run.ts`). */
const OWN_NAMES: readonly string[] = ['severity', 'priority', 'major'];

/** What the tables of `record` steps answer besides: `case.<output>`, empty, 0 or false until they have. */
function tableFacts(policy: {
  tables: PolicyFile['tables'];
  main?: readonly Step[];
  tracks?: Tracks;
}): [string, FactType][] {
  const steps = [...(policy.main ?? []), ...Object.values(policy.tracks ?? {}).flatMap((track) => track.steps)];
  const names = steps.flatMap((step) => (step.stage === 'record' ? step.tables : []));
  return [...new Set(names)].flatMap((name) => {
    const table = policy.tables[name];
    return Object.entries(table?.outputs ?? {}).flatMap(([output, { type, title }]): [string, FactType][] => {
      if (OWN_NAMES.includes(output)) return [];
      const words = title ?? both(output, output);
      switch (type.kind) {
        case 'boolean':
          return [[`case.${output}`, { kind: 'boolean', otherwise: false, title: words }]];
        case 'number':
          return [[`case.${output}`, { kind: 'number', otherwise: 0, title: words }]];
        case 'string':
          return [
            [
              `case.${output}`,
              { kind: 'string', otherwise: '', title: words, ...(type.enum ? { enum: ['', ...type.enum] } : {}) },
            ],
          ];
        // Tables answer nothing else.
        case 'date':
        case 'list':
          return [];
      }
    });
  });
}

/**
 * The facts that a policy's conditions and tables may speak of: what `factsOf` gives, with the policy's own words as
 * values, the fields it asks for at intake as `intake.<name>`, those of its forms as `<form>.<field>`, what people chose
 * as `chosen.<name>`, and what its `record` tables answer as `case.<output>`. Amounts are in fen.
 */
export function factSchemaOf(
  policy: Pick<PolicyFile, 'categories' | 'departments' | 'intake' | 'tables'> &
    Pick<CompiledPolicy, 'forms'> & { main?: readonly Step[]; tracks?: Tracks },
): FactSchema {
  const forms = Object.entries(policy.forms ?? {}).flatMap(([name, form]) => factsOfForm(name, form));
  const fields = Object.entries(policy.intake.fields).map(([name, field]) => [
    `intake.${name}`,
    { kind: field.type, title: field.title, nullable: !field.required },
  ]);
  const choices = (policy.main ?? []).flatMap((step) =>
    step.stage !== 'choose' || step.fact === undefined
      ? []
      : [
          [
            `chosen.${step.fact}`,
            {
              kind: 'string',
              enum: ['', ...Object.keys(step.ways)],
              otherwise: '',
              title: step.title ?? both('所选处理方式', 'Option chosen'),
            },
          ],
        ],
  );
  const words = { ...policy, grounds: furtherGrounds(policy) };
  const own = Object.entries(CASE_FACTS).map(([name, { value: _value, words: wordsOf, ...type }]) => [
    name,
    wordsOf === undefined ? type : { ...type, enum: wordsOf(words) },
  ]);
  return {
    ...(Object.fromEntries(own) as FactSchema),
    ...(Object.fromEntries([...fields, ...choices]) as FactSchema),
    ...Object.fromEntries(forms),
    ...Object.fromEntries(tableFacts(policy)),
  };
}
