import { Receipts } from '../../models/receipts';
import { testDatabase } from './test-database';

const database = testDatabase();
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 30, 1, 0, second));

test('the first stamp of a key counts, for this process and for one that begins later', async () => {
  const receipts = new Receipts(database().connection);
  expect(await receipts.first('mark', at(5))).toEqual(at(5));
  expect(await receipts.first('mark', at(9))).toEqual(at(5));
  const restarted = new Receipts(database().connection);
  expect(await restarted.first('mark', at(12))).toEqual(at(5));
  expect(await restarted.first('another', at(12))).toEqual(at(12));
});

test('the stamp of a clock that was fast is corrected by a repeat, for every process', async () => {
  const [fast, right, restarted] = [1, 2, 3].map(() => new Receipts(database().connection));
  expect(await fast!.first('fast', at(50))).toEqual(at(50));
  expect(await right!.first('fast', at(7))).toEqual(at(7));
  // Set right without a restart.
  expect(await fast!.first('fast', at(8))).toEqual(at(7));
  expect(await restarted!.first('fast', at(20))).toEqual(at(7));
});
