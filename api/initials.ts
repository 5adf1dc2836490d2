import { pinyin } from 'pinyin-pro';
import { Recent } from '../models/recent';

/** How a text is typed on a keyboard that has no Chinese characters. */
export interface Typed {
  /** `wxm` for 王小明. */
  readonly initials: string;
  /** `wangxiaoming`. */
  readonly whole: string;
}

/** Names and titles are few and come again and again. */
const known = new Recent<Typed>(5_000);

/**
 * The first letters of a text’s syllables in pinyin, and all of them; letters and digits stay as they are, everything else
 * is left out.
 * @param of a name begins with a surname, some of which are read in their own way (单, 曾, 仇)
 */
export function typed(text: string, of: 'name' | 'words'): Typed {
  const key = `${of}:${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const read = (pattern: 'first' | 'pinyin'): string =>
    pinyin(text, { pattern, toneType: 'none', type: 'array', v: true, surname: of === 'name' ? 'head' : 'off' })
      .join('')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
  const made = { initials: read('first'), whole: read('pinyin') };
  known.set(key, made);
  return made;
}
