import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, fakeProgram, runNode, scratch } from './support';
import type { Outcome } from './support';

const MAIN = join(ROOT, 'engines', 'provision', 'main.mjs');
const JAVA_17 = 'console.log(\'openjdk version "17.0.15" 2025-04-15\')';

const answer = ({ stdout }: Outcome) => JSON.parse(stdout) as Record<string, unknown> & { failure?: string };

describe('providing what runs on Java', () => {
  const places: ReturnType<typeof scratch>[] = [];
  afterAll(() => places.forEach(({ remove }) => remove()));

  function machine() {
    const place = scratch();
    places.push(place);
    const bin = join(place.folder, 'bin');
    mkdirSync(bin);
    const data = join(place.folder, 'data');
    const env = {
      ...{ PATH: bin, HOME: place.folder, REDRESS_CACHE: join(place.folder, 'cache'), REDRESS_DATA: data },
      REDRESS_DOWNLOAD: 'no',
    };
    return {
      bin,
      data,
      cache: join(place.folder, 'cache', 'redress'),
      provide: (...engines: string[]) => runNode([MAIN, ...engines], env),
    };
  }

  test('no Java and no Maven: says what is missing, how to get it, and what does without', async () => {
    const { failure } = answer(await machine().provide('mongo'));
    expect(failure).toContain('java, javac, mvn not found');
    for (const way of ['openjdk-17-jdk-headless', 'mongod', 'MONGODB_URI=']) expect(failure).toContain(way);
  });

  test('a Java that is too old: says so', async () => {
    const { bin, provide } = machine();
    fakeProgram(bin, 'java', 'console.log(\'openjdk version "11.0.2" 2019-01-15\')');
    for (const name of ['javac', 'mvn']) fakeProgram(bin, name, '');
    expect(answer(await provide('test-server')).failure).toContain('this is Java 11');
  });

  test('a jar that is not the pinned one: refused by name, and nothing is kept', async () => {
    const { bin, cache, provide } = machine();
    fakeProgram(bin, 'java', JAVA_17);
    fakeProgram(bin, 'javac', '');
    // Puts in place every jar that is wanted, each with other content.
    const pinned = JSON.stringify(join(ROOT, 'engines', 'mongo', 'jars.sha256'));
    fakeProgram(
      bin,
      'mvn',
      `const to = args.find((arg) => arg.startsWith('-DoutputDirectory=')).split('=')[1];
fs.mkdirSync(to, { recursive: true });
for (const line of fs.readFileSync(${pinned}, 'utf8').trim().split('\\n'))
  fs.writeFileSync(to + '/' + line.split('  ')[1], 'something else');`,
    );
    const { failure } = answer(await provide('mongo-stand-in'));
    expect(failure).toContain('h2-2.3.232.jar');
    expect(failure).toContain('remove those jars');
    expect(readFileSync(join(bin, 'mvn.calls'), 'utf8')).toContain('--strict-checksums');
    expect(existsSync(cache) && readdirSync(cache).some((name) => /^mongo-stand-in-[0-9a-f]+$/.test(name))).toBe(false);
  });

  test('Maven fails: says so with its log and that a second start goes on', async () => {
    const { bin, cache, provide } = machine();
    fakeProgram(bin, 'java', JAVA_17);
    fakeProgram(bin, 'javac', '');
    fakeProgram(bin, 'mvn', "console.log('the repository is unreachable'); process.exit(1)");
    const { failure } = answer(await provide('test-server'));
    const log = join(cache, 'logs', 'time-skipping-test-server-jars.log');
    expect(failure).toContain(`Its log: ${log}`);
    expect(failure).toContain('start again');
    expect(readFileSync(log, 'utf8')).toContain('unreachable');
  });

  describe('which MongoDB', () => {
    const REAL = "console.log('db version v8.0.4\\nBuild Info: {}')";

    test('a mongod on the PATH: taken; one that the driver cannot speak with: passed over', async () => {
      const { bin, provide } = machine();
      fakeProgram(bin, 'mongod', REAL);
      expect(answer(await provide('mongo'))).toMatchObject({ mongo: { kind: 'mongod', source: 'path' } });
      fakeProgram(bin, 'mongod', "console.log('db version v4.2.24')");
      const outcome = await provide('mongo');
      expect(outcome.stderr).toContain('mongod is passed over: it is 4.2.24');
      expect(answer(outcome).failure).toContain('MongoDB stand-in');
    });

    test('data that the stand-in wrote, a mongod appears on the PATH: still the stand-in', async () => {
      const { bin, data, provide } = machine();
      fakeProgram(bin, 'mongod', REAL);
      mkdirSync(join(data, 'mongo-stand-in'), { recursive: true });
      expect(answer(await provide('mongo')).failure).toContain('MongoDB stand-in: needs a JDK');
    });

    test('data that mongod wrote, mongod is gone: refused rather than served empty', async () => {
      const { data, provide } = machine();
      mkdirSync(join(data, 'mongod'), { recursive: true });
      expect(answer(await provide('mongo')).failure).toContain(`The data in ${data} was written by mongod`);
    });
  });
});
