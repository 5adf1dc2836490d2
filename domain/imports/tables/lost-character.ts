import { both } from '../../values/text';
import type { Bilingual } from '../../values/text';

export interface LostCharacter {
  at: number;
  code: string;
  message: Bilingual;
}

const LOST = /[\0\uFEFF\uFFFD]|\p{Surrogate}/gu;

/**
 * The first character from a place on that nobody can have written: bytes that are not of the encoding (half a pair), what
 * stands where another program lost a character (U+FFFD), a byte order mark in the middle, as of files put together, and
 * NUL. A text with one is not what was written.
 */
export function lostCharacter(text: string, from = 0): LostCharacter | undefined {
  LOST.lastIndex = from;
  const found = LOST.exec(text);
  if (found === null) return undefined;
  return { at: found.index, ...(REASONS[found[0]] ?? NOT_OF_THE_ENCODING) };
}

const NOT_OF_THE_ENCODING = {
  code: 'not_of_encoding',
  message: both('此处的字节不属于该编码。', 'These bytes do not belong to the encoding.'),
};

const REASONS: Readonly<Record<string, { code: string; message: Bilingual }>> = {
  '\0': { code: 'nul', message: both('此处有 NUL 字节。', 'There is a NUL byte here.') },
  '\uFEFF': {
    code: 'mark_within',
    message: both('文件中间有字节顺序标记。', 'There is a byte order mark in the middle of the file.'),
  },
  '\uFFFD': {
    code: 'lost_character',
    message: both(
      '此处的字符在更早的转换中已丢失（U+FFFD）。请重新导出文件。',
      'A character was lost in an earlier conversion (U+FFFD). Export the file again.',
    ),
  },
};
