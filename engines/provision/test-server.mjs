import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { fetchJars } from './jars.mjs';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..', 'test-server');
const VERSION = '1.38.0';

/** The SDK starts one program and gives it a port; `exec`, so that the signal which ends it reaches Java. */
const WRAPPER = `#!/bin/sh
exec java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/**
 * Temporal's time-skipping test server as one program that the SDK can start.
 * @returns {Promise<{ executable: string, source: 'cache' | 'build' }>}
 */
export async function testServer() {
  const { folder, source } = await cached(`test-server-${VERSION}`, 'test-server', async (partial) => {
    await fetchJars({
      title: 'Time-skipping test server',
      folder: HERE,
      to: join(partial, 'lib'),
      otherWays: ['it is needed by script/test alone: script/server runs without it'],
    });
    writeFileSync(join(partial, 'test-server'), WRAPPER, { mode: 0o755 });
    return /** @type {const} */ ('build');
  });
  return { executable: join(folder, 'test-server'), source };
}
