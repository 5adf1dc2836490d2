import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from './lines';
import type { Reading } from './reader';

interface Line {
  e: string;
  kind?: string;
  what?: string;
  story?: string;
  policy?: string;
  end?: string;
  status?: string;
}

/** What has come of a soak, for people. */
export function tableOf(folder: string): string {
  const lines = readLines<Line>(join(folder, 'ledger.jsonl'));
  const said: string[] = [];
  const table = (title: string, counts: Map<string, number>): void => {
    said.push(
      '',
      title,
      ...[...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
    );
  };
  const faults = lines.filter(({ e }) => e === 'fault');
  const cases = lines.filter(({ e }) => e === 'case').length;
  const sittings = lines.filter(({ e }) => e === 'sitting').length;
  said.push(`${cases} cases, ${faults.length} faults, ${sittings} sittings`);
  table('Faults', tally(faults.map(({ kind = '' }) => kind)));
  table('of which', tally(faults.map(({ kind = '', what = '' }) => `${kind}: ${what}`)));
  table(
    'Stories',
    tally(
      lines
        .filter(({ e }) => e === 'end')
        .map(({ policy = '', story = '', status = 'unregistered', end }) => `${policy}, ${story}: ${end ?? status}`),
    ),
  );
  const file = join(folder, 'report.json');
  if (!existsSync(file)) return said.join('\n');
  const { counts, ends, findings, at } = JSON.parse(readFileSync(file, 'utf8')) as Reading & { at: string };
  table('In the register', new Map(Object.entries(ends)));
  table(`Read at ${at}`, new Map(Object.entries(counts)));
  table('Found', tally(findings.map(({ what }) => what)));
  for (const { what, no, detail } of findings.slice(0, 40)) said.push(`  ${what}  ${no}  ${detail}`);
  said.push('', findings.length === 0 ? 'Nothing is wrong.' : `${findings.length} findings.`);
  return said.join('\n');
}

function tally(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
