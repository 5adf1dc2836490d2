import type { MessageChannel } from '../channels/channel-definition';
import { TEXT_PARTS } from '../channels/channels';
import type { TextPart } from '../channels/channels';
import { didYouMean } from '../rules/feel/problem';
import type { Template } from '../policy/bundle';
import type { PolicyProblem } from '../rules/policy/problem';
import type { Language } from '../values/text';

/**
 * Messages as policies write them: plain text in which `{{name}}` stands for a value. No conditions and no loops, so
 * that whoever reads a template reads the message.
 */
const PLACEHOLDER = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g;
const LANGUAGES: readonly Language[] = ['zh', 'en'];

/** A message, and what channels say of it that have a text of their own. */
export type Words = { subject: string; body: string } & Partial<Record<TextPart, string>>;

/**
 * What keeps a template from being sent: names that no message has, braces that don't make a placeholder, subjects of
 * several lines, and a value that the readers of one language only would be told. Fields are relative to the template
 * (`zh.body`).
 * @param knownNames see `domain/letters/message-values.ts`
 */
export function checkTemplate(template: Template, knownNames: readonly string[]): PolicyProblem[] {
  const parts = LANGUAGES.flatMap((language) => [
    { field: `${language}.subject`, text: template[language].subject },
    { field: `${language}.body`, text: template[language].body },
    ...partsOf(template, language).map(({ part, text }) => ({ field: `${language}.${part}`, text })),
  ]);
  const problems = parts.flatMap(({ field, text }) => [
    ...namesIn(text)
      .filter((name) => !knownNames.includes(name))
      .map((name) => {
        const hint = didYouMean(name, knownNames) ?? `Known here: ${knownNames.join(', ')}.`;
        return { field, message: `no message has a value "${name}".`, hint };
      }),
    ...(/\{\{|\}\}/.test(text.replaceAll(PLACEHOLDER, ''))
      ? [
          {
            field,
            message: 'braces that do not form a placeholder.',
            hint: 'Write {{name}}: a letter, then letters or digits.',
          },
        ]
      : []),
    ...(field.endsWith('.subject') && text.trim().includes('\n') ? [{ field, message: 'a subject is one line.' }] : []),
  ]);
  return [...problems, ...toldInOneLanguage(template)];
}

/**
 * A template with its values, ready to be sent. Values are put in as they are, and what they hold is not looked into
 * again; line breaks in a subject become spaces.
 * @throws RangeError for a placeholder without a value: better no message than one with a hole.
 */
export function renderTemplate(
  template: Template,
  language: Language,
  values: Readonly<Record<string, string>>,
): Words {
  const fill = (text: string): string =>
    text.replaceAll(PLACEHOLDER, (_, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined)
        throw new RangeError(`The template uses "${name}", a value that this message does not have`);
      return value;
    });
  const { subject, body } = template[language];
  return {
    subject: fill(subject).replace(/\s+/g, ' ').trim(),
    body: `${fill(body).trim()}\n`,
    ...Object.fromEntries(partsOf(template, language).map(({ part, text }) => [part, `${fill(text).trim()}\n`])),
  };
}

/** What a channel says of a message: its own text where the policy has written one, else the body. */
export function wordsFor({ text }: Pick<MessageChannel, 'text'>, words: Words): string {
  return (text === undefined ? undefined : words[text.part as TextPart]) ?? words.body;
}

function toldInOneLanguage(template: Template): PolicyProblem[] {
  return LANGUAGES.flatMap((language) => {
    const other: Language = language === 'zh' ? 'en' : 'zh';
    const told = new Set(namesOf(template, other));
    return [...new Set(namesOf(template, language))]
      .filter((name) => !told.has(name))
      .map((name) => ({
        field: other,
        message: `the ${other} text lacks "${name}", which the ${language} text has.`,
      }));
  });
}

function namesOf(template: Template, language: Language): string[] {
  const { subject, body } = template[language];
  return [subject, body, ...partsOf(template, language).map(({ text }) => text)].flatMap(namesIn);
}

/** The texts of channels that a policy has written. */
function partsOf(template: Template, language: Language): { part: TextPart; text: string }[] {
  return TEXT_PARTS.flatMap(({ part }) => {
    const text = template[language][part];
    return text === undefined ? [] : [{ part, text }];
  });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}
