import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, parse } from 'node:path';
import { z } from 'zod';
import type { RemedyDefinition } from './contract';

/** Every file of it is a remedy. */
const KINDS = join(__dirname, 'kinds');

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const action = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function', 'a function');
/** That a file exports a remedy at all; its types were checked when it was compiled. */
const remedySchema = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'small letters, digits and hyphens'),
  title: text,
  help: text,
  letter: text,
  params: z.instanceof(z.ZodType),
  costFen: action,
  execute: action,
  undo: action.optional(),
});

/** A file of the folder that can't be used as a remedy. The worker must not start without it, nor with half of it. */
export class RemedyBroken extends Error {
  override readonly name = 'RemedyBroken';
}

/**
 * Reads every remedy of a folder, by kind. Synchronously, because it is done once, when a process starts.
 * @throws RemedyBroken for a file that exports no remedy, or one of another name than its kind
 */
export function readRemedies(folder: string = KINDS): ReadonlyMap<string, RemedyDefinition> {
  const load = createRequire(join(folder, 'any.ts'));
  const remedies = new Map<string, RemedyDefinition>();
  for (const file of readdirSync(folder).sort()) {
    const { name, ext } = parse(file);
    if (ext !== '.ts') continue;
    const path = join(folder, file);
    const exported = load(path) as { default?: unknown };
    const { success, error } = remedySchema.safeParse(exported.default);
    if (!success) throw new RemedyBroken(`${path} exports no remedy by default:\n${z.prettifyError(error)}`);
    const remedy = exported.default as RemedyDefinition;
    if (remedy.kind !== name)
      throw new RemedyBroken(`${path} holds the remedy "${remedy.kind}": call the file ${remedy.kind}.ts`);
    remedies.set(name, remedy);
  }
  return remedies;
}

/** The remedies of this installation, by kind. */
export const remedies = readRemedies();

/** The remedy of a kind; undefined if this installation has none. */
export function remedy(kind: string): RemedyDefinition | undefined {
  return remedies.get(kind);
}
