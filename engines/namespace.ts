import { Connection } from '@temporalio/client';
import { msToNumber, msToTs, tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const { IndexedValueType } = temporal.api.enums.v1;
/** Closed cases must stay readable until the archiver has exported them; the development server's default is a day. */
const RETENTION = '90 days';

/** Name and type of each attribute by which cases can be listed. */
export type SearchAttributes = Readonly<Record<string, 'Keyword' | 'Datetime'>>;

/**
 * Makes a namespace fit for Redress: retention of closed workflows, where it is shorter, and the search attributes that
 * it lacks, those of a newer version too. Idempotent; rejects while the server isn't up.
 * @param address host:port
 */
export async function prepareNamespace(
  address: string,
  namespace: string,
  searchAttributes: SearchAttributes,
): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    if (tsToMs(config?.workflowExecutionRetentionTtl) < msToNumber(RETENTION)) {
      await connection.workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
      });
    }
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
    if (missing.length === 0) return;
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, indexed(type)])),
    });
  } finally {
    await connection.close();
  }
}

function indexed(type: 'Keyword' | 'Datetime') {
  return type === 'Keyword'
    ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    : IndexedValueType.INDEXED_VALUE_TYPE_DATETIME;
}
