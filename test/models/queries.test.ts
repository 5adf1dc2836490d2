import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { openModels } from '../../models/open-models';
import { answering, declaredQueries } from '../../models/queries';
import type { DeclaredIndex, DeclaredQuery } from '../../models/queries';
import { FILTERS } from '../../models/register-fields';
import { REGISTER_QUERIES, SORT_FIELDS } from '../../models/register-queries';
import { openVault } from '../../vault/open-vault';

const connection = mongoose.createConnection();
const folder = mkdtempSync(join(tmpdir(), 'redress-queries-'));
beforeAll(async () => openModels(connection, await openVault(folder)));
afterAll(async () => {
  await connection.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('which index answers a query', () => {
  const up: DeclaredIndex = { keys: { status: 1, at: 1, _id: 1 } };
  const mixed: DeclaredIndex = { keys: { status: 1, at: 1, _id: -1 } };
  test.each<[string, Omit<DeclaredQuery, 'name'>, DeclaredIndex, boolean]>([
    ['equality and the order after it', { equal: ['status'], sort: { at: 1, _id: 1 } }, up, true],
    ['read backwards, all of the order', { equal: ['status'], sort: { at: -1, _id: -1 } }, up, true],
    ['not one part backwards', { equal: ['status'], sort: { at: 1, _id: -1 } }, up, false],
    ['an order that turns, as the index does', { equal: ['status'], sort: { at: -1, _id: 1 } }, mixed, true],
    ['no order without the equality before it', { sort: { at: 1 } }, up, false],
    ['no further equality', { equal: ['status', 'place'], sort: { at: 1 } }, up, false],
    ['a part of the order', { equal: ['status'], sort: { at: 1 } }, up, true],
    ['not the order without its first', { equal: ['status'], sort: { _id: 1 } }, up, false],
    ['a range that begins the order', { equal: ['status'], range: 'at', sort: { at: 1 } }, up, true],
    ['a range after the equality', { equal: ['status'], range: 'at' }, up, true],
    ['no range behind another field', { equal: ['status'], range: '_id' }, up, false],
    [
      'a range of little, sorted afterwards',
      { equal: ['status'], range: 'at', sort: { x: 1 }, sortsWhatItFinds: true },
      up,
      true,
    ],
    ['nothing that is asked for', {}, up, false],
  ])('%s', (_, query, index, isAnswered) => {
    expect(answering({ name: '', ...query }, [index]).includes(index)).toBe(isAnswered);
  });
});

describe.each(declaredQueries().map((declared) => [declared.collection, declared] as const))('%s', (name, declared) => {
  test('every query that is declared is answered by an index', () => {
    const lame = declared.queries.filter((query) => answering(query, declared.indexes).length === 0);
    expect(lame.map((query) => query.name)).toEqual([]);
  });

  test('no index is there that no query needs', () => {
    const isNeeded = (index: DeclaredIndex): boolean =>
      index.keeps !== undefined ||
      declared.queries.some((query) => {
        const ways = answering(query, declared.indexes);
        return ways.includes(index) && ways.length === 1;
      });
    expect(declared.indexes.filter((index) => !isNeeded(index)).map(({ keys }) => keys)).toEqual([]);
  });

  test('its schema has these indexes and no others', () => {
    const [, model] = Object.entries(connection.models).find(([collection]) => collection === name) ?? [];
    expect(model?.schema.indexes().map(([keys]) => keys)).toEqual(declared.indexes.map(({ keys }) => keys));
  });
});

test('every collection with indexes says what it is asked', () => {
  const known = declaredQueries().map(({ collection }) => collection);
  const silent = Object.entries(connection.models).filter(
    ([collection, { schema }]) => schema.indexes().length > 0 && !known.includes(collection),
  );
  expect(silent.map(([collection]) => collection)).toEqual([]);
});

test('every filter and every order of the register is a query that is declared', () => {
  const { queries } = REGISTER_QUERIES;
  const fields = queries.flatMap(({ equal = [], range = '' }) => [...equal, range]);
  for (const { field } of Object.values(FILTERS)) expect(fields).toContain(`entry.${field}`);
  for (const sort of SORT_FIELDS) expect(queries.map(({ name }) => name)).toContain(`first page by ${sort}`);
});
