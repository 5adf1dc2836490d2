import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, logFile } from './cache.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { ask, run, which } from './run.mjs';

/** Class files of the stand-in for MongoDB are for this Java; the test server is content with less. */
const OLDEST_JAVA = 17;
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * Copies the jars that `folder/pom.xml` names to `to` and checks each against `folder/jars.sha256`.
 * @param {{ title: string, folder: string, to: string, otherWays: string[] }} options `otherWays`: what a person can do
 *   who has no Java
 */
export async function fetchJars({ title, folder, to, otherWays }) {
  requireJava(title, otherWays);
  const log = logFile(`${title.toLowerCase().replaceAll(' ', '-')}-jars`);
  const goal = [PLUGIN, `-DoutputDirectory=${to}`, '-DincludeScope=runtime'];
  // Two Mavens that fill the same repository on this machine can trip over each other.
  await withLock(join(cacheFolder(), 'maven.lock'), () =>
    step(`${title}: fetching its jars with Maven`, () =>
      run('mvn', ['-B', '-ntp', '--strict-checksums', '-f', join(folder, 'pom.xml'), ...goal], {
        log,
        what: `${title}: fetching its jars`,
        remedies: ['start again: what was fetched is kept in Maven’s own repository', ...otherWays],
      }),
    ),
  );
  checkJars(to, join(folder, 'jars.sha256'));
}

/** @param {string} title
 * @param {string[]} otherWays */
function requireJava(title, otherWays) {
  const missing = ['java', 'javac', 'mvn'].filter((program) => !which(program));
  const version = Number(/version "(\d+)/.exec(ask('java', ['-version']) ?? '')?.[1] ?? 0);
  if (missing.length === 0 && version >= OLDEST_JAVA) return;
  const lack = missing.length > 0 ? `${missing.join(', ')} not found` : `this is Java ${version}`;
  throw new Failure(`${title}: needs a JDK ${OLDEST_JAVA} or newer and Maven; ${lack}.`, {
    remedies: [
      `install both (Debian, Ubuntu: packages openjdk-17-jdk-headless and maven; macOS: brew install openjdk maven) and start again`,
      ...otherWays,
    ],
  });
}

/** @param {string} folder
 * @param {string} pinned */
function checkJars(folder, pinned) {
  const sums = readdirSync(folder)
    .sort()
    .map(
      (jar) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, jar)))
          .digest('hex')}  ${jar}`,
    );
  const wanted = new Set(readFileSync(pinned, 'utf8').split('\n').filter(Boolean));
  const strange = sums.filter((line) => !wanted.delete(line)).map((line) => line.split('  ')[1]);
  const absent = [...wanted].map((line) => line.split('  ')[1]);
  if (strange.length === 0 && absent.length === 0) return;
  throw new Failure(
    `The fetched jars are not those of ${pinned}: ${[...strange, ...absent].join(', ')} differ, are missing or are unexpected.`,
    { remedies: ['remove those jars from Maven’s cache (~/.m2/repository) and start again'] },
  );
}
