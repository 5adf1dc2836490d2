import type { Bilingual, Language } from '../../domain/values/text';
import { html } from './html';
import type { Html } from './html';
import { W } from './words';

/** How a page says something, and where its other language is. */
export interface Speaking {
  language: Language;
  say: (text: Bilingual) => string;
  /** Address of the same page in the other language. */
  otherwise: string;
  /** What stands in the place of a link to it, where one would lose what was typed. */
  switcher?: Html;
}

export function speaking(language: Language, otherwise: string): Speaking {
  return { language, say: (text) => text[language], otherwise };
}

/** A whole page: plain HTML that works in any browser, and a script that only makes it more comfortable. */
export function page({ language, say, otherwise, switcher }: Speaking, title: Bilingual, main: Html): string {
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return html`<!doctype html>
    <html lang="${langOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta name="format-detection" content="telephone=no" />
        <title>${say(title)}</title>
        <link rel="icon" href="/icon.svg" />
        <link rel="stylesheet" href="/c/assets/page.css" />
        <script src="/c/assets/page.js" defer></script>
      </head>
      <body>
        <header class="top">
          ${
            switcher === undefined &&
            html`<a class="language" href="${otherwise}" lang="${langOf(other)}" hreflang="${langOf(other)}"
              >${say(W.switchTo)}</a
            >`
          }
        </header>
        <main>${main}</main>
        ${switcher !== undefined && html`<footer>${switcher}</footer>`}
      </body>
    </html>`.html;
}

/** How a page says in which language something is. */
export function langOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** A page that says one thing. */
export function notice(speaks: Speaking, title: Bilingual, text: string, more?: Html): string {
  return page(
    speaks,
    title,
    html`<h1>${speaks.say(title)}</h1>
      <p role="alert">${text}</p>
      ${more}`,
  );
}
