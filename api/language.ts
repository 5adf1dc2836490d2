import type { Language } from '../domain/values/text';

/**
 * The better of our two languages for an `Accept-Language` header (RFC 9110, 12.5.4). English if neither is asked for:
 * whoever states no wish is a program, and its reader a developer.
 */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const part of (header ?? '').split(',').slice(0, 20)) {
    const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const language = asLanguage(tag.split('-')[0]);
    const weight = weightOf(parameters);
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'en';
}

function asLanguage(tag: string | undefined): Language | undefined {
  return tag === 'zh' || tag === 'en' ? tag : undefined;
}

function weightOf(parameters: string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
