import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = join(__dirname, '..');

/** Workflow code as one script, and its build id: the hash by which a case can say which code ran it. */
export interface WorkflowBundle {
  code: string;
  buildId: string;
}

/**
 * Bundles the workflows, or takes the bundle made earlier from the same sources: bundling takes seconds, a start should
 * not. The folder is a cache and may be deleted.
 */
export async function workflowBundle(cache: string): Promise<WorkflowBundle> {
  const buildId = hashOfSources();
  const file = join(cache, `workflows-${buildId}.js`);
  if (!existsSync(file)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(ROOT, 'workflows', 'index.ts'),
      workflowInterceptorModules: [join(ROOT, 'workflows', 'interceptors.ts')],
      preloadModules: SHARED,
      payloadConverterPath: join(ROOT, 'workers', 'payload-converter.ts'),
      logger: {
        log: () => undefined,
        trace: () => undefined,
        debug: () => undefined,
        info: () => undefined,
        warn: console.warn,
        error: console.error,
      },
    });
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return { code: readFileSync(file, 'utf8'), buildId };
}

/**
 * Loaded once and frozen, instead of once for each case in memory: the domain keeps nothing of a case, and its schemas
 * would be most of what a case weighs (1,323 kB and 9 ms a case without, 69 kB and 0.5 ms with). Frozen is what these
 * modules export, and whatever can be reached from there: schemas that a case parses with must not be among it, for zod
 * completes them when they are first used. They stay inside their module (`domain/envelope.ts`) or are made anew
 * (`data` of an action).
 */
export const SHARED = [
  ...['actions/index', 'evolve', 'facts', 'forecast', 'judge-message'],
  ...['liability', 'loss', 'penalty', 'penalty-grounds', 'refusal', 'state', 'tasks', 'text'],
].map((module) => join(ROOT, 'domain', `${module}.ts`));

/** Everything that ends up in the bundle: workflows, domain, the converter and the pinned libraries. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const room of ['domain', 'workflows'])
    for (const file of readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort())
      hash.update(file).update(readFileSync(join(ROOT, room, file)));
  for (const file of ['payload-converter.ts', 'bundle.ts']) hash.update(readFileSync(join(ROOT, 'workers', file)));
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}
