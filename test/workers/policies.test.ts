import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPoliciesOnce } from '../../workers/policies';

const SHIPPED = join(__dirname, '..', '..', 'policies');
let place: string;
let cache: string;
let folder: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'redress-policies-once-'));
  [cache, folder] = [join(place, 'cache'), join(place, 'policies')];
  for (const part of ['calendars', 'templates', 'base.yaml', 'consumer-law.yaml', 'supermarket.yaml'])
    cpSync(join(SHIPPED, part), join(folder, part), { recursive: true });
});
afterEach(() => rmSync(place, { recursive: true }));

const read = () => readPoliciesOnce(cache, folder).map(({ policy }) => policy);
const kept = () => readdirSync(cache);

function change(from: string, to: string): void {
  const file = join(folder, 'supermarket.yaml');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test('policies that were read are taken as they were made, from another folder as well', () => {
  const [first] = read();
  expect(first).toMatchObject({ id: 'supermarket' });
  const [file] = kept();
  // Nothing but what is kept says so.
  writeFileSync(join(cache, file!), readFileSync(join(cache, file!), 'utf8').replace('"supermarket"', '"kept"'));
  const moved = join(place, 'moved');
  cpSync(folder, moved, { recursive: true });
  expect(JSON.stringify(readPoliciesOnce(cache, moved))).toContain('"kept"');
});

test('a policy that has changed is read and checked anew', () => {
  const [before] = read();
  change('version: ', 'version: 9');
  const [after] = read();
  expect(after!.version).toBe(`9${before!.version}`);
  expect(after!.bundleHash).not.toBe(before!.bundleHash);
});

test('what a policy takes from beside it counts as well: a template, a calendar', () => {
  read();
  const [template] = readdirSync(join(folder, 'templates'));
  writeFileSync(
    join(folder, 'templates', template!),
    `${readFileSync(join(folder, 'templates', template!), 'utf8')}\n`,
  );
  read();
  expect(kept()).toHaveLength(2);
});

test('beside an editor’s lock that leads nowhere they are read, and of a folder that is not there are none', () => {
  symlinkSync(join(place, 'nowhere'), join(folder, '.#notes'));
  expect(read()).toHaveLength(1);
  expect(readPoliciesOnce(cache, join(place, 'not-there'))).toEqual([]);
});

test('a broken policy is refused at each start, and what is refused is not kept', () => {
  change('id: supermarket', 'id: supermarket\nmian: []');
  for (const _ of [1, 2]) expect(read).toThrow(/supermarket\.yaml:\d+/);
  expect(() => kept()).toThrow('ENOENT');
});
