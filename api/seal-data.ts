import type { DataSchema, Kind, Part } from '../domain/data-kinds';
import { markedSchema, settle } from '../domain/data-kinds';
import { normaliseComplaintNumber } from '../domain/complaint-number';
import type { SentRemedy } from '../domain/data-kinds';
import { fieldAt, isSealed } from '../domain/sealed';
import type { Bilingual } from '../domain/text';
import { both } from '../domain/text';
import type { Sealer } from '../vault/vault';
import type { Deps } from './deps';
import { invalid } from './invalid';
import type { FieldError } from './problem';
import { pathText } from './field-errors';
import { sealParams } from './remedy-params';
import { SEALED_IN_PLAIN } from './sealed-in-plain';
import { plainText } from './text-schema';

/** Data to be sealed, by their own schema. */
export interface ToSeal {
  /** Action, or `intake`. */
  name: string;
  schema: DataSchema;
  /** Plain. */
  data: unknown;
  /** Path of the data, for errors; the empty one by default. */
  field?: string;
}

/** For what they are sealed. */
export interface SealFor {
  seal: Sealer;
  /** Words of the policy (`wordsOf`); asked for only where the data has such. Undefined where they aren't known. */
  words: () => Promise<ReadonlySet<string> | undefined>;
}

/**
 * Data as they may leave the API: what a person wrote is sealed for its very field, and the rest is a word of the policy,
 * somebody or something that there is, an amount or a time. Which is which the action's schema says (`DataKinds`).
 *
 * @throws Problem Invalid naming every field that is none of this; StoreUnavailable
 */
export async function sealedData(
  deps: Pick<Deps, 'models' | 'remedies'>,
  { name, schema, data, field = '' }: ToSeal,
  { seal, words }: SealFor,
): Promise<unknown> {
  const marked: unknown = markedSchema(schema, { text: plainText }).parse(data);
  const parts: Part[] = [];
  settle(marked, (part) => {
    parts.push(part);
    return part.value;
  });
  const known = await knownOf(deps, parts, words);
  const errors: FieldError[] = [];
  const placed = (path: Part['path']): string => pathText(field === '' ? path : [field, ...path]);
  const wrong = (path: Part['path'], code: string, message: Bilingual): void =>
    void errors.push({ field: placed(path), code, message });

  const remedyOf = ({ kind, params }: SentRemedy, path: Part['path']): SentRemedy => {
    const definition = deps.remedies.get(kind);
    if (definition === undefined) {
      const kinds = [...deps.remedies.keys()];
      wrong(
        [...path, 'kind'],
        'invalid_value',
        both(`须为：${kinds.join('、')}。`, `It must be one of ${kinds.join(', ')}.`),
      );
      return { kind, params };
    }
    const at = [...path, 'params'];
    const checked = sealParams(
      definition,
      params,
      (text, inner) => seal(text, fieldAt(name, [...at, ...inner])),
      placed(at),
    );
    errors.push(...checked.errors);
    return { kind, params: checked.params };
  };

  const sent = settle(marked, ({ kind, value, path }) => {
    if (kind === 'remedies') return (value as SentRemedy[]).map((one, i) => remedyOf(one, [...path, i]));
    if (typeof value !== 'string') return value;
    if (SEALED.has(kind)) return seal(value, fieldAt(name, path));
    if (kind === 'word')
      return known.words?.has(value) === true || known.isPerson(value) ? value : seal(value, fieldAt(name, path));
    if (isSealed(value)) errors.push({ field: placed(path), ...SEALED_IN_PLAIN });
    else if (OF_POLICY_ALONE.has(kind) && known.words?.has(value) === false)
      wrong(path, 'unknown_code', both('办法中没有此代码。', 'The policy has no such code.'));
    else if (kind === 'person' && !known.isPerson(value))
      wrong(path, 'unknown_person', both('名录中没有此人。', 'Nobody of this id is in the directory.'));
    else if (kind === 'staff' && !known.isActive(value))
      wrong(path, 'unknown_person', both('没有此员工。', 'There is nobody of this id on the staff.'));
    else if (kind === 'complaint' && !known.complaints.has(value))
      wrong(path, 'unknown_complaint', both(`没有编号为 ${value} 的投诉。`, `There is no complaint ${value}.`));
    return value;
  });
  if (errors.length > 0) throw invalid(errors);
  return sent;
}

const SEALED: ReadonlySet<Part['kind']> = new Set<Kind>(['text', 'link']);
const OF_POLICY_ALONE: ReadonlySet<Part['kind']> = new Set<Kind>(['code', 'name']);
const OF_POLICY: ReadonlySet<Part['kind']> = new Set<Kind>(['word', 'code', 'name']);
const OF_DIRECTORY: ReadonlySet<Part['kind']> = new Set<Kind>(['person', 'staff']);

interface Known {
  words: ReadonlySet<string> | undefined;
  isPerson: (id: string) => boolean;
  isActive: (id: string) => boolean;
  /** Those of the numbers named, as they were written, that are recorded. */
  complaints: ReadonlySet<string>;
}

/** What is asked of others, once for all parts. */
async function knownOf(
  { models }: Pick<Deps, 'models'>,
  parts: readonly Part[],
  words: SealFor['words'],
): Promise<Known> {
  const named = (kinds: ReadonlySet<Part['kind']>): string[] =>
    parts.flatMap(({ kind, value }) => (kinds.has(kind) && typeof value === 'string' ? [value] : []));
  const person = (id: string) => models.directory.person(id);
  // Somebody entered a moment ago is in the database, but not yet in the directory's memory.
  if (named(OF_DIRECTORY).some((id) => person(id) === undefined)) await models.directory.refresh();
  const numbers = named(new Set<Kind>(['complaint']));
  const recorded = await Promise.all(
    numbers.map(async (text) => {
      const no = normaliseComplaintNumber(text);
      const entry = no === undefined ? undefined : await models.register.entry(no);
      return entry === undefined ? [] : [text];
    }),
  );
  return {
    words: named(OF_POLICY).length === 0 ? undefined : await words(),
    isPerson: (id) => person(id) !== undefined,
    isActive: (id) => person(id)?.active === true,
    complaints: new Set(recorded.flat()),
  };
}
