import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { CaseHistories } from '../activities/case-histories';
import { formatComplaintNumber } from '../domain/values/complaint-number';
import { SEARCH_ATTRIBUTES } from '../domain/case/search-attributes';
import { freePort, startMongo, startTemporal } from '../engines/for-tests';
import { connect } from '../models/connect';
import { openModels } from '../models/open-models';
import { openVault } from '../vault/open-vault';
import { Watchman } from '../workers/watchman';
import { COMPLAINT_WORKFLOW, TASK_QUEUE } from '../workflows/messages';

/** Open cases, of which a few are then terminated. `node --require ./engines/typescript/register.cjs bench/watchman.ts [cases]` */
const CASES = Number(process.argv[2] ?? '10000');
const DEAD = 3;
const AT_ONCE = 40;

async function main(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'redress-watchman-'));
  const mongo = await startMongo({ dataDir: data, port: await freePort() });
  const temporal = await startTemporal({
    ...{ port: await freePort(), dataDir: data, headless: true, searchAttributes: SEARCH_ATTRIBUTES },
  });
  const connection = await connect(mongo.uri);
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  try {
    const models = openModels(connection, await openVault(join(data, 'keys')));
    await models.ensureIndexes();
    const numbers = Array.from({ length: CASES }, () => formatComplaintNumber('2026-11-22', randomBytes(8)));
    await connection.collection<{ _id: string }>('register').insertMany(numbers.map(rowOf));
    // Nobody runs them: that a workflow is open is known without a worker.
    const left = [...numbers];
    const start = async (): Promise<void> => {
      for (let no = left.pop(); no !== undefined; no = left.pop())
        await client.workflow.start(COMPLAINT_WORKFLOW, { workflowId: no, taskQueue: TASK_QUEUE, args: [{ no }] });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, start));

    const found: string[] = [];
    const watchman = new Watchman({
      ...{ client, readModels: models.readModels, findings: models.findings, confidentiality: models.confidentiality },
      histories: new CaseHistories({ client, runs: models.archivedRuns }),
      ...{ everyMs: 1_000, graceMs: 0 },
      onFound: ({ no, what }) => found.push(`${no} ${what}`),
      onGone: (no) => found.push(`${no} gone`),
      onFailure: (error) => {
        throw error;
      },
    });
    await sleep(5_000);
    for (let i = 0; i < 5; i++) print(await watchman.lookOnce(), found);
    const dead = numbers.slice(0, DEAD);
    for (const no of dead) await client.workflow.getHandle(no).terminate('bench');
    const begunAt = Date.now();
    while (found.length < DEAD) await watchman.lookOnce();
    process.stdout.write(`${DEAD} of ${CASES} found after ${Date.now() - begunAt} ms\n`);
    print(await watchman.lookOnce(), found);
  } finally {
    await client.connection.close();
    await connection.close();
    await temporal.stop();
    await mongo.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

function rowOf(no: string): { _id: string } {
  const at = new Date();
  const entry = {
    no,
    seq: 20,
    status: 'open',
    policy: 'p',
    version: '1',
    major: false,
    round: 1,
    dueAt: at,
    updatedAt: at,
  };
  const row = { rev: 1, tokens: [], erased: false, uncounted: false, tasks: [], marks: [], bundleHash: '', entry };
  return { _id: no, ...row };
}

function print({ register, engine, took }: { register: number; engine: number; took: number }, found: string[]): void {
  process.stdout.write(
    `${register} open in the register, ${engine} in the engine: ${took} ms, ${found.length} found\n`,
  );
}

void main();
