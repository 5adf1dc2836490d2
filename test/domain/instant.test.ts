import fc from 'fast-check';
import { instantSchema } from '../../domain/time/instant';

const schema = instantSchema();

test.each([
  ['finer than milliseconds', '2026-11-20T10:00:00.123456+08:00', '2026-11-20T02:00:00.123Z'],
  ['in another year by its offset', '2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
  ['the first of all', '1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
  ['the last of all', '2199-12-31T23:59:59.999Z', '2199-12-31T23:59:59.999Z'],
])('an instant %s is kept in UTC with milliseconds', (_, sent, kept) => {
  expect(schema.parse(sent)).toBe(kept);
});

test.each([
  ['past the last year, by its offset alone', '9999-12-31T23:59:59-14:00'],
  ['in the first year too late', '2200-01-01T00:00:00Z'],
  ['in the last year too early', '1899-12-31T23:59:59Z'],
  ['in the first year too early by its offset', '1900-01-01T00:00:00+08:00'],
  ['that does not exist', '2026-02-30T10:00:00Z'],
  ['without seconds', '2026-11-20T10:00+08:00'],
  ['without an offset', '2026-11-20T10:00:00'],
  ['with a year of six digits', '+010000-01-01T00:00:00Z'],
])('an instant %s is refused', (_, sent) => {
  expect(schema.safeParse(sent).success).toBe(false);
});

test('as they are kept, instants compare as texts as they do as times, and are kept the same again', () => {
  const at = fc.date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true });
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(at, offset, at, offset, (a, aOffset, b, bOffset) => {
      const [one, other] = [schema.parse(spelled(a, aOffset)), schema.parse(spelled(b, bOffset))];
      expect(one).toBe(a.toISOString());
      expect(one < other).toBe(a < b);
      expect(schema.parse(one)).toBe(one);
    }),
  );
});

function spelled(at: Date, offsetMinutes: number): string {
  const wall = new Date(at.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const [sign, minutes] = [offsetMinutes < 0 ? '-' : '+', Math.abs(offsetMinutes)];
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${wall}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}
