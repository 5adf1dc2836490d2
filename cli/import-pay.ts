import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DecodedText } from '../domain/imports/tables/encoding';
import type { ApiClient } from './api-client';
import { ApiProblem } from './api-client';
import { decodeFile } from './read-rows';

export interface PayImportOptions {
  /** CSV with the columns `person`, `pay` and one for each part, amounts in yuan. */
  file: string;
  /** As `--encoding` says; otherwise it is found out, or the file is refused. */
  encoding?: string;
  month: string;
  /** Asked for once the file could be read. */
  client: () => Promise<Pick<ApiClient, 'post'>>;
  /** Written anew by each import: what the API has against each place, with line and column, one JSON object a line. */
  report: string;
}

/** Wrong places that are told at once; a terminal has no room for a thousand. */
const MOST_TOLD = 20;

/** Pay as it was imported: of how many persons, and which columns were taken as parts of it. */
export interface ImportedPay {
  decoded: Omit<DecodedText, 'text'>;
  persons: number;
  parts: string[];
}

/**
 * Imports a month's pay, all of the file or nothing. Again it replaces what is not closed.
 * @throws TableRefused if the file can't be read; an error that names the first wrong places if there are
 * any, each of which is in the report then
 */
export async function importPay(options: PayImportOptions): Promise<ImportedPay> {
  const { file, encoding, month, report } = options;
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, '');
  const { text: csv, ...decoded } = decodeFile(file, encoding);
  const client = await options.client();
  try {
    const answer = await client.post<{ persons: number; parts: string[] }>(`/penalties/pay/${month}`, { csv });
    return { decoded, ...answer };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { errors = [] } = error.problem;
    writeFileSync(report, errors.map((wrong) => `${JSON.stringify(wrong)}\n`).join(''));
    if (errors.length <= MOST_TOLD) throw error;
    const first = errors.slice(0, MOST_TOLD).map(({ field, message }) => `${field}: ${message.en}`);
    throw new Error(`Nothing was imported. ${first.join('\n')}\n… and more; see ${report} for the full list`, {
      cause: error,
    });
  }
}
