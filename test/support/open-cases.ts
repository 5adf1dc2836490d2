import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { SEARCH_ATTRIBUTES } from '../../domain/case/search-attributes';
import { freePort, startTemporal } from '../../engines/for-tests';
import { openVault } from '../../vault/open-vault';
import type { WorkflowBundle } from '../../workers/bundle';
import { createWorker } from '../../workers/worker';
import type { ComplaintInput } from '../../workflows/messages';
import { COMPLAINT_WORKFLOW, recordUpdate, TASK_QUEUE } from '../../workflows/messages';
import { directoryOf, everybody } from './people';
import { allPolicies } from './policies';
import { sealedIntake } from './sealed-data';
import { quietWorkers } from './time-skipping';
import { WorldInMemory } from './world-in-memory';

/** A Temporal server with cases on it that wait for people, and workers of any code in this process. */
export class OpenCases {
  private constructor(
    readonly address: string,
    readonly client: Client,
    private readonly world: WorldInMemory,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<OpenCases> {
    quietWorkers();
    const data = mkdtempSync(join(tmpdir(), 'redress-open-cases-'));
    const temporal = await startTemporal({
      ...{ port: await freePort(), dataDir: data, headless: true, searchAttributes: SEARCH_ATTRIBUTES },
    });
    const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
    const policies = allPolicies();
    const world = new WorldInMemory(policies, await directoryOf(everybody(policyOf(policies).policy)));
    return new OpenCases(temporal.address, client, world, async () => {
      await client.connection.close();
      await temporal.stop();
      rmSync(data, { recursive: true });
    });
  }

  /** Runs a worker of this code while `work` goes on. */
  async withWorker<T>(bundle: WorkflowBundle, work: () => Promise<T>): Promise<T> {
    const connection = await NativeConnection.connect({ address: this.address });
    try {
      const nothing = (): never => {
        throw new Error('nothing is asked here beside the cases');
      };
      const worker = await createWorker({
        ...{ connection, namespace: 'default', bundle },
        activities: { ...this.world.activities(), writeReport: nothing, mailReport: nothing, tellStandIns: nothing },
      });
      return await worker.runUntil(work());
    } finally {
      await connection.close();
    }
  }

  /** Registers a complaint, which waits for the desk from then on; answers its number. */
  async record(): Promise<string> {
    const bundle = policyOf(allPolicies());
    const no = formatComplaintNumber('2026-11-22', randomBytes(8));
    const folder = mkdtempSync(join(tmpdir(), 'redress-open-cases-keys-'));
    const { vault } = await openVault(folder);
    const seal = await vault.sealerForNew(no);
    rmSync(folder, { recursive: true });
    const input: ComplaintInput = {
      ...{ no, policy: bundle.policy, key: no, fingerprint: no },
      intake: sealedIntake(
        {
          ...{ category: Object.keys(bundle.policy.categories)[0], channel: 'web' },
          ...{ complainant: { name: '客户', email: 'customer@example.com' }, text: '箱子破了' },
        },
        seal,
      ),
    };
    await this.client.workflow.executeUpdateWithStart(recordUpdate, {
      startWorkflowOperation: new WithStartWorkflowOperation(COMPLAINT_WORKFLOW, {
        ...{ workflowId: no, taskQueue: TASK_QUEUE, workflowIdConflictPolicy: 'FAIL', args: [input] },
      }),
      args: [{ fingerprint: no }],
    });
    return no;
  }

  /** Temporal's list follows by seconds. */
  async listed(count: number): Promise<void> {
    while ((await this.client.workflow.count("ExecutionStatus = 'Running'")).count < count)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  stop(): Promise<void> {
    return this.end();
  }
}

function policyOf(policies: ReturnType<typeof allPolicies>) {
  const bundle = policies.get('enterprise-eight-step');
  if (bundle === undefined) throw new Error('there is no policy enterprise-eight-step');
  return bundle;
}
