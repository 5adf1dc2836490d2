import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { BundleOptions } from '@temporalio/worker';
import { DOMAIN_SOURCES } from './domain-sources';
import { MadeOnce } from './made-once';

type Configuration = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

const ROOT = join(__dirname, '..');

/** Workflow code as one script, and its build id: the hash by which a case can say which code ran it. */
export interface WorkflowBundle {
  code: string;
  buildId: string;
}

/** Everything that ends up in the bundle, beside the pinned libraries: workflows, domain, the converter. */
const SOURCES = [...DOMAIN_SOURCES, 'workflows', 'workers/payload-converter.ts', 'workers/bundle.ts'];

/**
 * Bundles the workflows, or takes the bundle made earlier from the same sources: bundling takes seconds, a start should
 * not.
 */
export async function workflowBundle(cache: string): Promise<WorkflowBundle> {
  const made = MadeOnce.of(cache, 'workflows', ...SOURCES);
  return {
    code: made.text ?? made.keep(await bundleCode(join(ROOT, 'workflows', 'index.ts'))),
    buildId: made.hash,
  };
}

/** Bundles what a module offers as workflows, with everything that ours run with, and further interceptors if wanted. */
export async function bundleCode(workflowsPath: string, interceptors: string[] = []): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [join(ROOT, 'workflows', 'interceptors.ts'), ...interceptors],
    preloadModules: SHARED,
    webpackConfigHook: forNode20,
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
  return code;
}

/**
 * The SDK compiles for ES2017, where spreading an object becomes a function that asks for half a dozen globals, and each
 * of these is slow inside a sandbox. Workers run on Node 20 or later.
 */
function forNode20(config: Configuration): Configuration {
  for (const rule of config.module?.rules ?? []) {
    if (typeof rule !== 'object' || rule === null) continue;
    const loader = rule.use as { options?: { jsc?: { target?: string } } } | undefined;
    if (loader?.options?.jsc !== undefined) loader.options.jsc.target = 'es2022';
  }
  return config;
}

/**
 * Loaded once and frozen, instead of once for each case in memory: the domain keeps nothing of a case, and its schemas
 * would be most of what a case weighs (1,323 kB and 9 ms a case without, 69 kB and 0.5 ms with). Frozen is what these
 * modules export, and whatever can be reached from there: schemas that a case parses with must not be among it, for zod
 * completes them when they are first used. They stay inside their module (`domain/file/envelope.ts`) or are made anew
 * (`data` of an action).
 */
export const SHARED = [
  ...[
    'actions/index',
    'case/answers/answers',
    'file/envelope',
    'case/evolve',
    'case/known-facts',
    'case/judge-message',
  ],
  ...['penalties/liability', 'penalties/loss', 'penalties/penalty', 'penalties/penalty-grounds', 'file/refusal'],
  ...['case/state', 'case/tasks/tasks', 'values/text'],
].map((module) => join(ROOT, 'domain', `${module}.ts`));
