import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { request } from 'node:http';
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

/** Every port on which a process listens, as the kernel tells. */
async function listenedOn(pid: number): Promise<Set<number>> {
  const sockets = new Set<string>();
  for (const file of await readdir(`/proc/${pid}/fd`)) {
    const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
    if (inode !== undefined) sockets.add(inode);
  }
  const rows = (await readFile(`/proc/${pid}/net/tcp`, 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  const LISTENING = '0A';
  const ours = rows.filter((row) => row[3] === LISTENING && sockets.has(row[9] ?? ''));
  return new Set(ours.map((row) => Number.parseInt(row[1]?.split(':')[1] ?? '', 16)));
}

/** What a page can send without asking first; 0 where nothing speaks HTTP. */
function posted(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const body = '{"signalName":"approve","input":{}}';
    const options = { host: '127.0.0.1', port, path, method: 'POST', timeout: 5_000 };
    const asked = request({ ...options, headers: { 'content-type': 'text/plain', ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(0));
    asked.end(body);
  });
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
        await prepareNamespace({ address: server.address, namespace: 'default', isGiven: true }, {});
        const { config } = await workflowService.describeNamespace({ namespace: 'default' });
        expect(tsToMs(config?.workflowExecutionRetentionTtl)).toBe(400 * DAY_MS);
      });
    } finally {
      await server.stop();
    }
  });

  // Its ports are read from the kernel, as Linux tells them.
  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('no web page gets a word to a case: neither the HTTP API nor the Web UI takes it', async () => {
    const port = await freePort();
    const uiPort = await freePort();
    const server = await startTemporal({ dataDir: `${place.folder}/pages`, port, uiPort, searchAttributes: {} });
    const ports = [...(await listenedOn(server.pid))];
    expect(ports).toEqual(expect.arrayContaining([port, uiPort]));
    try {
      await withClient(server.address, async (client) => {
        const { workflowId } = await client.workflow.start('complaintWorkflow', {
          ...{ workflowId: 'C-1', taskQueue: 'nobody', args: [] },
        });
        const signal = `/api/v1/namespaces/default/workflows/${workflowId}/signal/approve`;
        const answers = await Promise.all(
          ports.flatMap((at) => ['https://evil.example', 'null'].map((origin) => posted(at, signal, { origin }))),
        );
        expect(answers.filter((status) => status >= 200 && status < 300)).toEqual([]);
        expect(answers).toContain(403);
        // Whoever talks a browser into taking its own name for this machine's address gets no further.
        for (const at of ports.filter((one) => one !== uiPort))
          expect(await posted(at, signal, { host: 'evil.example' })).not.toBe(200);
        const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
        expect(events?.filter((event) => event.workflowExecutionSignaledEventAttributes)).toEqual([]);
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
