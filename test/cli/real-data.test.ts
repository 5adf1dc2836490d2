import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows } from '../../cli/read-rows';
import { importFile, readMap } from '../../cli/import';
import { mapRow } from '../../domain/imports/import-map';
import { plainSchema } from '../../domain/actions/data-kinds';
import { intakeSchema } from '../../domain/case/intake';
import { z } from 'zod';
import { allPolicies } from '../support/policies';

const ROOT = join(__dirname, '..', '..');
/** Published complaints that are no part of the project: beside the checkout, or wherever the variable says. */
const DATA = process.env['REDRESS_REAL_DATA'] ?? join(ROOT, '..', 'shared', 'data');
const LONGEST_TEXT = 8_000;

const FILES = [
  { map: 'cfpb', file: 'cfpb_mixed_products.jsonl', rows: 1_532, duplicates: 33 },
  { map: 'comcast-fcc', file: 'telecom_comcast_fcc_2015.jsonl', rows: 2_224 },
  { map: 'government-board', file: 'gov_message_board_with_reply.jsonl', rows: 2_749 },
  { map: 'car-12365', file: 'car_complaints_12365auto.jsonl', rows: 2_101 },
];

describe('import maps on real complaints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-real-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(FILES)('$map names a policy and categories that exist', ({ map: id }) => {
    const map = readMap(join(ROOT, 'imports', `${id}.yaml`));
    const policy = allPolicies().get(map.policy)?.policy;
    const { match = [], default: otherwise } = map.fields['category'] ?? {};
    expect(match.length).toBeGreaterThan(0);
    for (const category of [...match.map(({ value }) => value), otherwise])
      expect(Object.keys(policy?.categories ?? {})).toContain(category);
  });

  for (const { map: id, file, rows, duplicates } of FILES) {
    const path = join(DATA, file);
    const whereThere = existsSync(path) ? test : test.skip;

    whereThere(`${file}: every row is taken or refused with a reason`, async () => {
      const map = readMap(join(ROOT, 'imports', `${id}.yaml`));
      const report = join(folder, `${id}.jsonl`);
      const result = await importFile({ file: path, map, report });
      expect(result.read).toBe(rows);
      expect(result.registered + result.refused).toBe(rows);
      expect(result.registered).toBeGreaterThan(rows * 0.9);
      const refused = readFileSync(report, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"reasons"'));
      expect(refused).toHaveLength(result.refused);
      if (duplicates !== undefined)
        expect(refused.filter((line) => line.includes('Duplicate of line'))).toHaveLength(duplicates);
    });

    whereThere(`${file}: what is taken is an intake, in several categories`, async () => {
      const map = readMap(join(ROOT, 'imports', `${id}.yaml`));
      const schema = plainSchema(intakeSchema, z.string().min(1).max(LONGEST_TEXT));
      const categories = new Set<string>();
      const wrong: string[] = [];
      for (const row of readRows(path, map).rows) {
        const { line } = row;
        const mapped = 'values' in row ? mapRow(map, row.values) : undefined;
        if (mapped?.ok !== true) continue;
        const parsed = schema.safeParse(mapped.intake);
        if (parsed.success) categories.add(parsed.data.category);
        else
          wrong.push(
            `${line}: ${parsed.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; ')}`,
          );
      }
      expect(wrong).toEqual([]);
      expect(categories.size).toBeGreaterThanOrEqual(3);
    });
  }
});
