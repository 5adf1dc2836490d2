/** A text that people read, in both languages of the project. */
export interface Bilingual {
  zh: string;
  en: string;
}

export type Language = 'zh' | 'en';

/** Short for writing bilingual texts in code: `both('受理', 'Accept')`. */
export function both(zh: string, en: string): Bilingual {
  return { zh, en };
}
