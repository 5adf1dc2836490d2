import type { CaseEvent } from '../../domain/file/stored-event';
import { both } from '../../domain/values/text';
import type { Language } from '../../domain/values/text';
import { eventOf } from '../../models/chain';
import { vaultFor } from '../case/opening';
import { eventFor, forReader } from '../case/penalties';
import { readCase } from '../case/read-case';
import { eventDataFor } from '../case/withheld';
import { wordsFor } from '../case/words-for';
import type { SignedCall } from '../operation';
import { htmlOf } from './printed';
import type { PrintedDocument } from './printed';
import { registerForm } from './register-form';
import { report } from './report';
import type { Source } from './source';

/** The documents that a complaint can be printed as. */
export const DOCUMENT_NAMES = ['register-form', 'report'] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];

const DOCUMENTS: Readonly<Record<DocumentName, (source: Source) => Omit<PrintedDocument, 'foot'>>> = {
  'register-form': registerForm,
  report,
};

/**
 * A document of a complaint as its reader may see it, texts opened. The printing is logged.
 * @throws Problem NotFound, WrongPlace, NotRecorded, EngineUnavailable
 */
export async function printedComplaint(
  call: Pick<SignedCall, 'deps' | 'actor' | 'log'>,
  no: string,
  name: DocumentName,
  language: Language,
): Promise<string> {
  const { deps, actor: reader, log } = call;
  const read = forReader(reader, await readCase(deps, no, reader));
  const words = await wordsFor(deps, read.policy);
  const { bundle } = read;
  const all: CaseEvent[] = [];
  for await (const stored of deps.models.events.all(no)) {
    const event = eventOf(stored);
    all.push({ ...event, data: eventDataFor(reader, read, event) });
  }
  const events = all.flatMap((event) => eventFor(reader, read, event) ?? []);
  const document = DOCUMENTS[name]({ read, bundle, events, all, words, reader });
  const { policy } = read.state;
  const foot: PrintedDocument['foot'] = [
    [both('办法', 'Policy'), [bundle?.policy.title ?? policy.id, `${policy.version} · ${policy.bundleHash}`]],
    [both('打印', 'Printed'), [words.actor(reader), words.time(deps.clock().toISOString())]],
  ];
  log.info({ no, staff: reader.id, document: name }, 'printed');
  return htmlOf(await vaultFor(call).openDeep({ ...document, foot }, no), language);
}
