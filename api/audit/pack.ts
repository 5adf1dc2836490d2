import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileKind } from '../../domain/values/complaint-number';
import type { AuditReport } from '../../models/audit';
import { DOCUMENT_NAMES, printedComplaint } from '../documents/of-complaint';
import type { Deps } from '../deps';
import type { SignedCall } from '../operation';
import { Problem } from '../problem';
import type { FileFinding } from './files';
import { readmeOf } from './readme';
import type { ZipFile } from './zip';

/** More entries of the access record than anybody reads; the newest are in the pack. */
const MOST_ACCESS = 10_000;
const ACCESS_AT_ONCE = 200;

/** What was found of a file when its pack was made. */
export type PackReport = AuditReport & { histories?: unknown; files?: readonly FileFinding[] };

/**
 * The files of an evidence pack. Events go in as they are stored, nothing sealed opened; documents are printed for who
 * asks, and one that can't be made (of an altered record, say) is left out and named in `head.json`.
 */
export async function* packOf(
  call: Pick<SignedCall, 'deps' | 'actor' | 'log'>,
  { no, kind }: { no: string; kind: FileKind },
  report: PackReport,
): AsyncGenerator<ZipFile> {
  const at = call.deps.clock().toISOString();
  yield { name: 'README.md', pieces: [readmeOf(no, at)] };
  yield { name: 'verify.mjs', pieces: [await readFile(join(__dirname, 'verify.mjs'))] };
  // Written while the pack is read, events may be more by now than were verified: what is packed is what was.
  yield { name: 'events.jsonl', pieces: eventLines(call.deps, no, report.events) };
  const omitted: Record<string, string> = {};
  if (kind === 'complaint')
    for (const document of DOCUMENT_NAMES)
      for (const language of ['zh', 'en'] as const) {
        const name = `documents/${document}.${language}.html`;
        try {
          yield { name, pieces: [await printedComplaint(call, no, document, language)] };
        } catch (error) {
          omitted[name] = error instanceof Problem ? error.code : 'it could not be made of these events';
          call.log.warn({ no, document, err: error }, 'document left out of an evidence pack');
        }
      }
  const head = { ...report, packedAt: at, packedBy: call.actor.id, omitted };
  yield { name: 'head.json', pieces: [`${JSON.stringify(head, undefined, 2)}\n`] };
  yield { name: 'access.jsonl', pieces: accessLines(call.deps, no) };
}

async function* eventLines({ models }: Deps, no: string, most: number): AsyncGenerator<string> {
  let n = 0;
  for await (const { seq, text, prev, hash } of models.events.all(no)) {
    if (++n > most) return;
    yield `${JSON.stringify({ seq, text, prev, hash })}\n`;
  }
}

async function* accessLines({ models }: Deps, no: string): AsyncGenerator<string> {
  await models.accessRecord.flush();
  let after: (string | null)[] | undefined;
  for (let n = 0; n < MOST_ACCESS; n += ACCESS_AT_ONCE) {
    const from = after === undefined ? {} : { after };
    const { items, next } = await models.accessRecord.list({ no }, { limit: ACCESS_AT_ONCE, ...from });
    for (const entry of items) yield `${JSON.stringify(entry)}\n`;
    if (next === undefined) return;
    after = [...next];
  }
}
