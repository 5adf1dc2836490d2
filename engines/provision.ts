import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { StartFailure } from './start-failure';

/** Where an engine comes from. `given`: its address was, and nothing was started. */
export type Source = 'given' | 'path' | 'cache' | 'download' | 'build';

const source = z.enum(['path', 'cache', 'download', 'build']);
const answers = {
  temporal: z.object({ executable: z.string(), source }),
  'test-server': z.object({ executable: z.string(), args: z.array(z.string()), source }),
  mongo: z.object({
    kind: z.enum(['mongod', 'stand-in']),
    executable: z.string(),
    args: z.array(z.string()),
    source,
  }),
};
const failed = z.object({ failure: z.string() });

type Engine = keyof typeof answers;
/** Where an engine's program is, and what it is called with. */
export type Provisioned<E extends Engine> = z.infer<(typeof answers)[E]>;

/**
 * Makes an engine's program ready (PATH, cache, download, build: minutes the first time) and says where it is. A process
 * of its own, because it is the same that `script/bootstrap` runs before anything is installed. Progress on stderr.
 * @param dataDir lets MongoDB's kind follow the data that is there
 * @throws StartFailure with what failed, its log and what to do
 */
export async function provision<E extends Engine>(engine: E, dataDir?: string): Promise<Provisioned<E>> {
  const stdout = await answerOf(engine, dataDir);
  const answer: unknown = JSON.parse(stdout);
  const failure = failed.safeParse(answer);
  if (failure.success) throw new StartFailure(failure.data.failure);
  const schema = z.object({ [engine]: answers[engine] });
  return schema.parse(answer)[engine] as Provisioned<E>;
}

function answerOf(engine: Engine, dataDir?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(__dirname, 'provision', 'main.mjs'), engine], {
      env: { ...process.env, ...(dataDir === undefined ? {} : { REDRESS_DATA: dataDir }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.once('error', reject);
    child.once('close', () => {
      if (text) resolve(text);
      else reject(new StartFailure(`Providing ${engine} failed without an answer; see the lines above.`));
    });
  });
}
