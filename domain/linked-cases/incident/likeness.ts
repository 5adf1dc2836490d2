import type { Facts } from '../../case/known-facts';
import type { IncidentRules } from '../../policy/incident-rules';

export type LikeValues = Record<string, string | number | boolean>;

/** By what a rule tells complaints alike, in this case; undefined where one of the facts is not known. */
export function valuesOf(rule: IncidentRules['rules'][number], facts: Facts): LikeValues | undefined {
  const values = rule.like.map((name) => [name, factOf(facts, name)] as const);
  return values.every(([, value]) => value !== undefined && value !== null && value !== '')
    ? (Object.fromEntries(values) as LikeValues)
    : undefined;
}

function factOf(facts: Facts, name: string): string | number | boolean | null | undefined {
  const [group = '', field] = name.split('.');
  const fact = facts[group];
  if (field === undefined) return typeof fact === 'object' ? undefined : fact;
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? fact[field] : undefined;
}

/** A case that has been counted, and when, in milliseconds since the epoch. */
export interface Counted {
  no: string;
  at: number;
  /** Path of its place, if it belongs to one. */
  places?: readonly string[];
}

/**
 * Those that count together with a new one: within the window that ends with it, each once, the earliest first. A case
 * counted before keeps its time.
 */
export function withinWindow(counted: readonly Counted[], now: Counted, windowMs: number): Counted[] {
  const known = counted.find(({ no }) => no === now.no) ?? now;
  const others = counted.filter(({ no }) => no !== now.no);
  return [...others, known].filter(({ at }) => at > now.at - windowMs).sort((a, b) => a.at - b.at);
}
