import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { freePort, startTemporal, temporalBinary } from '../../engines/for-tests';
import { prepareNamespace } from '../../engines/namespace';
import { scratch } from './support';

const place = scratch();
afterAll(() => place.remove());

const DAY_MS = 86_400_000;

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

async function listed(client: Client, query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

describe('the Temporal server', () => {
  test('stopped, killed with -9 and started again: cases, search attributes and retention are there', async () => {
    const { folder: dataDir } = place;
    const port = await freePort();
    const options = { dataDir, port, headless: true, searchAttributes: { RedressStage: 'Keyword' } } as const;
    const start = { workflowId: 'C-1', taskQueue: 'nobody', searchAttributes: { RedressStage: ['record'] } };

    const first = await startTemporal(options);
    await withClient(first.address, (client) => client.workflow.start('complaintWorkflow', start));
    await first.stop();

    const second = await startTemporal(options);
    await withClient(second.address, async (client) => {
      expect((await client.workflow.getHandle('C-1').describe()).status.name).toBe('RUNNING');
      await client.workflow.start('complaintWorkflow', { ...start, workflowId: 'C-2' });
    });
    process.kill(second.pid, 'SIGKILL');
    await expect(second.ended).resolves.toMatchObject({ asked: false });

    // A newer version brings an attribute that the database does not know yet.
    const third = await startTemporal({
      ...options,
      searchAttributes: { ...options.searchAttributes, RedressDueAt: 'Datetime' },
    });
    try {
      await withClient(third.address, async (client) => {
        expect((await listed(client, "RedressStage = 'record'")).sort()).toEqual(['C-1', 'C-2']);
        expect(await listed(client, "RedressDueAt > '2026-01-01T00:00:00Z'")).toEqual([]);
        const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
        expect(tsToMs(config?.workflowExecutionRetentionTtl)).toBe(90 * DAY_MS);
      });
      // What serves is also the command line by which a person looks and signals.
      const count = await promisify(execFile)(await temporalBinary(), [
        'workflow',
        'count',
        '--address',
        third.address,
      ]);
      expect(count.stdout).toContain('2');
    } finally {
      await third.stop();
    }
  });

  test('a longer retention that somebody has set: kept', async () => {
    const server = await startTemporal({
      dataDir: `${place.folder}/retention`,
      port: await freePort(),
      headless: true,
      searchAttributes: {},
    });
    try {
      await withClient(server.address, async ({ workflowService }) => {
        const seconds = (400 * DAY_MS) / 1_000;
        await workflowService.updateNamespace({
          namespace: 'default',
          config: { workflowExecutionRetentionTtl: { seconds: seconds as never } },
        });
        await prepareNamespace(server.address, 'default', {});
        const { config } = await workflowService.describeNamespace({ namespace: 'default' });
        expect(tsToMs(config?.workflowExecutionRetentionTtl)).toBe(400 * DAY_MS);
      });
    } finally {
      await server.stop();
    }
  });

  test('its Web UI answers, and a second server on its ports is refused by name', async () => {
    const [port, uiPort] = [await freePort(), await freePort()];
    const options = { dataDir: `${place.folder}/ui`, port, uiPort, searchAttributes: {} };
    const server = await startTemporal(options);
    try {
      expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
      await expect(startTemporal({ ...options, dataDir: `${place.folder}/other` })).rejects.toThrow(
        new RegExp(`Port ${port} .* --temporal-port`),
      );
      await expect(
        startTemporal({ ...options, dataDir: `${place.folder}/other`, port: await freePort() }),
      ).rejects.toThrow(new RegExp(`Port ${uiPort} .* --ui-port`));
    } finally {
      await server.stop();
    }
  });
});
