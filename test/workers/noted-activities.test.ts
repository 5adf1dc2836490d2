import { BackgroundWork } from '../../background/background-work';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { numberIn } from '../../workers/noted-activities';

const NO = formatComplaintNumber('2026-11-22', new Uint8Array(8));

test('a failure is logged with the number of its case, and without one where there is none', () => {
  const lines: unknown[] = [];
  const background = new BackgroundWork({ error: (line) => lines.push(line), info: () => undefined });
  const error = new Error('x');
  background.note('activity:appendEvents', error, NO);
  background.note('archiver', error);
  expect(lines).toEqual([
    { work: 'activity:appendEvents', no: NO, err: error, failuresInARow: 1 },
    { work: 'archiver', err: error, failuresInARow: 1 },
  ]);
});

test('the id of a case’s workflow is its number', () => expect(numberIn(NO)).toBe(NO));

test.each([
  ['report-2026-11', undefined],
  [`${NO}A`, undefined],
  [undefined, undefined],
])('%s is no number', (id, no) => expect(numberIn(id)).toBe(no));
