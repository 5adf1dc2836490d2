import { z } from 'zod';
import { DecisionFailed, evaluateTable, factNamesOf } from '../decision-table';
import type { DecisionTable } from '../decision-table';
import type { FactSchema } from '../feel/fact-schema';
import { readFacts } from '../feel/facts';
import { FeelError } from '../feel/feel-error';

const plain = z.union([z.string(), z.number(), z.boolean()]);
const answer = z.record(z.string(), z.union([plain, z.null()]));

/** What a decision table has to answer on some facts: a test of the table, beside it in the policy. */
export const exampleSchema = z.strictObject({
  table: z.string(),
  /** Facts by name (`costFen`, `release.requestFen`); those left out are as they are while nobody has said them. */
  given: z.record(z.string(), plain).default({}),
  /** Outputs that matter; for a collecting table a list, in the order of its rules. */
  answer: z.union([answer, z.array(answer)]),
  /** Ids of the rules that hit. */
  rules: z.array(z.string()).optional(),
});
export type Example = z.output<typeof exampleSchema>;

/** Why an example doesn't hold, or undefined if it does. Only for tables in which nothing else is wrong. */
export function failureOfExample(
  example: Omit<Example, 'given'> & { given: Record<string, unknown> },
  table: DecisionTable,
  schema: FactSchema,
): string | undefined {
  const unknown = Object.keys(example.given).find((name) => !Object.hasOwn(schema, name));
  if (unknown !== undefined) return `there is no fact ${unknown}.`;
  try {
    const decided = evaluateTable(table, readFacts(schema, grouped(example.given), factNamesOf(table)));
    if (!isAnswered(decided.answer, example.answer))
      return `the table answers ${JSON.stringify(decided.answer)} by ${rulesIn(decided.rules)}.`;
    if (example.rules !== undefined && example.rules.join() !== decided.rules.join())
      return `it is answered by ${rulesIn(decided.rules)}.`;
    return undefined;
  } catch (error) {
    if (error instanceof DecisionFailed || error instanceof FeelError) return error.message;
    throw error;
  }
}

function rulesIn(rules: readonly string[]): string {
  return rules.length === 0 ? 'no rule' : rules.join(', ');
}

function grouped(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const [first = '', second] = name.split('.');
    const group = facts[first] as Record<string, unknown> | undefined;
    facts[first] = second === undefined ? value : { ...group, [second]: value };
  }
  return facts;
}

function isAnswered(is: unknown, expected: Example['answer']): boolean {
  if (Array.isArray(expected))
    return Array.isArray(is) && is.length === expected.length && expected.every((one, i) => isAnswered(is[i], one));
  return (
    typeof is === 'object' &&
    is !== null &&
    Object.entries(expected).every(([name, value]) => (is as Record<string, unknown>)[name] === value)
  );
}
