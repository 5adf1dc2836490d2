import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import type * as FormModule from '../src/form/schema-form';
import type * as ContextModule from '../src/form/context';
import type * as WordsModule from '../src/form/field-words';
import type * as RulesModule from '../src/form/rules';
import type * as SchemaModule from '../src/form/schema';
import type { Bilingual } from '../src/words/both';
import type { Titled } from '../src/form/context';
import type { Path, Schema } from '../src/form/schema';

/** What this test needs of the server, whose types are no part of the console's program. */
interface Action {
  name: string;
  title: Bilingual;
  data: unknown;
}
interface Remedy {
  kind: string;
  title: Bilingual;
  help: Bilingual;
}

// The console reads the page's address, and whom the tab acts for, when it is loaded.
Object.assign(globalThis, { location: new URL('http://127.0.0.1/'), sessionStorage: { getItem: () => null } });
const { ACTIONS } = jest.requireActual<{ ACTIONS: ReadonlyMap<string, Action> }>('../../domain/actions');
const { ACTION_LABELS } = jest.requireActual<{
  ACTION_LABELS: ReadonlyMap<string, { fields: Record<string, Titled> }>;
}>('../../domain/actions/labels');
const { formSchemaOf } = jest.requireActual<{ formSchemaOf: (action: Action, place: object) => Schema }>(
  '../../api/form-schema',
);
const { remedies } = jest.requireActual<{ remedies: ReadonlyMap<string, Remedy> }>(
  '../../activities/remedies/registry',
);
const { paramsForPeople } = jest.requireActual<{ paramsForPeople: (remedy: Remedy) => Schema }>(
  '../../api/remedy-params',
);
const form = jest.requireActual<typeof FormModule>('../src/form/schema-form');
const context = jest.requireActual<typeof ContextModule>('../src/form/context');
const words = jest.requireActual<typeof WordsModule>('../src/form/field-words');
const rules = jest.requireActual<typeof RulesModule>('../src/form/rules');
const schemas = jest.requireActual<typeof SchemaModule>('../src/form/schema');

/** Sent by one case to another, never by a person. */
const OF_CASES = new Set(['absorb', 'release', 'adoptAnswer']);
const NOWHERE = { state: { tasks: {}, clocks: {} }, words: {} };

const ofActions = [...ACTIONS.values()]
  .filter(({ name }) => !OF_CASES.has(name))
  .map((action): [string, Schema, Record<string, Titled>] => [
    action.name,
    formSchemaOf(action, NOWHERE),
    ACTION_LABELS.get(action.name)?.fields ?? {},
  ]);
const ofRemedies = [...remedies.values()].map((remedy): [string, Schema, Record<string, Titled>] => [
  remedy.kind,
  paramsForPeople(remedy),
  {},
]);

/** Every part of a schema, with where it stands. */
function* partsOf(schema: Schema, path: Path = []): Generator<{ path: Path; part: Schema }> {
  yield { path, part: schema };
  for (const [name, part] of Object.entries(schema.properties ?? {})) yield* partsOf(part, [...path, name]);
  if (schema.items !== undefined) yield* partsOf(schema.items, [...path, 0]);
  for (const part of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) yield* partsOf(part, path);
}

test.each([...ofActions, ...ofRemedies])(
  'the form of %s knows every keyword, and has a word for each field',
  (name, schema, titles) => {
    const unknown: string[] = [];
    const untitled: string[] = [];
    for (const { path, part } of partsOf(schema)) {
      for (const keyword of Object.keys(part))
        if (!schemas.KNOWN_KEYWORDS.has(keyword)) unknown.push(`${path.join('.')}: ${keyword}`);
      if (
        typeof path.at(-1) === 'string' &&
        part['x-title'] === undefined &&
        words.titleOf(path, name, titles) === undefined
      )
        untitled.push(path.join('.'));
      const values =
        part['x-options'] === undefined ? (part.enum ?? (typeof part.const === 'string' ? [part.const] : [])) : [];
      for (const value of values)
        if (words.valueTitle(words.nameOf(path), String(value)) === undefined)
          untitled.push(`${path.join('.')} = ${value}`);
    }
    expect({ unknown, untitled }).toEqual({ unknown: [], untitled: [] });
  },
);

test.each([...ofActions, ...ofRemedies])(
  'the form of %s is shown, filled in as it begins and with one of everything',
  (name, schema, titles) => {
    const offered = [...remedies.values()].map((remedy) => ({
      ...remedy,
      schema: paramsForPeople(remedy) as Record<string, unknown>,
    }));
    for (const data of [schemas.beginningOf(schema), oneOfEverything(schema)]) {
      const html = renderToString(
        <MantineProvider>
          <QueryClientProvider client={new QueryClient()}>
            <context.FormWorldProvider
              value={{
                titles,
                optionsOf: () => undefined,
                remedies: offered,
                filesTo: 'C260930-4K7QMXJ',
                zone: 'Asia/Shanghai',
                faults: {},
                isLocked: false,
              }}
            >
              <form.SchemaForm action={name} schema={schema} data={data} onChange={() => undefined} />
            </context.FormWorldProvider>
          </QueryClientProvider>
        </MantineProvider>,
      );
      const { excluded } = rules.ruledBy(schema, data);
      const shown = Object.entries(schema.properties ?? {}).filter(
        ([field, part]) => !excluded.includes(field) && !(part.const !== undefined && part.type !== 'boolean'),
      );
      for (const [field, part] of shown) if (part.type !== 'object') expect(html).toContain(`data-field="${field}"`);
    }
  },
);

/** Data in which every list has an item and every group is open. */
function oneOfEverything(schema: Schema): unknown {
  if (schema.oneOf !== undefined) return oneOfEverything(schema.oneOf[0] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.properties !== undefined)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, oneOfEverything(part)]));
  if (schema.type === 'array') return [oneOfEverything(schema.items ?? {})];
  if (schema.enum !== undefined) return schema.enum[0];
  return {
    boolean: true,
    integer: 1,
    number: 1,
    object: {},
    string: schema.format === 'date-time' ? '2026-09-30T09:00:00.000Z' : 'x',
    null: null,
    array: [],
  }[schema.type ?? 'null'];
}
