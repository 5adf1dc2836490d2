import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const ROOT = join(__dirname, '..', '..');
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const ruleSchema = z.strictObject({
  alert: z.string().regex(/^Redress[A-Z][A-Za-z]+$/),
  expr: z.string(),
  for: z.string().regex(/^\d+[smh]$/),
  labels: z.strictObject({ severity: z.enum(['page', 'ticket', 'info']) }),
  annotations: z.strictObject({ summary: z.string(), runbook_url: z.string() }),
});

export const rules = z
  .strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(ruleSchema) })) })
  .parse(parse(read('operation/alerts.yml')))
  .groups.flatMap((group) => group.rules);

const targetSchema = z.looseObject({ refId: z.string(), expr: z.string() });
const panelSchema = z.looseObject({
  id: z.int(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string(),
  gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  targets: z.array(targetSchema).default([]),
});

export const panels = z
  .looseObject({ uid: z.string(), schemaVersion: z.int(), panels: z.array(panelSchema) })
  .parse(JSON.parse(read('operation/dashboard.json'))).panels;

export const scraped = z
  .looseObject({
    rule_files: z.array(z.string()),
    scrape_configs: z.array(
      z.looseObject({
        job_name: z.string(),
        static_configs: z.array(z.looseObject({ targets: z.array(z.string()) })).optional(),
        dns_sd_configs: z.array(z.looseObject({ names: z.array(z.string()), port: z.int() })).optional(),
      }),
    ),
  })
  .parse(parse(read('operation/prometheus.yml')));

/** Every expression, by the rule or panel that asks it. */
export const expressions: (readonly [string, string])[] = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];
