import type { DataSchema, Kind, Part } from '../domain/actions/data-kinds';
import { markedSchema, settle } from '../domain/actions/data-kinds';
import { normaliseComplaintNumber } from '../domain/values/complaint-number';
import type { SentRemedy } from '../domain/actions/data-kinds';
import { fieldAt, isSealed } from '../domain/values/sealed';
import { both } from '../domain/values/text';
import type { Sealer } from '../vault/vault';
import type { Deps } from './deps';
import { invalid } from './invalid';
import type { FieldError } from './problem';
import { pathText } from './field-errors';
import { sealParams } from './remedy-params';
import { onlyOversees } from './roles';
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
  /** Files that it may name, by their ids, as they are to stand in it. */
  files?: ReadonlyMap<string, string>;
}

/** Words of the policy (`wordsOf`); asked for only where the data has such. Undefined where they aren't known. */
type Words = () => Promise<ReadonlySet<string> | undefined>;

/** Data that were looked at and not sealed yet. */
export interface Checked {
  /** What they name and is not there, and what is sealed already where it must not be. */
  errors: FieldError[];
  /**
   * The data as they may leave the API.
   * @throws Problem Invalid naming every field that is wrong, in parameters of remedies too
   */
  sealedBy: (seal: Sealer) => unknown;
}

/**
 * Data as they may leave the API: what a person wrote is sealed for its very field, and the rest is a word of the policy,
 * somebody or something that there is, an amount or a time. Which is which the action's schema says (`DataKinds`).
 *
 * @throws Problem Invalid naming every field that is none of this; StoreUnavailable
 */
export async function sealedData(
  deps: Pick<Deps, 'models' | 'remedies'>,
  data: ToSeal,
  { seal, words }: { seal: Sealer; words: Words },
): Promise<unknown> {
  const checked = await checkedData(deps, data, words);
  return checked.sealedBy(seal);
}

/**
 * The same in two steps, for what has no key yet when it is looked at.
 * @throws Problem StoreUnavailable
 */
export async function checkedData(
  { models, remedies }: Pick<Deps, 'models' | 'remedies'>,
  { name, schema, data, field = '', files = NO_FILES }: ToSeal,
  words: Words,
): Promise<Checked> {
  const marked: unknown = markedSchema(schema, { text: plainText }).parse(data);
  const parts: Part[] = [];
  settle(marked, (part) => {
    parts.push(part);
    return part.value;
  });
  const known = { ...(await knownOf({ models }, parts, words)), files };
  const placed = (path: Part['path']): string => pathText(field === '' ? path : [field, ...path]);
  const errors = parts.flatMap((part): FieldError[] => {
    const wrong = wrongIn(part, known);
    return wrong === undefined ? [] : [{ field: placed(part.path), ...wrong }];
  });

  const sealedBy = (seal: Sealer): unknown => {
    const ofRemedies: FieldError[] = [];
    const remedyOf = ({ kind, params }: SentRemedy, path: Part['path']): SentRemedy => {
      const definition = remedies.get(kind);
      if (definition === undefined) {
        ofRemedies.push({ field: placed([...path, 'kind']), ...unknownRemedy([...remedies.keys()]) });
        return { kind, params };
      }
      const at = [...path, 'params'];
      const checked = sealParams(
        definition,
        params,
        (text, inner) => seal(text, fieldAt(name, [...at, ...inner])),
        placed(at),
      );
      ofRemedies.push(...checked.errors);
      return { kind, params: checked.params };
    };
    if (errors.length > 0) {
      // Nothing is sealed for what is refused, but for parameters, which are checked as they will stand.
      parts.forEach(({ kind, value, path }) => {
        if (kind === 'remedies') (value as SentRemedy[]).forEach((one, i) => remedyOf(one, [...path, i]));
      });
      throw invalid([...errors, ...ofRemedies]);
    }
    const sent = settle(marked, ({ kind, value, path }) => {
      if (kind === 'remedies') return (value as SentRemedy[]).map((one, i) => remedyOf(one, [...path, i]));
      if (typeof value !== 'string' || !isToSeal(kind, value, known)) return value;
      return seal(kind === 'file' ? (files.get(value) ?? value) : value, fieldAt(name, path));
    });
    if (ofRemedies.length > 0) throw invalid(ofRemedies);
    return sent;
  };
  return { errors, sealedBy };
}

function isToSeal(kind: Part['kind'], value: string, known: Known): boolean {
  return SEALED.has(kind) || (kind === 'word' && known.words?.has(value) !== true && !known.isPerson(value));
}

function wrongIn({ kind, value }: Part, known: Known): Omit<FieldError, 'field'> | undefined {
  if (kind === 'file') return known.files.has(String(value)) ? undefined : UNKNOWN_FILE;
  if (typeof value !== 'string' || SEALED.has(kind) || kind === 'word') return undefined;
  if (isSealed(value)) return SEALED_IN_PLAIN;
  if (OF_POLICY_ALONE.has(kind) && known.words?.has(value) === false)
    return { code: 'unknown_code', message: both('办法中没有此代码。', 'The policy has no such code.') };
  if (kind === 'person' && !known.isPerson(value))
    return {
      code: 'unknown_person',
      message: both('名录中没有此人，请填写员工编号。', 'No staff member has this id. Give a staff id.'),
    };
  if (kind === 'staff' && !known.isActive(value))
    return { code: 'unknown_person', message: both('没有此员工。', 'No staff member has this id.') };
  if (kind === 'staff' && known.onlyOversees(value))
    return {
      code: 'overseer',
      message: both('管理员和审计员不办理案件。', 'Administrators and auditors may not act in cases.'),
    };
  if (kind === 'complaint' && !known.complaints.has(value))
    return {
      code: 'unknown_complaint',
      message: both(`没有编号为 ${value} 的投诉。`, `There is no complaint ${value}.`),
    };
  return undefined;
}

function unknownRemedy(kinds: readonly string[]): Omit<FieldError, 'field'> {
  return {
    code: 'invalid_value',
    message: both(`须为：${kinds.join('、')}。`, `Must be one of ${kinds.join(', ')}.`),
  };
}

const NO_FILES: ReadonlyMap<string, string> = new Map();
const UNKNOWN_FILE: Omit<FieldError, 'field'> = {
  code: 'unknown_file',
  message: both('本案没有此文件，请重新上传。', 'The case has no such file. Upload it again.'),
};

const SEALED: ReadonlySet<Part['kind']> = new Set<Kind>(['text', 'link', 'file']);
const OF_POLICY_ALONE: ReadonlySet<Part['kind']> = new Set<Kind>(['code', 'name']);
const OF_POLICY: ReadonlySet<Part['kind']> = new Set<Kind>(['word', 'code', 'name']);
const OF_DIRECTORY: ReadonlySet<Part['kind']> = new Set<Kind>(['person', 'staff']);

interface Known {
  words: ReadonlySet<string> | undefined;
  isPerson: (id: string) => boolean;
  isActive: (id: string) => boolean;
  /** They keep accounts or read, and would have what they may not do. */
  onlyOversees: (id: string) => boolean;
  /** Those of the numbers named, as they were written, that are recorded. */
  complaints: ReadonlySet<string>;
  files: ReadonlyMap<string, string>;
}

/** What is asked of others, once for all parts. */
async function knownOf(
  { models }: Pick<Deps, 'models'>,
  parts: readonly Part[],
  words: Words,
): Promise<Omit<Known, 'files'>> {
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
    onlyOversees: (id) => onlyOversees({ roles: person(id)?.roles ?? [] }),
    complaints: new Set(recorded.flat()),
  };
}
