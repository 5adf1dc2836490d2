import { remedies } from '../../activities/remedies/registry';
import type { Deps } from '../../api/deps';
import { Problem } from '../../api/problem';
import { sealedData } from '../../api/seal-data';
import { parseData, parseDataOfTask } from '../../domain/actions/action-data';
import { ACTIONS } from '../../domain/actions';
import { CORRECTIVE_ACTION_ACTIONS } from '../../domain/linked-cases/corrective-action/actions';
import type { DataSchema, Kind } from '../../domain/actions/data-kinds';
import { INCIDENT_ACTIONS, listNameSchema } from '../../domain/linked-cases/incident/actions';
import { intakeSchema } from '../../domain/case/intake';
import { referenceText } from '../../domain/attachments/reference';
import { formDataSchema } from '../../domain/policy/form';
import { wordsOf } from '../../domain/policy/words';
import { isSealed } from '../../domain/values/sealed';
import type { Task } from '../../domain/case/state';
import { plant } from '../support/planted';
import type { Vocabulary } from '../support/planted';
import { shippedPolicies } from '../support/policies';

const NO = 'C260930-4K7QMXD';
const INCIDENT = 'M260930-4K7QMXJ';
/** Sealing by nothing but its form: what leaves unsealed is found all the same. */
const sealedAs = (no: string) => (text: string, field?: string) =>
  `sealed:v2:${no}:${field ?? 'none'}:${Buffer.from(text.padEnd(40)).toString('base64url')}`;
const seal = sealedAs(NO);
const opened = (sealed: string): string => Buffer.from(sealed.split(':')[4] ?? '', 'base64url').toString();

const deps = {
  remedies,
  models: {
    directory: { person: (id: string) => (id === 'lin' ? { id, active: true } : undefined), refresh: async () => true },
    register: { entry: async (no: string) => (no === NO ? { no } : undefined) },
  },
} as unknown as Pick<Deps, 'models' | 'remedies'>;

interface Shaped {
  name: string;
  data: DataSchema;
}
const ACTIONS_OF_ALL: Shaped[] = [
  ...ACTIONS.values(),
  ...INCIDENT_ACTIONS.values(),
  ...CORRECTIVE_ACTION_ACTIONS.values(),
];
const EVERYTHING: Shaped[] = [...ACTIONS_OF_ALL, { name: 'intake', data: intakeSchema }];

const FILE = '0123456789abcdef0123456789abcdef';
const FILES = new Map([[FILE, referenceText({ id: FILE, sha256: 'f'.repeat(64) })]]);
const VOCABULARY: Vocabulary = {
  ...{ code: 'quality', cause: 'assembly', supplier: 'North', person: 'lin', staff: 'lin', complaint: NO },
  task: 'main/judge/1/judge',
  file: FILE,
};
/** As docs/auditors-guide.md says: they stay readable. */
const LISTED: ReadonlySet<string> = new Set<Kind>(['supplier', 'cause']);

const sealing = (words: Iterable<string>) => ({ seal, words: () => Promise.resolve(new Set(words)) });
/** What a policy may say beside its own ids: the names that this test gives to records. */
const withWords = (words: Iterable<string>) => sealing([...words, 'quality', 'anything']);

async function send({ name, data: schema }: Shaped, data: unknown, words: Iterable<string> = []): Promise<unknown> {
  return sealedData(deps, { name, schema, data, field: 'data', files: FILES }, withWords(words));
}

/** Numbers of incidents are taken by their form alone; they name nobody. */
function numbered(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data, (name, value: unknown) => (name === 'incident' ? INCIDENT : value)));
}

async function problemOf(sent: Promise<unknown>): Promise<{ field: string; code?: string }[] | undefined> {
  try {
    await sent;
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return [...(error.details.errors ?? [])];
    // Of another form than the schema takes: refused when the body is parsed.
    return [{ field: 'body' }];
  }
}

