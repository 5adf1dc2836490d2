import { createContext, use, useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { both } from './both';
import type { Bilingual, Language } from './both';
import { setSpokenLanguage } from '../client/http';

const KEPT = 'redress.language';

interface Spoken {
  language: Language;
  speak: (language: Language) => void;
}
const Speaking = createContext<Spoken>({ language: 'zh', speak: () => undefined });

/** The language that this browser last chose, else what it asks for. */
function first(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Gives all below it the language that is spoken; `<html lang>` follows. */
export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(() => {
    const chosen = first();
    setSpokenLanguage(chosen);
    return chosen;
  });
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const speak = useCallback((next: Language) => {
    localStorage.setItem(KEPT, next);
    setSpokenLanguage(next);
    setLanguage(next);
  }, []);
  return <Speaking value={{ language, speak }}>{children}</Speaking>;
}

export function useSpoken(): Spoken {
  return use(Speaking);
}

/** A function that says a bilingual text in the language that is spoken. */
export function useSay(): (text: Bilingual) => string {
  const { language } = use(Speaking);
  return useCallback((text: Bilingual) => text[language], [language]);
}

/** Joins what stands side by side as each language does: 、 or a comma. */
export function useList(): (parts: readonly string[]) => string {
  const { language } = use(Speaking);
  return useCallback((parts: readonly string[]) => parts.join(both('、', ', ')[language]), [language]);
}
