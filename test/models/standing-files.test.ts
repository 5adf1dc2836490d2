import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { startMongo } from '../../engines/for-tests';
import type { MongoEngine } from '../../engines/mongo';
import { Changes } from '../../models/changes';
import { connect } from '../../models/connect';
import { proceedingRows } from '../../models/proceeding-rows';
import { registerRows } from '../../models/register-rows';
import { StandingFiles, tasksIn } from '../../models/standing-files';
import { TaskList } from '../../models/tasks';
import { tasksOf } from '../../models/whose-tasks';
import { TokenIndex } from '../../vault/search-tokens';

const data = mkdtempSync(join(tmpdir(), 'redress-changes-'));
let mongo: MongoEngine;
let connection: Connection;
beforeAll(async () => {
  mongo = await startMongo({ dataDir: data });
  connection = await connect(mongo.uri, 8_000);
}, 60_000);
afterAll(async () => {
  await connection.close();
  await mongo.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

const PERSONS = ['mei', 'lin', 'chen'];
const ROLES = ['desk', 'handler', 'head'];
const DEPARTMENTS = ['service', 'kitchen'];
const PLACES = [['hq'], ['hq', 'east'], ['hq', 'west']];
const POLICIES = [
  { roles: { desk: { title: { zh: '', en: '' } }, head: { title: { zh: '', en: '' }, ofDepartment: true } } },
  { roles: { handler: { title: { zh: '', en: '' }, ofDepartment: true } } },
] as never[];

const some = (all: string[]) => fc.subarray(all);
const task = fc.record(
  {
    openTo: some(ROLES),
    closedTo: some(PERSONS),
    assignee: fc.constantFrom(...PERSONS),
    department: fc.constantFrom(...DEPARTMENTS),
    heard: fc.constant(true as const),
  },
  { requiredKeys: ['openTo', 'closedTo'] },
);
const tasks = fc.array(task, { maxLength: 4 });
const AT = new Date('2026-11-20T01:00:00Z');
const title = { zh: '', en: '' };

/** As the read models store them: whole rows, of which only some fields matter here. */
async function store(
  cases: { tasks: object[]; places?: string[] | undefined }[],
  proceedings: { tasks: object[]; places?: string[][] | undefined }[],
): Promise<string[]> {
  const whole = (one: object, i: number) => ({
    ...{ id: `main/step/1/${i}`, title, actions: ['judge'], roles: [], role: 'desk', openedAt: AT, dueAt: AT },
    ...one,
  });
  const plain = { tokens: [], erased: false, marks: [], bundleHash: '', uncounted: false, rev: 1 };
  const rows = cases.map(({ tasks: own, places }, i) => ({
    ...{ _id: `C${i}`, ...plain, tasks: own.map(whole) },
    entry: { no: `C${i}`, policy: 'p', dueAt: AT, updatedAt: AT, ...(places === undefined ? {} : { places }) },
  }));
  const beside = proceedings.map(({ tasks: own, places }, i) => ({
    ...{ _id: `M${i}`, kind: 'incident', seq: 1, status: 'open', policy: 'p', facts: {}, updatedAt: AT },
    ...(places === undefined ? {} : { places, seenFrom: [...new Set(places.flat())] }),
    waits: own.map((one, at) => {
      const { department: _, heard: __, ...wait } = whole(one, at) as Record<string, unknown>;
      return wait;
    }),
  }));
  await Promise.all([registerRows(connection).deleteMany({}), proceedingRows(connection).deleteMany({})]);
  if (rows.length > 0) await registerRows(connection).collection.insertMany(rows as never[]);
  if (beside.length > 0) await proceedingRows(connection).collection.insertMany(beside as never[]);
  return [...rows, ...beside].map(({ _id }) => _id);
}

test('whose turn it is comes out as in the list of tasks, whatever roles, departments, places and substitutions', async () => {
  const [list, files] = [
    new TaskList(connection, { tokenIndex: new TokenIndex(Buffer.alloc(32)) }),
    new StandingFiles(connection),
  ];
  const reader = fc.record(
    {
      id: fc.constantFrom(...PERSONS),
      for: fc.constantFrom(...PERSONS),
      roles: some(ROLES),
      departments: some(DEPARTMENTS),
      places: some(['hq', 'east', 'west']),
    },
    { requiredKeys: ['id', 'roles', 'departments', 'places'] },
  );
  const place = fc.option(fc.constantFrom(...PLACES), { nil: undefined });
  const paths = fc.option(fc.subarray(PLACES, { minLength: 1 }), { nil: undefined });
  let listed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ tasks, places: place }), { maxLength: 6 }),
      fc.array(fc.record({ tasks, places: paths }), { maxLength: 3 }),
      fc.array(reader, { minLength: 4, maxLength: 6 }),
      async (cases, proceedings, readers) => {
        const numbers = await store(cases, proceedings);
        const stand = await files.of(numbers);
        for (const one of readers) {
          const filter = tasksOf(one, POLICIES);
          const { items } = await list.list(filter, { limit: 100 });
          const found = stand.flatMap((file) => tasksIn(file, filter).map((id) => `${file.no} ${id}`));
          expect(found.sort()).toEqual(items.map(({ no, id }) => `${no} ${id}`).sort());
          listed += items.length;
        }
      },
    ),
    { numRuns: 12 },
  );
  expect(listed).toBeGreaterThan(10);
}, 120_000);

test('what several processes note at once stands in one order, without a gap, and each is found after the one before', async () => {
  const processes = [1, 2, 3].map(() => new Changes(connection));
  expect(await processes[0]!.head()).toBe(0);
  await Promise.all(processes.flatMap((one, p) => Array.from({ length: 40 }, (_, i) => one.note(`C${p}-${i}`, i + 1))));
  const reader = new Changes(connection);
  expect(await reader.head()).toBe(120);
  const seen: number[] = [];
  for (let at = 0; ; at = seen.at(-1) ?? 0) {
    const changes = await reader.after(at);
    if (changes.length === 0) break;
    seen.push(...changes.map(({ n }) => n));
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
  // A process that was asleep goes on where the others are.
  await processes[1]!.note('C-late', 9);
  expect(await reader.after(120)).toEqual([{ n: 121, no: 'C-late', seq: 9 }]);
});
