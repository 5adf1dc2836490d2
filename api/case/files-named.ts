import type { DataSchema } from '../../domain/actions/data-kinds';
import { kindsIn, markedSchema, settle } from '../../domain/actions/data-kinds';
import { referenceText } from '../../domain/attachments/reference';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { invalid } from '../invalid';
import type { SignedCall } from '../operation';
import { plainText } from '../text-schema';
import { mayReadFile } from './may-read-file';
import { vaultFor } from './opening';
import { storedCase } from './read-case';

const known = new Map<DataSchema, boolean>();
/** Whether some data can name files at all; looked up once, for a schema is costly to make. */
export function takesFiles(schema: DataSchema): boolean {
  const answer = known.get(schema) ?? kindsIn(schema).has('file');
  known.set(schema, answer);
  return answer;
}

/**
 * The files of a case that the data of an action name, by their ids, each as it is to stand in them: with the hash of its
 * content. Those that aren't there, or that the caller may not read, are left out.
 */
export async function filesNamed(
  call: SignedCall,
  { no, schema, data }: { no: string; schema: DataSchema; data: unknown },
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (!takesFiles(schema)) return found;
  const named = new Set<string>();
  settle(markedSchema(schema, { text: plainText }).parse(data), ({ kind, value }) => {
    if (kind === 'file' && typeof value === 'string') named.add(value);
    return value;
  });
  if (named.size === 0) return found;
  const read = await storedCase(call.deps, no);
  for (const id of named) {
    const file = await call.deps.models.attachments.get(no, id);
    if (file === undefined || read === undefined || !mayReadFile(call.actor, read, file)) continue;
    const sha256 = await vaultFor(call).open(file.sha256, no);
    if (sha256 !== undefined) found.set(id, referenceText({ id, sha256 }));
  }
  return found;
}

/**
 * Notes before an action is sent that its files stay.
 * @throws Problem Invalid if one has just been removed
 */
export async function claimFiles({ models }: Deps, no: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const id of files.keys())
    if (!(await models.attachments.claim(no, id)))
      throw invalid([
        {
          ...{ field: 'data', code: 'unknown_file' },
          message: both('文件已被清理，请重新上传。', 'The file was removed meanwhile. Upload it again.'),
        },
      ]);
}

/** The case has refused what named them. Where that can't be noted they stay: the refusal is what has to be told. */
export async function releaseFiles({ models }: Deps, no: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const id of files.keys()) await models.attachments.release(no, id).catch(() => undefined);
}