describe.each(EVERYTHING.map((action) => [action.name, action] as const))('%s', (_, action) => {
  const variants = plant(action.data, remedies, VOCABULARY).map((one) => ({ ...one, data: numbered(one.data) }));

  test('no word that somebody writes leaves the API unsealed, under any policy', async () => {
    for (const { data, planted } of variants) {
      const ours = planted.filter(({ path }) => path.at(-1) !== 'incident' && path.at(-1) !== 'list');
      for (const { policy, ...bundle } of shippedPolicies()) {
        let sent: unknown;
        try {
          sent = await send(action, data, wordsOf({ policy, ...bundle }));
        } catch (error) {
          // A rule of the schema's own that planted data can't know (a plan is a partner's or a department's).
          expect(JSON.stringify(error)).not.toContain('zq');
          continue;
        }
        const text = JSON.stringify(sent);
        expect(ours.filter(({ word }) => text.toLowerCase().includes(word))).toEqual([]);
        // Nothing was lost on the way either, and each is sealed for this case.
        const inside = sealedIn(sent).map(opened).join('\n');
        expect(ours.filter(({ word }) => !inside.includes(word))).toEqual([]);
      }
    }
  });

  test('a word in a closed field is refused by its name, or is on the list of what stays', async () => {
    for (const kind of ['code', 'person', 'staff', 'complaint', 'file', 'task', 'supplier', 'cause'] as const)
      for (const { data, planted } of plant(action.data, remedies, VOCABULARY, new Set([kind])))
        for (const { path } of planted.filter((one) => one.kind === kind)) {
          const errors = await problemOf(send(action, numbered(data)));
          if (LISTED.has(kind)) continue;
          expect([kind, path, errors?.length]).not.toEqual([kind, path, undefined]);
        }
  });

  test('a sealed value in a plain field is refused, by the API and by the case', async () => {
    const foreign = sealedAs('C260930-0000000')('a reporter', 'intake.complainant.name');
    for (const kind of ['code', 'person', 'staff', 'complaint', 'file', 'task', 'supplier', 'cause'] as const)
      for (const { data, planted } of plant(action.data, remedies, VOCABULARY, new Set([kind]))) {
        const closed = planted.filter((one) => one.kind === kind);
        if (closed.length === 0) continue;
        const attack = numbered(JSON.parse(swapped(JSON.stringify(data), closed, foreign)));
        expect(await problemOf(send(action, attack))).toBeDefined();
        if (action.name !== 'intake') expect(parseData(action, NO, attack).success).toBe(false);
      }
  });

  test('a case takes a text sealed for itself and this very field, and no other', async () => {
    if (action.name === 'intake') return;
    for (const { data, planted } of variants) {
      if (await problemOf(send(action, data))) continue;
      const sent = await send(action, data);
      expect(parseData(action, NO, sent).error?.issues).toBeUndefined();
      if (sealedIn(sent).length === 0) continue;
      // Another case's text, another field's, and plain words.
      const of = (change: (sealed: string) => string) =>
        JSON.parse(JSON.stringify(sent), (_name, value: unknown) =>
          typeof value === 'string' && isSealed(value) ? change(value) : value,
        ) as unknown;
      expect(
        parseData(
          action,
          NO,
          of((text) => text.replace(NO, 'C260930-0000000')),
        ).success,
      ).toBe(false);
      expect(
        parseData(
          action,
          NO,
          of((text) => text.replace(/^(sealed:v2:[^:]+:)[^:]+/, '$1other.field')),
        ).success,
      ).toBe(false);
      if (planted.some(({ kind }) => kind === 'text')) expect(parseData(action, NO, of(opened)).success).toBe(false);
    }
  });

  test('what looks sealed in a free text is sealed like any other, and is opened to just that', async () => {
    const foreign = sealedAs('C260930-0000000')('a reporter', 'intake.complainant.name');
    for (const { data, planted } of variants) {
      const texts = planted.filter(({ kind }) => kind === 'text' || kind === 'word');
      const attack: unknown = JSON.parse(swapped(JSON.stringify(data), texts, foreign));
      if (texts.length === 0 || (await problemOf(send(action, attack)))) continue;
      const sent = await send(action, attack);
      expect(JSON.stringify(sent)).not.toContain(foreign);
      expect(sealedIn(sent).filter((text) => opened(text) === foreign).length).toBeGreaterThan(0);
    }
  });
});

test('every form of every pack: words of the policy stay plain, any other text is sealed and taken', async () => {
  const fillForm = ACTIONS.get('fillForm')!;
  let seen = 0;
  for (const bundle of shippedPolicies())
    for (const form of Object.values(bundle.policy.forms ?? {})) {
      const schema: DataSchema = (text, kinds) => formDataSchema(form, text, kinds);
      for (const { data, planted } of plant(schema, remedies, VOCABULARY)) {
        const sent = await sealedData(
          deps,
          { name: 'fillForm', schema: fillForm.data, data },
          sealing(wordsOf(bundle)),
        );
        const text = JSON.stringify(sent);
        expect(planted.filter(({ word }) => text.includes(word))).toEqual([]);
        const action = { ...fillForm, dataFor: () => schema };
        const place = { policy: bundle.policy, task: {} as Task };
        expect(parseDataOfTask(action, place, NO, sent)?.error?.issues.map(({ path }) => path)).toBeUndefined();
        seen += planted.length;
      }
    }
  expect(seen).toBeGreaterThan(100);
});

function sealedIn(value: unknown): string[] {
  if (typeof value === 'string') return isSealed(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sealedIn) : [];
}

function swapped(json: string, planted: readonly { word: string }[], by: string): string {
  return planted.reduce((text, { word }) => text.replaceAll(word, by), json);
}

test('a code of a cause and the name of a list, which stay readable, have no telephone number in them', () => {
  const { name, data } = ACTIONS.get('submitFindings')!;
  const causes = (causeCode: string) =>
    parseData({ name, data }, NO, { cause: seal('', 'submitFindings.cause'), causeCode, persons: [] }).success;
  for (const code of ['assembly', 'E1042.3', 'G-2026-04']) expect([code, causes(code)]).toEqual([code, true]);
  for (const code of ['T13800138000', 'T138-0013-8000', 'T1.3.8.0.0.1.3', 'T12345'])
    expect([code, causes(code)]).toEqual([code, false]);
  const names = (list: string) => listNameSchema().safeParse(list).success;
  expect(names('buyers-2026-09-30')).toBe(true);
  expect(names('T138-0013-8000')).toBe(false);
});
