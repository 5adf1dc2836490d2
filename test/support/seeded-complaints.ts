import { readRows } from '../../cli/read-rows';
import { mapRow } from '../../domain/imports/import-map';
import type { ImportMap } from '../../domain/imports/import-map';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Chance } from './chance';
import { everybody } from './people';

export type Complaint = Record<string, unknown>;

/**
 * What a customer said, and what the desk asks them besides: whatever this policy requires, made up. Now and then the
 * complaint is about somebody by name, or asks for money.
 */
export function asked(bundle: PolicyBundle, said: Complaint, chance: Chance): Complaint {
  const { policy, intake } = bundle;
  const complaint = structuredClone(said);
  if (chance.happens('asks for money', 0.5))
    fill(complaint, 'demand.amountFen', chance.whole('demand', 1_000, 400_000));
  if (chance.happens('has a receipt', 0.5)) fill(complaint, 'receiptFen', chance.whole('receipt', 1_000, 400_000));
  if (chance.happens('names somebody', 0.1))
    fill(complaint, 'respondent.persons', [chance.pick('respondent', everybody(policy)).id]);
  for (const path of intake.required) fill(complaint, path, MADE_UP[path] ?? `${path} given`);
  for (const [name, { type, required }] of Object.entries(intake.fields)) {
    if (!required && chance.happens(`${name} left out`, 0.5)) continue;
    const values = valuesAskedFor(bundle, name);
    if (type === 'boolean') fill(complaint, `fields.${name}`, chance.happens(name, 0.3));
    else if (type === 'number') fill(complaint, `fields.${name}`, chance.whole(name, 0, 50));
    else fill(complaint, `fields.${name}`, values.length === 0 ? 'other' : chance.pick(name, values));
  }
  return complaint;
}

/** A complaint of which nothing is known but its category. */
export function plainComplaint({ policy }: PolicyBundle, chance: Chance): Complaint {
  return {
    category: chance.pick('category', Object.keys(policy.categories)),
    channel: chance.pick('channel', ['phone', 'web', 'counter', 'letter', 'email']),
    complainant: { name: '陈静', phone: '13800000000', email: 'chen.jing@example.com' },
    text: '与约定不符，要求处理。',
  };
}

/** The first rows of a file that its map takes, so many of them, spread over the file. */
export function importedComplaints(map: ImportMap, file: string, count: number): Complaint[] {
  const taken: Complaint[] = [];
  for (const row of readRows(file, map).rows) {
    const mapped = 'values' in row ? mapRow(map, row.values) : undefined;
    if (mapped?.ok === true) taken.push(mapped.intake);
  }
  const step = Math.max(1, Math.floor(taken.length / count));
  return taken.filter((_, i) => i % step === 0).slice(0, count);
}

const MADE_UP: Record<string, unknown> = {
  'complainant.name': '陈静',
  'complainant.phone': '13800000000',
  'complainant.email': 'chen.jing@example.com',
  'complainant.account': 'K-100200',
  'complainant.prefers': 'email',
  'demand.amountFen': 50_000,
  'demand.kind': 'compensation',
  receiptFen: 50_000,
  occurredAt: '2026-09-30T10:00:00+08:00',
};

/** The values of an intake field that the policy's tables speak of. */
function valuesAskedFor({ tables }: PolicyBundle, field: string): string[] {
  const cells = Object.values(tables).flatMap(({ inputs, rules }) =>
    Object.entries(inputs)
      .filter(([, { expression }]) => expression === `intake.${field}`)
      .flatMap(([name]) => rules.map(({ when }) => when[name] ?? '')),
  );
  return [...new Set(cells.flatMap((cell) => [...cell.matchAll(/"([^"]+)"/g)].map(([, value]) => value as string)))];
}

/** Puts a value where there is none yet. */
function fill(complaint: Complaint, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let holder = complaint;
  for (const part of parts) holder = (holder[part] ??= {}) as Complaint;
  holder[last] ??= value;
}
