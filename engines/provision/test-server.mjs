import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, logFile } from './cache.mjs';
import { fetchJars } from './jars.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..', 'test-server');
const MAIN = 'TimeSkippingServers';
const OTHER_WAYS = ['only script/test needs it; script/server runs without it'];

/**
 * Temporal's time-skipping test servers as one program that starts as many as it is told.
 * @returns {Promise<{ executable: string, args: string[], source: 'cache' | 'build' }>}
 */
export async function testServer() {
  const { folder, source } = await cached(`test-server-${fingerprint()}`, `${MAIN}.class`, async (partial) => {
    const title = 'Time-skipping test server';
    await fetchJars({ title, folder: HERE, to: join(partial, 'lib'), otherWays: OTHER_WAYS });
    await step(`${title}: compiling`, () =>
      run('javac', ['--release', '17', '-cp', join(partial, 'lib', '*'), '-d', partial, join(HERE, `${MAIN}.java`)], {
        log: logFile('test-server-compile'),
        what: 'Compiling the time-skipping test server',
        remedies: OTHER_WAYS,
      }),
    );
    return /** @type {const} */ ('build');
  });
  const classpath = `${folder}:${join(folder, 'lib', '*')}`;
  return {
    executable: 'java',
    source,
    args: ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, MAIN],
  };
}

/** Changed sources or jars are another program, so an old one is never taken for it. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', 'jars.sha256', `${MAIN}.java`]) hash.update(readFileSync(join(HERE, file)));
  return hash.digest('hex').slice(0, 12);
}
