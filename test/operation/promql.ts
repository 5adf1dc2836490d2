import { parser } from '@prometheus-io/lezer-promql';

/** What an expression reads: a metric, and the labels that it is narrowed by. */
export interface Read {
  metric: string;
  labels: string[];
}

/**
 * What a PromQL expression reads, by Prometheus' own grammar.
 * @throws Error if it isn't PromQL
 */
export function readsOf(expression: string): Read[] {
  const reads: Read[] = [];
  parser.parse(expression).iterate({
    enter({ name, type, from, to }) {
      const text = expression.slice(from, to);
      if (type.isError) throw new Error(`Not PromQL at ${from}: ${expression}`);
      if (name === 'VectorSelector') reads.push({ metric: '', labels: [] });
      const last = reads.at(-1);
      if (name === 'Identifier' && last?.metric === '') last.metric = text;
      if (name === 'LabelName' || name === 'QuotedLabelName') last?.labels.push(text);
    },
  });
  return reads;
}

/** Labels that an expression groups by stand before what it reads, or after it. */
export function groupsOf(expression: string): string[] {
  return [...expression.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/\s*,\s*/));
}
