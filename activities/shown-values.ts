import { formatFen } from '../domain/values/money';
import type { PolicyBundle } from '../domain/policy/bundle';
import type { Bilingual, Language } from '../domain/values/text';
import { timeForReaders } from '../domain/time/time-for-readers';
import type { RemedyDefinition } from './remedies/contract';

/** Stands where a message has no value for a name. */
export const NOTHING = '—';

/** What values are shown by: the policy's titles and clock, in the reader's language. */
export interface Showing {
  bundle: PolicyBundle;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  language: Language;
}

export type Values = Readonly<Record<string, string | number | boolean>>;

/**
 * The values of a message as its reader sees them. A name says what kind of value it is: `…Fen` is money, `…At` an
 * instant in the policy's zone; ids become titles. Every one of `names` has a text, so that a template that was checked
 * can always be rendered.
 */
export function shownValues(values: Values, names: readonly string[], showing: Showing): Record<string, string> {
  const texts = Object.fromEntries(names.map((name) => [name, NOTHING]));
  for (const [name, value] of Object.entries(values)) if (value !== '') texts[name] = shown(name, value, showing);
  return texts;
}

/** The kinds that a list like `refund, apology` names. */
export function remedyKinds(list: string | number | boolean | undefined): string[] {
  return typeof list === 'string'
    ? list
        .split(',')
        .map((kind) => kind.trim())
        .filter((kind) => kind !== '')
    : [];
}

function shown(name: string, value: string | number | boolean, { bundle, remedies, language }: Showing): string {
  const { policy, calendar } = bundle;
  const titleOf = (known: { title: Bilingual } | undefined, id: string): string => known?.title[language] ?? id;
  if (name.endsWith('Fen') && typeof value === 'number') return formatFen(value, language);
  if (typeof value !== 'string') return String(value);
  if (name.endsWith('At')) return timeForReaders(value, calendar.zone, language);
  switch (name) {
    case 'category':
      return titleOf(policy.categories[value], value);
    case 'department':
      return titleOf(policy.departments[value], value);
    case 'role':
      return titleOf(policy.roles[value], value);
    case 'remedies':
      return remedyKinds(value)
        .map((kind) => titleOf(remedies.get(kind), kind))
        .join(language === 'zh' ? '、' : ', ');
    default:
      return value;
  }
}
