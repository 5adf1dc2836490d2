import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { createMetrics } from '../../api/metrics';
import { BackgroundWork } from '../../background/background-work';
import { measureArchive, measureBackground } from '../../background/metrics';
import { Retries } from '../../workers/retries';
import { expressions, panels, read, rules, scraped } from './files';
import { groupsOf, readsOf } from './promql';

/** What Prometheus adds to everything that it scrapes. */
const OF_PROMETHEUS = ['job', 'instance', 'le'];

interface Registered {
  name: string;
  labelNames?: string[];
}

/** The metrics of API and worker, by name, with the labels that each has. */
function served(): Map<string, readonly string[]> {
  const background = new BackgroundWork({ error: () => undefined, info: () => undefined });
  const ofApi = createMetrics().registry;
  const ofWorker = new Registry();
  for (const registry of [ofApi, ofWorker]) {
    collectDefaultMetrics({ register: registry });
    measureBackground(registry, background);
  }
  measureArchive(ofWorker, () => ({ waiting: 0, alarm: false }));
  new Retries().measure(ofWorker);
  const all = [ofApi, ofWorker].flatMap(
    (registry) => registry.getMetricsAsArray() as unknown as (Registered & { constructor: { name: string } })[],
  );
  return new Map(
    all.flatMap((metric) => {
      const suffixes = metric.constructor.name === 'Histogram' ? ['_bucket', '_count', '_sum'] : [''];
      return suffixes.map((suffix) => [`${metric.name}${suffix}`, metric.labelNames ?? []] as const);
    }),
  );
}

test.each(expressions)('%s asks by the names of metrics and labels that API or worker has: %s', (_, expression) => {
  const known = served();
  for (const { metric, labels } of readsOf(expression)) {
    // `up` and `ALERTS` are Prometheus' own; what the SDK serves is asked of a running worker (served.test.ts).
    if (['up', 'ALERTS'].includes(metric) || metric.startsWith('temporal_')) continue;
    const has = known.get(metric);
    expect([metric, has !== undefined]).toEqual([metric, true]);
    const strange = [...labels, ...groupsOf(expression)].filter(
      (label) => ![...OF_PROMETHEUS, ...(has ?? [])].includes(label),
    );
    expect([metric, strange]).toEqual([metric, []]);
  }
});

test('an expression that is none, or that asks for what nobody has, is noticed', () => {
  expect(() => readsOf('sum(rate(x[5m])')).toThrow('Not PromQL');
  expect(readsOf('sum by (a) (rate(x{b="1"}[5m])) > 2 * max(y)')).toEqual([
    { metric: 'x', labels: ['b'] },
    { metric: 'y', labels: [] },
  ]);
  expect(served().has('redress_made_up')).toBe(false);
});

describe('docs/operations.md', () => {
  const [, chapter = ''] = /\n## Alerts\n([^]*?)\n## /.exec(read('docs/operations.md')) ?? [];
  const entries = chapter.split(/\n### /).slice(1);

  test('has an entry for each alert, in their order, and for no other', () => {
    expect(entries.map((entry) => entry.split('\n')[0])).toEqual(rules.map(({ alert }) => alert));
  });

  test.each(rules)(
    '$alert leads to its entry, which says what it means, what to look at, what to do, when it is over',
    (rule) => {
      expect(rule.annotations.runbook_url).toBe(`docs/operations.md#${rule.alert.toLowerCase()}`);
      const entry = entries.find((one) => one.startsWith(`${rule.alert}\n`)) ?? '';
      expect([...entry.matchAll(/^- \*\*(.+?):\*\* \S/gm)].map(([, word]) => word)).toEqual([
        ...['Means', 'Look at', 'Do', 'Over when'],
      ]);
    },
  );

  test('an entry speaks of panels by the names that they have', () => {
    const titles = panels.map(({ title }) => title.toLowerCase());
    // "Archive: ended and not archived" is "Ended and not archived" in a sentence.
    const isPanel = (name: string) => titles.some((title) => title.endsWith(name.toLowerCase()));
    const named = [...chapter.matchAll(/(?<![\w[])_([A-Z][^_]+)_/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    expect([...new Set(named)].filter((name) => !isPanel(name) && name !== 'Remedies')).toEqual([]);
  });
});

test('panels have ids and places of their own', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(cells.filter((cell) => Number(cell.split(',')[0]) > 23)).toEqual([]);
});

test('Prometheus is told of the rules, of every job that they name, and of the ports that compose gives', () => {
  expect(scraped.rule_files).toEqual(['alerts.yml']);
  const jobs = scraped.scrape_configs.map(({ job_name }) => job_name);
  const named = expressions.flatMap(([, expression]) => [...expression.matchAll(/job="([^"]+)"/g)]);
  expect(named.map(([, job]) => job).filter((job) => !jobs.includes(job ?? ''))).toEqual([]);
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { environment: Record<string, unknown> }>;
  };
  const { api, worker } = services;
  const ports = scraped.scrape_configs.map(
    ({ static_configs, dns_sd_configs }) => static_configs?.[0]?.targets[0] ?? dns_sd_configs?.[0]?.port,
  );
  expect(ports).toEqual([
    `api:${String(api?.environment['REDRESS_PORT'])}`,
    worker?.environment['REDRESS_WORKER_PORT'],
    worker?.environment['REDRESS_SDK_METRICS_PORT'],
  ]);
});
