import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DecodedText } from '../domain/tables/encoding';
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

/** Pay as it was imported: of how many persons, and which columns were taken as parts of it. */
export interface ImportedPay {
  decoded: Omit<DecodedText, 'text'>;
  persons: number;
  parts: string[];
}

/**
 * Imports a month's pay, all of the file or nothing. Again it replaces what is not closed.
 * @throws TableRefused if the file can't be read; ApiProblem if anything in it is wrong, each place then is in the report
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
    if (error instanceof ApiProblem)
      writeFileSync(report, (error.problem.errors ?? []).map((wrong) => `${JSON.stringify(wrong)}\n`).join(''));
    throw error;
  }
}
