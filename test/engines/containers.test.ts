import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { SEARCH_ATTRIBUTES } from '../../domain/case/search-attributes';
import { freePort, startTemporal } from '../../engines/for-tests';
import { TASK_QUEUE } from '../../workflows/messages';
import { ROOT, eventually, scratch } from './support';

const place = scratch();
const DAY_MS = 86_400_000;
const run = promisify(execFile);

/** Runs one of the programs that docker-compose.yml runs; rejects if it fails. */
const program = (file: string, address: string, namespace: string) =>
  run(process.execPath, ['--require', './engines/typescript/register.cjs', join('engines', file)], {
    cwd: ROOT,
    env: { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
  });

describe('what containers run beside API and worker', () => {
  let server: Awaited<ReturnType<typeof startTemporal>>;
  let connection: Connection;
  beforeAll(async () => {
    server = await startTemporal({
      dataDir: place.folder,
      port: await freePort(),
      headless: true,
      searchAttributes: {},
    });
    connection = await Connection.connect({ address: server.address });
  });
  afterAll(async () => {
    await connection.close();
    await server.stop();
    place.remove();
  });

  test('prepare-namespace, the namespace is missing: created with retention and search attributes; again: harmless', async () => {
    await program('prepare-namespace.ts', server.address, 'elsewhere');
    await program('prepare-namespace.ts', server.address, 'elsewhere');
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'elsewhere' });
    expect(tsToMs(config?.workflowExecutionRetentionTtl)).toBe(90 * DAY_MS);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'elsewhere' });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
  });

  test('worker-health: unhealthy without a worker of this host, healthy while one polls', async () => {
    const health = () => program('worker-health.ts', server.address, 'default');
    await expect(health()).rejects.toThrow('it is not taking work');

    const polling = new AbortController();
    const poll = (identity: string) => {
      const request = { namespace: 'default', taskQueue: { name: TASK_QUEUE }, identity };
      const ask = () => connection.workflowService.pollWorkflowTaskQueue(request);
      return connection.withDeadline(Date.now() + 60_000, () => connection.withAbortSignal(polling.signal, ask));
    };
    const polls = [poll('1@another-host').catch(() => undefined)];
    await sleep(1_000);
    await expect(health()).rejects.toThrow('it is not taking work');
    polls.push(poll(`1@${hostname()}`).catch(() => undefined));
    await eventually(health);
    polling.abort();
    await Promise.all(polls);
  });
});
