import type { Complaint } from '../../client/queries';
import { remedyWords } from '../case/remedy-words';
import type { Bilingual } from '../../words/both';
import { yuanOf } from '../../words/format';

type Facts = Record<string, unknown>;
const factsOf = (value: unknown): Facts => (typeof value === 'object' && value !== null ? (value as Facts) : {});
const listOf = (value: unknown): Facts[] => (Array.isArray(value) ? value.map(factsOf) : []);

/** What an approval costs at most, in fen. */
export function costOf({ proposal }: Complaint): number | undefined {
  const cost = proposal?.['costFen'];
  return typeof cost === 'number' ? cost : undefined;
}

/** What is offered, an option each: what it consists of. */
export function offersOf({ proposal }: Complaint, say: (text: Bilingual) => string): string[] {
  return listOf(proposal?.['options']).map(({ remedies }) =>
    listOf(remedies)
      .map(({ kind, params }) => {
        const fen = ['amountFen', 'costFen', 'valueFen'].map((name) => factsOf(params)[name]).find(isNumber);
        return `${say(remedyWords(kind))}${fen === undefined ? '' : ` ${yuanOf(fen)}`}`;
      })
      .join(' + '),
  );
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** What the customer asked for, in fen. */
export function demandOf({ intake }: Complaint): number | undefined {
  const amount = factsOf(intake?.['demand'])['amountFen'];
  return isNumber(amount) ? amount : undefined;
}

/** A text among the facts of the case. */
export function textIn(facts: Facts | undefined, name: string): string | undefined {
  const value = facts?.[name];
  return typeof value === 'string' ? value : undefined;
}
