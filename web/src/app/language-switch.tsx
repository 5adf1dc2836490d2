import type { ReactNode } from 'react';
import { useSpoken } from '../words/language';

/** Each language is named in itself, for whoever reads no other. */
export function LanguageSwitch(): ReactNode {
  const { language, speak } = useSpoken();
  return (
    <button
      type="button"
      className="language-switch"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => speak(language === 'zh' ? 'en' : 'zh')}
    >
      {language === 'zh' ? 'English' : '中文'}
    </button>
  );
}
