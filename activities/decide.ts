import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { DecisionFailed, evaluateTable, factNamesOf } from '../domain/rules/decision-table';
import type { DecisionTable } from '../domain/rules/decision-table';
import type { Facts } from '../domain/case/known-facts';
import { readFacts } from '../domain/rules/feel/facts';
import { FeelError } from '../domain/rules/feel/feel-error';
import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';
import { factSchemaFor } from './fact-schemas';

/** Evaluates a decision table; what was asked, which rules hit and the table's hash go into the case's history. */
export function createDecide(bundles: BundleSource): PureAnswers['decide'] {
  return async ({ bundleHash, table: id, facts }) => {
    const bundle = await bundles.get(bundleHash);
    const table = bundle.tables[id];
    if (table === undefined) return { ok: false, reason: `the policy has no table ${id}`, facts: {}, outputs: [] };
    const used = pick(facts, factNamesOf(table));
    try {
      const schema = factSchemaFor(bundle);
      const known = readFacts(schema, facts, factNamesOf(table));
      const { answer, rules } = evaluateTable(table, known);
      return { ok: true, answer: answer as Record<string, unknown>, rules, facts: used, tableHash: hashOf(table) };
    } catch (error) {
      if (!(error instanceof DecisionFailed) && !(error instanceof FeelError)) throw error;
      return { ok: false, reason: error.message, facts: used, outputs: Object.keys(table.outputs) };
    }
  };
}

const hashes = new WeakMap<DecisionTable, string>();

function hashOf(table: DecisionTable): string {
  const hash = hashes.get(table) ?? digest(canonicalize(table) ?? '');
  hashes.set(table, hash);
  return hash;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function pick(facts: Facts, names: readonly string[]): Facts {
  const tops = new Set(names.map((name) => name.split('.')[0] as string));
  return Object.fromEntries(Object.entries(facts).filter(([name]) => tops.has(name)));
}
