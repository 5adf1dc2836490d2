import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../cli/api-client';
import { importFile, readMap } from '../../cli/import';
import type { ImportOptions } from '../../cli/import';
import { StandInApi } from './stand-in-api';

const MAP = `
id: shop
title: A shop's list
format: csv
policy: enterprise-eight-step
externalId: id
fields:
  category: { from: kind, map: { goods: quality, ride: transport } }
  complainant.name: { from: name }
  text: { from: [subject, story], cut: 20 }
  occurredAt: { from: day, date: [M/d/yyyy, d/M/yyyy], offset: '+08:00' }
  receiptFen: { from: paid, money: true }
  place: { from: name, map: { Ann: store-east } }
  channel: { from: [subject], match: [{ pattern: '^re:', value: email }], default: web }
duplicatesBy: [text]
`;

const ROWS = [
  'id,kind,name,subject,story,day,paid',
  '1,goods,Ann,Cup,broken,13/2/2026,"1,204.5"',
  '2,ride,Ben,RE: Vase,cracked,2/3/2026,',
  '3,other,Cid,Pot,no such kind,2/3/2026,1',
  '4,goods,Dee,Jug,bad day,31/4/2026,1',
  '5,goods,Eve,Cup,broken,1/2/2026,9',
  ',goods,Fay,Pan,without an id,1/2/2026,1',
  '7,goods,Gus,Bowl,a very long story indeed,1/2/2026,abc',
  '八,goods,Hal,Dish,a very long story indeed,1/2/2026,2',
].join('\n');

describe('importFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-import-'));
  const file = join(folder, 'rows.csv');
  const report = join(folder, 'reports', 'refused.jsonl');
  const mapFile = join(folder, 'map.yaml');
  let api: StandInApi;
  let client: ApiClient;

  beforeEach(async () => {
    writeFileSync(mapFile, MAP);
    writeFileSync(file, ROWS);
    api = new StandInApi();
    client = new ApiClient(await api.start());
  });
  afterEach(() => api.stop());
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (more: Partial<ImportOptions> = {}) =>
    importFile({ file, map: readMap(mapFile), report, client, ...more });
  const reported = (): Record<string, unknown>[] =>
    readFileSync(report, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .sort((a, b) => Number(a['line']) - Number(b['line']));

  test('good rows become complaints by the map, the others are told with line and reason', async () => {
    const result = await run();
    expect(result).toMatchObject({ read: 8, registered: 3, refused: 5, remarks: 1 });
    const bodies = [...api.registered.values()].map(({ body }) => body);
    expect(bodies.find((body) => body['externalId'] === 'shop:1')).toEqual({
      policy: 'enterprise-eight-step',
      externalId: 'shop:1',
      place: 'store-east',
      category: 'quality',
      complainant: { name: 'Ann' },
      text: 'Cup\nbroken',
      // There is no month 13: only the second form makes a day of it.
      occurredAt: '2026-02-13T00:00:00+08:00',
      receiptFen: 120_450,
      channel: 'web',
    });
    // Either form would do: the first counts.
    expect(bodies.find((body) => body['externalId'] === 'shop:2')).toMatchObject({
      occurredAt: '2026-02-03T00:00:00+08:00',
      channel: 'email',
    });
    expect(reported()).toEqual([
      { line: 4, externalId: '3', reasons: ['category: empty'] },
      { line: 5, externalId: '4', reasons: ['occurredAt: no such day'] },
      { line: 6, externalId: '5', reasons: ['duplicate of line 2'] },
      { line: 7, externalId: '', reasons: ['id: empty'] },
      { line: 8, externalId: '7', reasons: ['receiptFen: not an amount'] },
      { line: 9, externalId: '八', remarks: ['text: cut from 29 to 20 characters'] },
    ]);
  });

  test('started again: nothing is registered twice, the same numbers in the order of the file, the report is written anew', async () => {
    const first = await run();
    const second = await run({ parallel: 1 });
    expect(api.registered.size).toBe(3);
    expect(second.numbers).toEqual(first.numbers);
    expect(second).toMatchObject({ registered: 3, refused: 5 });
    expect(reported()).toHaveLength(6);
  });

  test('keys fit a header whatever the row is called, and differ', async () => {
    await run();
    for (const key of api.registered.keys()) expect(key).toMatch(/^[\x21-\x7e]{1,80}$/);
    expect(api.registered.has('import:shop:1')).toBe(true);
  });

  test('what the API refuses is reported and stops nothing', async () => {
    api.refuse = (body) => (body['category'] === 'transport' ? 'complainant.phone' : undefined);
    expect(await run()).toMatchObject({ registered: 2, refused: 6 });
    expect(reported()).toContainEqual({
      line: 3,
      externalId: '2',
      reasons: [expect.stringContaining('complainant.phone: is wrong')],
    });
  });

  test('a server away for moments: waited for, nothing refused because of it', async () => {
    api.away = 5;
    expect(await run()).toMatchObject({ registered: 3, refused: 5 });
  });

  test('a server away for good: the import stops with its failure, and a later one goes on', async () => {
    api.away = Infinity;
    const impatient = {
      post: client.post.bind(client),
      persist: <T>(call: () => Promise<T>) => client.persist(call, 2),
    };
    await expect(run({ client: impatient })).rejects.toThrow(/database is not available/);
    api.away = 0;
    expect(await run()).toMatchObject({ registered: 3, refused: 5 });
  });

  test('a dry run registers nothing and says what would happen', async () => {
    expect(await importFile({ file, map: readMap(mapFile), report })).toMatchObject({
      read: 8,
      registered: 3,
      refused: 5,
      remarks: 1,
      numbers: [],
    });
    expect(api.requests).toBe(0);
  });

  test('no more rows than asked for, no more at once than asked for, told after each', async () => {
    const seen: number[] = [];
    expect(
      await run({ limit: 4, parallel: 2, onProgress: ({ registered, refused }) => seen.push(registered + refused) }),
    ).toMatchObject({ read: 4 });
    expect(api.mostAtOnce).toBeLessThanOrEqual(2);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('a map with mistakes: each named with file and field', () => {
    writeFileSync(mapFile, MAP.replace('format: csv', 'format: xml').replace("pattern: '^re:'", "pattern: '('"));
    expect(() => readMap(mapFile)).toThrow(
      /map\.yaml format: .*\n.*map\.yaml fields\.channel\.match\.0\.pattern: a regular expression/s,
    );
  });
});
