import { bytesOf } from '../../domain/values/byte-size';
import type { Intake } from '../../domain/case/intake';
import { recordableCategories } from '../../domain/policy/category-tree';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
import type { FieldError } from '../problem';

const REQUIRED = both('此办法要求必填。', 'The policy requires this field.');
const TWICE = both('此单据已填写。', 'This receipt is already listed.');
const BY_RECEIPT = both('已逐张填写单据，此处留空。', 'Receipts are listed one by one. Leave this field empty.');

/** All texts together, as JSON: sealed they are a third longer, and stand in every run of the case (`MOST_INTAKE`). */
const MOST_BYTES = 64 * 1024;
const TOO_LARGE = both(
  '全部内容合计过长（约 2 万字），其余请在登记后作为备注提交。',
  'The complaint is too long in total (limit: about 20,000 Chinese characters). Add the rest as notes after registration.',
);

/** What a policy finds wrong with an intake that has the right shape. */
export function checkIntake(intake: Intake, bundle: PolicyBundle): FieldError[] {
  const { departments } = bundle.policy;
  const categories = recordableCategories(bundle.policy.categories);
  const { department } = intake.respondent;
  return [
    ...(bytesOf(intake) > MOST_BYTES ? [wrong(largestOf(intake), 'too_big', TOO_LARGE)] : []),
    ...(categories.includes(intake.category) ? [] : [oneOf('category', categories)]),
    ...(department === undefined || Object.hasOwn(departments, department)
      ? []
      : [oneOf('respondent.department', Object.keys(departments))]),
    ...bundle.intake.required.flatMap((path) =>
      valueAt(intake, path) === undefined ? [wrong(path, 'required', REQUIRED)] : [],
    ),
    ...checkReceipts(intake),
    ...checkFields(intake.fields, bundle.intake.fields),
  ];
}

/** One receipt is no several, whoever may grant less: each number stands once, and no amount beside the list. */
function checkReceipts({ receipts = [], receiptFen }: Intake): FieldError[] {
  const spelt = receipts.map(({ number }) => number.replace(/\s/g, '').toUpperCase());
  return [
    ...(receipts.length > 0 && receiptFen !== undefined ? [wrong('receiptFen', 'not_both', BY_RECEIPT)] : []),
    ...spelt.flatMap((number, i) =>
      spelt.indexOf(number) < i ? [wrong(`receipts.${i}.number`, 'repeated', TWICE)] : [],
    ),
  ];
}

function checkFields(given: Intake['fields'], asked: PolicyBundle['intake']['fields']): FieldError[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(asked, name));
  return [
    ...unknown.map((name) =>
      wrong(`fields.${name}`, 'unknown_field', both('此办法没有这个字段。', 'The policy has no such field.')),
    ),
    ...Object.entries(asked).flatMap(([name, { type, required }]) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value === undefined) return required ? [wrong(`fields.${name}`, 'required', REQUIRED)] : [];
      return typeof value === type
        ? []
        : [wrong(`fields.${name}`, 'invalid_type', both(`类型须为 ${type}。`, `Must be a ${type}.`))];
    }),
  ];
}

function largestOf(intake: Intake): string {
  return Object.entries(intake).sort(([, a], [, b]) => bytesOf(b) - bytesOf(a))[0]?.[0] ?? 'text';
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, name)
          ? (at as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}

function oneOf(field: string, known: string[]): FieldError {
  return wrong(field, 'invalid_value', both(`须为：${known.join('、')}。`, `Must be one of ${known.join(', ')}.`));
}

function wrong(field: string, code: string, message: Bilingual): FieldError {
  return { field, code, message };
}
