import type { Bilingual, Language } from '../../../domain/values/text';

export type { Bilingual, Language };

/** A text of the console in both languages: whoever writes one without the other is told by the compiler. */
export function both(zh: string, en: string): Bilingual {
  return { zh, en };
}
