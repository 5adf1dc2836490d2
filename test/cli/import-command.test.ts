import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gb18030 } from '../support/gb18030';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'redress-command-'));
const [file, map, report] = [join(folder, 'rows.csv'), join(folder, 'map.yaml'), join(folder, 'refused.jsonl')];
afterAll(() => rmSync(folder, { recursive: true }));

/** A dry run of the command, as a person or a script starts it. */
function run(...more: string[]): Promise<{ code: unknown; out: string; error: string }> {
  const command = [
    '--require',
    './engines/typescript/register.cjs',
    join(ROOT, 'cli', 'main.ts'),
    'import',
    file,
    '--map',
    map,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, [...command, '--dry-run', '--report', report, ...more], (failure, out, error) =>
      resolve({ code: failure?.code ?? 0, out, error }),
    );
  });
}

test('says which encoding was taken and what was refused; the exit code says whether anything was', async () => {
  writeFileSync(
    map,
    [
      ...['id: shop', "title: A shop's list", 'format: csv', 'policy: enterprise-eight-step', 'externalId: 编号'],
      'fields: { category: { value: quality }, text: { from: 内容 }, receiptFen: { from: 金额, money: true } }',
    ].join('\n'),
  );
  writeFileSync(file, gb18030('编号,内容,金额\n1,电饭煲漏电,"1,234.50"\n2,"没有结束,5\n3,坏了,9.800,00\n4,坏了,5\n'));
  const some = await run();
  expect(some).toMatchObject({ code: 2, error: '' });
  expect(some.out).toContain('encoding: gb18030 (by its content)');
  expect(some.out).toContain('4 rows read, 2 would be registered, 2 refused (see ');
  const refused = readFileSync(report, 'utf8').trim().split('\n');
  expect(refused.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { line: 3, faults: [{ line: 3, column: 3, code: 'open_quote' }] },
    { line: 4, faults: [{ line: 4, column: 12, code: 'cells' }] },
  ]);

  expect(await run('--encoding', 'utf-8')).toMatchObject({
    code: 1,
    error: expect.stringContaining('belong to the encoding'),
  });
  writeFileSync(file, '编号,内容,金额\n1,电饭煲漏电,5\n');
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('1 would be registered, 0 refused\n') });
}, 120_000);
