import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { periodById } from '../../domain/reports/period';
import { freePort, startMongo } from '../../engines/for-tests';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import { registerRows } from '../../models/register-rows';
import type { RegisterRow } from '../../models/register-rows';
import { allPolicies } from '../../test/support/policies';
import type { TokenIndex } from '../../vault/search-tokens';
import { openVault } from '../../vault/open-vault';
import { cloneOf } from './clone';
import { originalRows } from './originals';

/**
 * How lists grow with the number of cases: rows of cases that really went through their workflows, cloned, and asked for
 * by the models. `node --require ./engines/typescript/register.cjs bench/growth/main.ts [sizes] [address]`: sizes such as `1000,10000`, and an empty
 * database; without, a server of its own is started.
 */
const [sizes = '1000,10000', address] = process.argv.slice(2);
const TIMES = 7;
const AT_ONCE = 500;
const DAY_MS = 86_400_000;
const TODAY = Date.parse('2026-11-22T00:00:00Z');
/** Of ten cases, those with the frequent word. */
const FREQUENT = 4;

async function main(): Promise<void> {
  const originals = originalRows();
  const dataDir = mkdtempSync(join(tmpdir(), 'redress-growth-'));
  const engine = address === undefined ? await startMongo({ dataDir, port: await freePort() }) : undefined;
  const connection = await connect(address ?? engine?.uri ?? '', 120_000);
  const keys = await openVault(join(dataDir, 'keys'));
  try {
    const models = openModels(connection, keys);
    await models.ensureIndexes();
    const rows = registerRows(connection);
    let cases = 0;
    for (const size of sizes.split(',').map(Number)) {
      while (cases < size) {
        const some = Array.from({ length: Math.min(AT_ONCE, size - cases) }, () =>
          copyOf(originals, cases++, keys.tokenIndex),
        );
        await rows.collection.insertMany(some as never[]);
      }
      for (const [name, ask] of Object.entries(asked(models, originals))) print(size, name, await medianOf(ask));
    }
  } finally {
    await connection.close();
    await engine?.stop();
  }
}

/** Recorded on some day of the last two years. */
function copyOf(originals: readonly RegisterRow[], i: number, words: TokenIndex): Omit<RegisterRow, 'counted'> {
  const original = originals[i % originals.length] as RegisterRow;
  const recorded = original.entry.recordedAt?.getTime() ?? TODAY;
  const moved = TODAY - Math.floor(Math.random() * 730) * DAY_MS - recorded;
  const text = `${i % 10 < FREQUENT ? 'frequent ' : ''}rare${i}`;
  const no = formatComplaintNumber('2026-11-22', randomBytes(8));
  return { ...cloneOf(original, no, moved), tokens: words.index(text) };
}

/** What people ask every day, of what is in these cases. */
function asked(models: Models, originals: readonly RegisterRow[]): Record<string, () => Promise<unknown>> {
  const { register, tasks, reports } = models;
  const page = { limit: 50 };
  const newest = { by: 'recordedAt', descending: true } as const;
  const entries = originals.map(({ entry }) => entry);
  const department = entries.find((entry) => entry.department !== undefined)?.department ?? '';
  const handler = entries.find((entry) => entry.handler !== undefined)?.handler ?? '';
  const role = originals.flatMap((row) => row.tasks)[0]?.role ?? '';
  const monthly = [...allPolicies().values()].flatMap((bundle) =>
    Object.entries(bundle.reports ?? {}).flatMap(([name, { every }]) =>
      every === 'month' && entries.some((entry) => entry.policy === bundle.policy.id) ? [{ bundle, name }] : [],
    ),
  )[0];
  const month = periodById('month', '2026-10', 'Asia/Shanghai');
  return {
    'register, newest': () => register.list({}, newest, page),
    'register, by due time': () => register.list({}, { by: 'dueAt' }, page),
    'register, seen from headquarters': () => register.list({ seenFrom: ['hq'] }, newest, page),
    'closed, of a department': () => register.list({ status: 'closed', department }, newest, page),
    'of a handler': () => register.list({ handler }, newest, page),
    'a frequent word': () => register.list({ text: 'frequent' }, newest, page),
    'a rare word': () => register.list({ text: 'rare7' }, newest, page),
    'all tasks': () => tasks.list({}, page),
    'tasks of a role': () => tasks.list({ roles: [role] }, page),
    'tasks of somebody who has none': () => tasks.list({ persons: ['nobody'], roles: [] }, page),
    ...(monthly === undefined || month === undefined
      ? {}
      : {
          "a month's report": () => reports.within(monthly.bundle, monthly.name, month, { places: [], withNone: true }),
        }),
  };
}

async function medianOf(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}

function print(cases: number, name: string, ms: number): void {
  process.stdout.write(`${String(cases).padStart(8)}  ${name.padEnd(34)} ${ms.toFixed(0)} ms\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
