import type { ContentType } from './content-type';

/** Characters of a name; file systems take some more, lists show fewer. */
const MOST_CHARACTERS = 100;

/**
 * A name that people can be shown and that any file system takes: without folders, without characters that are not seen
 * or turn the direction of reading, and with an ending that says what is in it, so that nothing saved from here is
 * started by mistake.
 */
export function cleanName(given: string | undefined, { endings }: ContentType): string {
  const last = (given ?? '').split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .replace(/\p{C}/gu, '')
    .normalize('NFC')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [ending = 'txt'] = endings;
  const dot = seen.lastIndexOf('.');
  const has = dot > 0 && endings.includes(seen.slice(dot + 1).toLowerCase());
  const stem = has ? seen.slice(0, dot) : seen;
  return `${cut(stem === '' ? 'file' : stem)}.${has ? seen.slice(dot + 1) : ending}`;
}

function cut(stem: string): string {
  return Array.from(stem).slice(0, MOST_CHARACTERS).join('').trimEnd();
}
