import type { z } from 'zod';
import { both } from '../domain/values/text';
import type { Bilingual } from '../domain/values/text';
import type { FieldError } from './problem';

type Issue = z.core.$ZodIssue;

/**
 * What zod found wrong, in our words and both languages: one entry for each field. zod's own wording may change with
 * any version and exists in one language at a time, so it is never shown.
 *
 * Parse with `reportInput`, so that a missing field can be told from one of the wrong type.
 * @param prefix where the parsed value stands: `?` for the query, `/` for the address, or the path of a field
 */
export function fieldErrors(error: z.ZodError, prefix = ''): FieldError[] {
  return error.issues.flatMap((issue) => errorsOf(issue, below(prefix, pathText(issue.path)))).slice(0, MAX_ERRORS);
}

/** More than this helps nobody, and an array of a million wrong items must not come back as a million errors. */
const MAX_ERRORS = 50;

/** `complainant.phone`, `options.0.remedies`; a body that is wrong as a whole is `body`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function below(prefix: string, path: string): string {
  if (prefix === '' || path === '') return prefix + path;
  return prefix === '?' || prefix === '/' ? prefix + path : `${prefix}.${path}`;
}

function errorsOf(issue: Issue, field: string): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: below(field, key),
      message: both('没有这个字段。', 'Unknown field.'),
      code: 'unknown_field',
    }));
  const { code, message } = described(issue);
  return [{ field: field === '' ? 'body' : field, message, code }];
}

function described(issue: Issue): { code: string; message: Bilingual } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'required', message: both('必填。', 'Required.') }
        : { code: issue.code, message: typeMessage(issue.expected) };
    case 'too_small':
      return { code: issue.code, message: tooSmall(issue) };
    case 'too_big':
      return { code: issue.code, message: tooBig(issue) };
    case 'invalid_format':
      return { code: issue.code, message: formatMessage(issue.format) };
    case 'invalid_value':
      return issue.input === undefined
        ? { code: 'required', message: both('必填。', 'Required.') }
        : {
            code: issue.code,
            message: both(
              `须为：${issue.values.map(String).join('、')}。`,
              `Must be one of ${issue.values.map(String).join(', ')}.`,
            ),
          };
    case 'not_multiple_of':
      return {
        code: issue.code,
        message: both(`须为 ${issue.divisor} 的倍数。`, `Must be a multiple of ${issue.divisor}.`),
      };
    case 'invalid_key':
    case 'invalid_element':
      return { code: issue.code, message: both('其中一项有误。', 'An entry is invalid.') };
    case 'invalid_union':
      return { code: issue.code, message: both('不是允许的形式。', 'The value has none of the allowed forms.') };
    case 'unrecognized_keys':
    case 'custom': {
      // A rule of our own: it says in both languages what is wanted, or its text is ours too, though in one language.
      const { wanted } = ('params' in issue ? (issue.params ?? {}) : {}) as { wanted?: Bilingual };
      const message =
        wanted === undefined
          ? both(`不符合规则：${issue.message}。`, `Invalid: ${issue.message}.`)
          : both(`须为${wanted.zh}。`, `Must be ${wanted.en}.`);
      return { code: issue.code, message };
    }
  }
}

function typeMessage(expected: string): Bilingual {
  const names: Record<string, Bilingual> = {
    string: both('须为文本。', 'Must be text.'),
    number: both('须为数字。', 'Must be a number.'),
    int: both('须为整数。', 'Must be a whole number.'),
    boolean: both('须为 true 或 false。', 'Must be true or false.'),
    array: both('须为列表。', 'Must be a list.'),
    object: both('须为对象。', 'Must be an object.'),
    record: both('须为对象。', 'Must be an object.'),
  };
  return names[expected] ?? both(`类型有误，须为 ${expected}。`, `Must be of type ${expected}.`);
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): Bilingual {
  const least = String(issue.minimum);
  if (issue.origin === 'string')
    return issue.minimum === 1
      ? both('不能为空。', 'Must not be empty.')
      : both(`至少 ${least} 个字符。`, `Must have at least ${least} characters.`);
  if (issue.origin === 'array') return both(`至少 ${least} 项。`, `Must have at least ${least} entries.`);
  return both(`不得小于 ${least}。`, `Must be at least ${least}.`);
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>): Bilingual {
  const most = String(issue.maximum);
  if (issue.origin === 'string') return both(`最多 ${most} 个字符。`, `Must have at most ${most} characters.`);
  if (issue.origin === 'array') return both(`最多 ${most} 项。`, `Must have at most ${most} entries.`);
  return both(`不得大于 ${most}。`, `Must be at most ${most}.`);
}

function formatMessage(format: string): Bilingual {
  const names: Record<string, Bilingual> = {
    datetime: both(
      '须为带时区的 ISO 8601 时间，例如 2026-09-30T14:00:00+08:00。',
      'Must be an ISO 8601 time with offset, such as 2026-09-30T14:00:00+08:00.',
    ),
    date: both('须为日期，例如 2026-09-30。', 'Must be a date, such as 2026-09-30.'),
    url: both('须为以 http:// 或 https:// 开头的网址。', 'Must be a web address that begins with http:// or https://.'),
    email: both('须为电子邮件地址。', 'Must be an email address.'),
  };
  return names[format] ?? both('格式有误。', 'The format is invalid.');
}
