import { mailAddress, phoneNumber } from '../../domain/channels/addresses';
import { instantAt, isDate, isoInstant, localDateOf } from '../../domain/time/local-time';
import { parseYuan } from '../../domain/values/money';
import { plainText } from '../text-schema';
import type { Input, Question } from './questions';
import type { FaultName } from './words';

/** What somebody typed on a page, by the name of the input; as it was typed. */
export type Typed = Readonly<Record<string, string>>;
/** The same of all pages that were sent, by question. */
export type Answers = Readonly<Record<string, Typed>>;
/** What is wrong on a page, by the name of the input. */
export type Faults = ReadonlyMap<string, FaultName>;

/** When and where the clock on the wall is read. */
export interface Wall {
  readonly now: number;
  /** IANA zone. */
  readonly zone: string;
}

/** Characters of a text as `text-schema.ts` has it, and of a word of the intake. */
export const MOST = { text: 8_000, line: 200 } as const;
/** What nobody types counts no further: kept so that it can be shortened, but not without end. */
const MOST_KEPT = 20_000;

/** What a form says of a question; nothing else of it is kept. */
export function typedIn({ inputs }: Question, fields: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    inputs.flatMap(({ name }) => {
      const value = fields[name];
      // Browsers send line breaks of their own.
      return typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n').trim().slice(0, MOST_KEPT)]] : [];
    }),
  );
}

/** What is wrong with what was typed; a page that was never sent lacks what it needs. */
export function faultsOf(question: Question, typed: Typed | undefined, wall: Wall): Faults {
  const faults = new Map<string, FaultName>();
  for (const input of question.inputs) {
    const read = readInput(input, typed?.[input.name] ?? '', wall);
    if ('fault' in read) faults.set(input.name, read.fault);
  }
  const { needsOne = [] } = question;
  const [first] = needsOne;
  if (first !== undefined && needsOne.every((name) => (typed?.[name] ?? '') === '' && !faults.has(name)))
    faults.set(first, 'one');
  return faults;
}

/** The values of all questions, by the path of the field that they fill; what was left empty is not among them. */
export function valuesOf(questions: readonly Question[], answers: Answers, wall: Wall): Map<string, unknown> {
  return new Map(
    questions.flatMap(({ id, inputs }) =>
      inputs.flatMap((input): [string, unknown][] => {
        const read = readInput(input, answers[id]?.[input.name] ?? '', wall);
        return 'value' in read && read.value !== undefined ? [[input.path, read.value]] : [];
      }),
    ),
  );
}

type Read = { value: unknown } | { fault: FaultName };

function readInput(input: Input, typed: string, wall: Wall): Read {
  const { kind, isNeeded, choices = [] } = input;
  const isChosen = kind === 'choice' || kind === 'yesNo';
  if (typed === '') return isNeeded ? { fault: isChosen ? 'choose' : 'needed' } : { value: undefined };
  switch (kind) {
    case 'choice':
      return choices.some(({ value }) => value === typed) ? { value: typed } : { fault: 'choose' };
    case 'yesNo':
      return typed === 'yes' || typed === 'no' ? { value: typed === 'yes' } : { fault: 'choose' };
    case 'text':
      return plainText.safeParse(typed).success ? { value: typed } : { fault: 'tooLong' };
    case 'line':
      return typed.length <= MOST.line ? { value: typed } : { fault: 'tooLong' };
    case 'number':
      return /^-?\d{1,9}(\.\d{1,6})?$/.test(typed) ? { value: Number(typed) } : { fault: 'number' };
    case 'phone':
      return phoneNumber.normal(typed) === undefined ? { fault: 'phone' } : { value: typed };
    case 'email':
      return mailAddress.normal(typed) === undefined ? { fault: 'email' } : { value: typed };
    case 'money':
      return readMoney(typed);
    case 'date':
      return readDay(typed, wall);
  }
}

function readMoney(typed: string): Read {
  try {
    const fen = parseYuan(typed.normalize('NFKC'));
    return fen >= 0 ? { value: fen } : { fault: 'money' };
  } catch (error) {
    if (error instanceof RangeError) return { fault: 'money' };
    throw error;
  }
}

/** A day, as the instant at which it begins on the wall of the policy. */
function readDay(typed: string, { now, zone }: Wall): Read {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed) || !isDate(typed)) return { fault: 'date' };
  if (typed > localDateOf(now, zone)) return { fault: 'future' };
  return { value: isoInstant(instantAt(typed, 0, zone)) };
}
