import { Connection } from '@temporalio/client';
import type { ConnectionLike } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { whyUnreachable } from './why-unreachable';
import type { TemporalTarget } from './target';

/** Of a connection for the client's calls. */
export interface ConnectOptions {
  /** gRPC's own, such as the longest message. */
  readonly channelArgs?: Record<string, number>;
  /** 10 s by default. */
  readonly withinMs?: number;
}

/**
 * Connects, or says why not: one try, and no more.
 * @throws TemporalUnreachable naming the setting that is wrong, as far as that can be told
 */
export async function connectTemporal(
  target: TemporalTarget,
  { channelArgs, withinMs = 10_000 }: ConnectOptions = {},
): Promise<Connection> {
  try {
    return await Connection.connect({
      ...optionsOf(target),
      connectTimeout: withinMs,
      ...(channelArgs === undefined ? {} : { channelArgs }),
    });
  } catch (error) {
    throw await whyUnreachable(target, error);
  }
}

/** Connects when it is first used, again and again; `requireNamespace` tells how that goes. */
export function temporalWhenNeeded(target: TemporalTarget, { channelArgs }: ConnectOptions = {}): Connection {
  return Connection.lazy({ ...optionsOf(target), ...(channelArgs === undefined ? {} : { channelArgs }) });
}

/**
 * The connection that a worker polls on.
 * @throws TemporalUnreachable
 */
export async function connectWorker(target: TemporalTarget): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(optionsOf(target));
  } catch (error) {
    throw await whyUnreachable(target, error);
  }
}

/**
 * Makes sure that the server answers for the namespace.
 * @throws TemporalUnreachable
 */
export async function requireNamespace(
  connection: ConnectionLike,
  target: TemporalTarget,
  withinMs: number,
): Promise<void> {
  const { namespace } = target;
  try {
    await connection.withDeadline(Date.now() + withinMs, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    throw await whyUnreachable(target, error);
  }
}

function optionsOf({ address, tls, apiKey, metadata }: TemporalTarget) {
  return {
    address,
    // Said either way: with a key, the SDK would take TLS for granted.
    tls: tls ?? false,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
