import { isGrpcServiceError } from '@temporalio/client';
import type { Connection } from '@temporalio/client';
import { msToNumber, msToTs, tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { connectTemporal, requireNamespace } from '../temporal/connect';
import type { TemporalTarget } from '../temporal/target';
import { NamespaceUnfit } from './namespace-unfit';
import type { Lack } from './namespace-unfit';

/** gRPC's codes. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const { IndexedValueType } = temporal.api.enums.v1;
/** Closed cases must stay readable until the archiver has exported them; the development server's default is a day. */
const RETENTION = '90 days';

/** Name and type of each attribute by which cases can be listed. */
export type SearchAttributes = Readonly<Record<string, 'Keyword' | 'Datetime'>>;

/**
 * Makes a namespace fit for Redress: creates it where it is missing, lengthens its retention of closed workflows, adds the
 * search attributes that it lacks, those of a newer version too. Idempotent; rejects while the server isn't up.
 * @throws NamespaceUnfit if something is lacking that may not be done here, as on Temporal Cloud: what, and how to do it
 */
export async function prepareNamespace(target: TemporalTarget, searchAttributes: SearchAttributes): Promise<void> {
  const connection = await connectTemporal(target, { withinMs: 2_000 });
  try {
    const lacks = await changeAndSee(connection, target.namespace, searchAttributes);
    if (lacks.length > 0) throw new NamespaceUnfit(target, lacks);
  } finally {
    await connection.close();
  }
}

/** Rejects unless the server answers for its namespace. */
export async function describeNamespace(target: TemporalTarget): Promise<void> {
  const connection = await connectTemporal(target, { withinMs: 2_000 });
  try {
    await requireNamespace(connection, target, 5_000);
  } finally {
    await connection.close();
  }
}

/** Answers what could not be done. */
async function changeAndSee(
  connection: Connection,
  namespace: string,
  searchAttributes: SearchAttributes,
): Promise<Lack[]> {
  const { workflowService, operatorService } = connection;
  const described = await describeOrRegister(connection, namespace);
  if (described === undefined) return [{ what: 'namespace' }, { what: 'attributes', attributes: searchAttributes }];
  const lacks: Lack[] = [];
  const { config } = described;
  if (tsToMs(config?.workflowExecutionRetentionTtl) < msToNumber(RETENTION)) {
    const lengthened = { namespace, config: { workflowExecutionRetentionTtl: msToTs(RETENTION) } };
    if (!(await isAllowed(workflowService.updateNamespace(lengthened)))) lacks.push({ what: 'retention' });
  }
  const known = await attributesOf(connection, namespace, Object.values(config?.customSearchAttributeAliases ?? {}));
  const missing = Object.fromEntries(Object.entries(searchAttributes).filter(([name]) => !known.includes(name)));
  if (Object.keys(missing).length === 0) return lacks;
  const added = Object.fromEntries(Object.entries(missing).map(([name, type]) => [name, indexed(type)]));
  if (!(await isAllowed(operatorService.addSearchAttributes({ namespace, searchAttributes: added }))))
    lacks.push({ what: 'attributes', attributes: missing });
  return lacks;
}

/** Their names; where they may not be listed, those that the namespace itself tells. */
async function attributesOf(
  { operatorService }: Connection,
  namespace: string,
  aliases: readonly string[],
): Promise<readonly string[]> {
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    return Object.keys(customAttributes);
  } catch (error) {
    if (isRefusal(error)) return aliases;
    throw error;
  }
}

/** Only a given server can lack the namespace; the one that we start brings its own. Undefined: it may not be created. */
async function describeOrRegister({ workflowService }: Connection, namespace: string) {
  try {
    return await workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== NOT_FOUND) throw error;
    const registered = { namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION) };
    if (!(await isAllowed(workflowService.registerNamespace(registered)))) return undefined;
    return await workflowService.describeNamespace({ namespace });
  }
}

async function isAllowed(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** The server doesn't let us, or doesn't do that for anybody over this address. */
function isRefusal(error: unknown): boolean {
  return isGrpcServiceError(error) && [PERMISSION_DENIED, UNIMPLEMENTED].includes(error.code);
}

function indexed(type: 'Keyword' | 'Datetime') {
  return type === 'Keyword'
    ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    : IndexedValueType.INDEXED_VALUE_TYPE_DATETIME;
}
