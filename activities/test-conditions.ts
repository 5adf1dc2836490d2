import { evaluateCondition } from '../domain/rules/feel/evaluate';
import { factNamesIn, readFacts } from '../domain/rules/feel/facts';
import { FeelError } from '../domain/rules/feel/feel-error';
import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';
import { factSchemaFor } from './fact-schemas';

/** Evaluates conditions of steps and tracks; one that has no certain answer is left out and named. */
export function createTestConditions(bundles: BundleSource): PureAnswers['testConditions'] {
  return async ({ bundleHash, conditions, facts }) => {
    const bundle = await bundles.get(bundleHash);
    const schema = factSchemaFor(bundle);
    const answers: Record<string, boolean> = {};
    const problems: string[] = [];
    for (const [name, condition] of Object.entries(conditions)) {
      try {
        answers[name] = evaluateCondition(condition, readFacts(schema, facts, factNamesIn(condition)));
      } catch (error) {
        if (!(error instanceof FeelError)) throw error;
        problems.push(`${name}: ${error.message}`);
      }
    }
    return { answers, problems };
  };
}
