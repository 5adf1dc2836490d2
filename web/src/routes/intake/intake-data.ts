import type { Policy } from '../../client/queries';
import { MISSING } from '../../form/check';
import type { FieldFaults } from '../../form/check';
import { valueAt, withoutEmpty } from '../../form/schema';

/** One receipt of several. */
export interface Receipt {
  number?: string | undefined;
  amountFen?: number | undefined;
}

/** What is typed at intake, as it is sent; every part may still be missing. */
export interface IntakeData {
  policy?: string;
  category?: string;
  channel?: string;
  language?: string;
  complainant?: { name?: string; phone?: string; email?: string; account?: string; prefers?: string };
  text?: string;
  demand?: { kind?: string; amountFen?: number; text?: string };
  respondent?: { department?: string; supplier?: string };
  fields?: Record<string, unknown>;
  receiptFen?: number;
  receipts?: readonly Receipt[];
  product?: string;
  occurredAt?: string;
  outside?: { body?: string; number?: string; dueAt?: string };
  follows?: string;
}

/** Rows in which something stands; a scanner leaves an empty one behind. */
export function filledReceipts({ receipts = [] }: IntakeData): Receipt[] {
  return receipts.filter(isFilled);
}

function isFilled({ number, amountFen }: Receipt): boolean {
  return (number ?? '').trim() !== '' || amountFen !== undefined;
}

/** What is still missing, by the policy's own list. */
export function missingIn(data: IntakeData, policy: Policy): FieldFaults {
  const needed = [
    ...['text', 'category'],
    ...policy.intake.required,
    ...policy.intake.fields.filter(({ required }) => required).map(({ id }) => `fields.${id}`),
    ...(data.outside !== undefined && withoutEmpty(data.outside) !== undefined && data.outside.body === undefined
      ? ['outside.body']
      : []),
    ...(data.receipts ?? []).flatMap((one, i) =>
      isFilled(one) ? [`receipts.${i}.number`, `receipts.${i}.amountFen`] : [],
    ),
  ];
  const given = withoutEmpty(data);
  return Object.fromEntries(
    needed.flatMap((path) => (valueAt(given, path.split('.')) === undefined ? [[path, MISSING] as const] : [])),
  );
}

/** The body that registers it: parts in which nothing stands are left out. */
export function bodyOfIntake(data: IntakeData): object {
  const receipts = filledReceipts(data);
  const given = withoutEmpty({ ...data, receipts }) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) =>
        name === 'complainant' || typeof value !== 'object' || value === null || Object.keys(value).length > 0,
    ),
  );
}

/** Whether anything was typed yet. */
export function isBegun({ policy: _policy, channel: _channel, language: _language, ...typed }: IntakeData): boolean {
  const given = withoutEmpty(typed);
  return Object.values(given as object).some((one) => typeof one !== 'object' || Object.keys(one as object).length > 0);
}
