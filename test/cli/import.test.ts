import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../cli/api-client';
import { importFile, readMap } from '../../cli/import';
import type { ImportOptions } from '../../cli/import';
import { gb18030 } from '../support/gb18030';
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
    expect(reported().map(({ line, externalId, reasons, remarks }) => [line, externalId, reasons ?? remarks])).toEqual([
      [4, '3', ['line 4, column 3, category: The value is empty, or no mapping matches it.']],
      [5, '4', [expect.stringMatching(/^line 5, column 25, occurredAt: This time does not exist/)]],
      [6, '5', ['line 6: Duplicate of line 2.']],
      [7, '', ['line 7, column 1, externalId: The value is empty, or no mapping matches it.']],
      [
        8,
        '7',
        [expect.stringMatching(/^line 8, column 52, receiptFen: Enter an amount in yuan.*the cell is not a number/)],
      ],
      [9, '八', ['text: cut from 29 to 20 characters']],
    ]);
    expect(reported()[1]).toMatchObject({
      faults: [
        {
          line: 5,
          column: 25,
          field: 'occurredAt',
          code: 'no_such_time',
          message: { zh: expect.stringContaining('没有这一时间') },
        },
      ],
    });
  });

  test('started again: nothing is registered twice, the same numbers in the order of the file, the report is written anew', async () => {
    const first = await run();
    const second = await run({ parallel: 1 });
    expect(api.registered.size).toBe(3);
    expect(second.numbers).toEqual(first.numbers);
    expect(first).toMatchObject({ registered: 3, known: 0 });
    expect(second).toMatchObject({ registered: 3, known: 3, refused: 5 });
    expect(reported()).toHaveLength(6);
  });

  test('again with rows moved, in another encoding, with other line ends: nothing is registered twice', async () => {
    const rows = [
      '1,goods,王小明,电饭煲,漏电,1/2/2026,5',
      '2,ride,李红,快递,迟到,1/2/2026,',
      '3,goods,赵六,水壶,漏水,1/2/2026,1',
    ];
    const [header] = ROWS.split('\n');
    writeFileSync(file, [header, ...rows].join('\n'));
    expect(await run()).toMatchObject({ registered: 3, known: 0 });
    writeFileSync(file, gb18030([header, ...rows.reverse()].join('\r\n')));
    expect(await run()).toMatchObject({ registered: 3, known: 3 });
    writeFileSync(file, Buffer.from(`\uFEFF${[header, ...rows].join('\r')}`, 'utf16le'));
    expect(await run()).toMatchObject({ registered: 3, known: 3 });
    expect(api.registered.size).toBe(3);
  });

  test('one bad quote in 4,000 rows: 3,999 are registered, those before and those after it', async () => {
    const rows = Array.from({ length: 4_000 }, (_, i) => `r${i},goods,Ann,Cup${i},broken,1/2/2026,`);
    rows[1_999] = 'r1999,goods,Ann,"Cup,broken,1/2/2026,';
    writeFileSync(file, ['id,kind,name,subject,story,day,paid', ...rows].join('\n'));
    const result = await importFile({ file, map: readMap(mapFile), report });
    expect(result).toMatchObject({ read: 4_000, registered: 3_999, refused: 1 });
    expect(reported()).toMatchObject([{ line: 2_001, faults: [{ line: 2_001, column: 17, code: 'open_quote' }] }]);
  });

  test('the same id twice, the other row with another text: the second is refused with the line of the first', async () => {
    writeFileSync(file, `${ROWS.split('\n').slice(0, 2).join('\n')}\n1,goods,Ann,Pot,dented,1/2/2026,\n`);
    expect(await run()).toMatchObject({ registered: 1, refused: 1 });
    expect(reported()[0]?.['reasons']).toEqual(['line 3, externalId: Same id as in line 2.']);
  });

  test('a column that the map names is missing: nothing is registered, unless the map says that it may be', async () => {
    writeFileSync(file, ROWS.replace('paid', 'pald'));
    await expect(run()).rejects.toThrow(/Columns are missing: "paid"/);
    expect(api.requests).toBe(0);
    writeFileSync(mapFile, `${MAP}optional: [paid]\n`);
    let told: unknown;
    await run({ onOpened: (opened) => void (told = opened) });
    expect(told).toMatchObject({
      decoded: { encoding: 'utf-8', by: 'content' },
      header: { unknown: ['pald'], missing: ['paid'] },
    });
  });

  test.each([
    ['1/2/2026', undefined],
    ['2026/1/2', 'not_a_date'],
    ['46022', 'not_a_date'],
    ['31.02.2026', 'not_a_date'],
    ['31/02/2026', 'no_such_time'],
    ['１/２/2026', 'not_a_date'],
    ['1/2/26', 'not_a_date'],
    ['1/2/1899', 'no_such_time'],
    ['1/2/2200', 'no_such_time'],
    ['0/2/2026', 'no_such_time'],
    ['13/13/2026', 'no_such_time'],
  ])('the day %s: %s', async (day, code) => {
    writeFileSync(file, `id,kind,name,subject,story,day,paid\n1,goods,Ann,Cup,broken,${day},\n`);
    expect(await run()).toMatchObject({ registered: code === undefined ? 1 : 0 });
    expect(reported().map(({ faults }) => (faults as { code: string }[])[0]?.code)).toEqual(
      code === undefined ? [] : [code],
    );
  });

  test('keys fit a header whatever the row is called, and differ', async () => {
    await run();
    for (const key of api.registered.keys()) expect(key).toMatch(/^[\x21-\x7e]{1,80}$/);
    expect(api.registered.has('import:shop:1')).toBe(true);
  });

  test('what the API refuses is reported and stops nothing', async () => {
    api.refuse = (body) => (body['category'] === 'transport' ? 'complainant.phone' : undefined);
    expect(await run()).toMatchObject({ registered: 2, refused: 6 });
    expect(reported()).toContainEqual(
      expect.objectContaining({ line: 3, externalId: '2', reasons: ['line 3, complainant.phone: is wrong'] }),
    );
    api.refuse = (body) => (body['externalId'] === 'shop:2' ? 'complainant.name' : undefined);
    await run();
    expect(reported()).toContainEqual(
      expect.objectContaining({ reasons: ['line 3, column 8, complainant.name: is wrong'] }),
    );
  });

  test('a server away for moments: waited for, nothing refused because of it', async () => {
    api.away = 5;
    expect(await run()).toMatchObject({ registered: 3, refused: 5 });
  });

  test('a server away for good: the import stops with its failure, and a later one goes on', async () => {
    api.away = Infinity;
    const impatient = {
      exchange: client.exchange.bind(client),
      persist: <T>(call: () => Promise<T>) => client.persist(call, 2),
    };
    await expect(run({ client: impatient })).rejects.toThrow(/Database unavailable/);
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
