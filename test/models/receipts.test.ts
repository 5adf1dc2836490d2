import { Receipts } from '../../models/receipts';
import { testDatabase } from './test-database';

const database = testDatabase();
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 22, 10, 0, second));

test('a request counts from when it was received first, whichever process hears the repeat', async () => {
  const { connection } = database();
  const [one, other] = [new Receipts(connection), new Receipts(connection)];
  expect(await one.first('first', at(1))).toEqual(at(1));
  expect(await one.first('first', at(2))).toEqual(at(1));
  expect(await other.first('first', at(3))).toEqual(at(1));
});

test('a stamp of a clock that was fast holds only until the request is repeated by the right one', async () => {
  const { connection } = database();
  const [fast, right, later] = [new Receipts(connection), new Receipts(connection), new Receipts(connection)];
  expect(await fast.first('fast', at(50))).toEqual(at(50));
  expect(await fast.first('fast', at(2))).toEqual(at(2));
  expect(await right.first('fast', at(3))).toEqual(at(2));
  expect(await later.first('fast', at(4))).toEqual(at(2));
});
