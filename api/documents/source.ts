import type { Actor } from '../../domain/file/envelope';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Form } from '../../domain/policy/form';
import { both } from '../../domain/values/text';
import type { ReadCase } from '../case/read-case';
import type { Words } from '../words';
import type { Cell, Part } from './printed';

/** What a document is made of; everything personal still sealed. */
export interface Source {
  read: ReadCase;
  /** Absent if it can't be read just now: then titles and the policy's own fields are missing. */
  bundle: PolicyBundle | undefined;
  /** Those that the reader sees. */
  events: readonly CaseEvent[];
  /** All of them in order, for what follows from them; never printed as such. */
  all: readonly CaseEvent[];
  words: Words;
  reader: Actor;
}

/** A form of the policy with what was filled in, or blank. */
export function formPart({ read, words }: Source, name: string, form: Form): Part {
  const filled = read.state.forms?.[name];
  const rows = Object.entries(form.fields).map(([field, { title }]): [typeof title, Cell] => [
    title,
    plainCell(field, filled?.texts[field] ?? filled?.fields[field], words),
  ]);
  const by = (id: string | undefined, at: string | undefined): Cell =>
    at === undefined ? undefined : [id === undefined ? undefined : words.person(id), words.time(at)];
  return {
    title: form.title,
    rows: [
      ...rows,
      [both('填写', 'Filled in'), by(filled?.filledBy, filled?.filledAt)],
      ...(filled?.signedAt === undefined
        ? []
        : [[both('签署', 'Signed'), by(filled.signedBy, filled.signedAt)] as [Part['title'], Cell]]),
    ],
  };
}

/** The place that the case belongs to, the top one first; no row where it belongs to none. */
export function placeRow(places: readonly string[] | undefined, words: Words): [Part['title'], Cell][] {
  if (places === undefined || places.length === 0) return [];
  const titles = places.map((id) => words.place(id));
  const path = both(titles.map(({ zh }) => zh).join(' / '), titles.map(({ en }) => en).join(' / '));
  return [[both('单位', 'Place'), path]];
}

/** A plain value as people write it; what is called so many fen is money. */
export function plainCell(name: string, value: string | number | boolean | undefined, words: Words): Cell {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? both('是', 'yes') : both('否', 'no');
  if (typeof value === 'number' && name.endsWith('Fen')) return words.money(value);
  return value;
}
