import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToNumber, msToTs, tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

/** gRPC's code. */
const NOT_FOUND = 5;
const { IndexedValueType } = temporal.api.enums.v1;
/** Closed cases must stay readable until the archiver has exported them; the development server's default is a day. */
const RETENTION = '90 days';

/** Name and type of each attribute by which cases can be listed. */
export type SearchAttributes = Readonly<Record<string, 'Keyword' | 'Datetime'>>;

/**
 * Makes a namespace fit for Redress: creates it where it is missing, lengthens its retention of closed workflows, adds the
 * search attributes that it lacks, those of a newer version too. Idempotent; rejects while the server isn't up.
 * @param address host:port
 */
export async function prepareNamespace(
  address: string,
  namespace: string,
  searchAttributes: SearchAttributes,
): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    const { config } = await describeOrRegister(connection, namespace);
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

/** Rejects unless the server answers for its namespace. */
export async function describeNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 5_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } finally {
    await connection.close();
  }
}

/** Only a given server can lack the namespace; the one that we start brings its own. */
async function describeOrRegister({ workflowService }: Connection, namespace: string) {
  try {
    return await workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== NOT_FOUND) throw error;
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION) });
    return await workflowService.describeNamespace({ namespace });
  }
}

function indexed(type: 'Keyword' | 'Datetime') {
  return type === 'Keyword'
    ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    : IndexedValueType.INDEXED_VALUE_TYPE_DATETIME;
}
