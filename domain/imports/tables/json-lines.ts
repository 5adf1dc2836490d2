import { both } from '../../values/text';
import type { TableFault } from './fault';
import { Lines } from './lines';
import { lostCharacter } from './lost-character';

/** A line's object, or what is wrong with it. */
export type JsonRow =
  { line: number; values: Readonly<Record<string, unknown>> } | { line: number; upTo: number; faults: TableFault[] };

/** The objects of a text with one in each line; lines without anything are passed over. */
export function* jsonRows(text: string): Generator<JsonRow> {
  const lines = new Lines(text);
  for (let line = 1; line <= lines.count; line++) {
    const written = lines.textOf(line);
    if (written.trim() === '') continue;
    const read = readLine(written);
    if ('values' in read) yield { line, values: read.values };
    else {
      const { at, ...fault } = read;
      const place = at === undefined ? { line } : lines.placeOf(lines.startOf(line) + at);
      yield { line, upTo: line, faults: [{ ...place, ...fault }] };
    }
  }
}

type Read = { values: Record<string, unknown> } | (Omit<TableFault, 'line' | 'column'> & { at?: number });

function readLine(text: string): Read {
  const lost = lostCharacter(text);
  if (lost !== undefined) return lost;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { code: 'not_json', message: both('不是有效的 JSON。', 'The line is not valid JSON.') };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { code: 'not_an_object', message: both('不是 JSON 对象。', 'The line is not a JSON object.') };
  const repeated = repeatedName(text);
  if (repeated !== undefined)
    return { field: repeated, code: 'columns', message: both('此名称出现两次。', 'This name appears twice.') };
  for (const [field, part] of Object.entries(value)) {
    const hidden = typeof part === 'string' ? lostCharacter(part) : undefined;
    if (hidden !== undefined) return { field, code: hidden.code, message: hidden.message };
  }
  return { values: value as Record<string, unknown> };
}

/** A name that the object itself has twice: `JSON.parse` keeps the last and says nothing. The text is valid JSON. */
function repeatedName(text: string): string | undefined {
  const names = new Set<string>();
  let depth = 0;
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (isName) {
        const name = JSON.parse(text.slice(at, end)) as string;
        if (names.has(name)) return name;
        names.add(name);
      }
      isName = false;
      at = end - 1;
    } else if (character === '{' || character === '[') isName = ++depth === 1;
    else if (character === '}' || character === ']') depth--;
    else if (character === ',') isName = depth === 1;
  }
  return undefined;
}

function endOfString(text: string, opens: number): number {
  for (let at = opens + 1; ; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
}
