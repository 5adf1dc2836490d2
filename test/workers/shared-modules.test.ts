import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIONS } from '../../domain/actions';
import { parseData } from '../../domain/actions/action-data';
import { parseEnvelope } from '../../domain/file/envelope';
import { SHARED } from '../../workers/bundle';
import { DATA, NO, sealed } from '../domain/case-lives';

const DOMAIN = join(__dirname, '..', '..', 'domain');

/** Freezes what can be reached, as the SDK does with modules that all cases share: functions are not entered. */
function deepFreeze(value: unknown, seen = new WeakSet<object>()): void {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return;
  seen.add(value);
  if (Object.isFrozen(value)) return;
  if (typeof value === 'object')
    for (const name of Reflect.ownKeys(value)) deepFreeze((value as Record<PropertyKey, unknown>)[name], seen);
  Object.freeze(value);
}

beforeAll(() => {
  // With those that are named come those that they import.
  const all = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const files = all.map((name) => join(DOMAIN, name));
  expect(files).toEqual(expect.arrayContaining(SHARED));
  for (const file of files) deepFreeze(Object.assign({}, jest.requireActual<object>(file)));
});

/** A schema that is exported, or stands in something exported, could not be completed on its first use. */
test.each([...ACTIONS.keys()])('the data of %s are parsed although the domain is frozen', (name) => {
  const action = ACTIONS.get(name)!;
  expect(parseData(action, NO, DATA[name]).error).toBeUndefined();
});

test('so is an envelope', () => {
  const by = { id: 'x', roles: [], departments: [] };
  expect(parseEnvelope({ key: 'k', by, via: 'api', data: { text: sealed } }).success).toBe(true);
});
