import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Connection as Database } from 'mongoose';
import { LONG_HISTORIES } from '../../activities/long-histories';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import { readPolicies } from '../../models/policy-files';
import { openVault } from '../../vault/open-vault';
import type { OpenedVault } from '../../vault/open-vault';
import { fastPolicies } from './fast-policies';
import type { Plan } from './plans';
import { REMEDY_KINDS } from './policies';
import { ScriptedCase } from './scripted-case';
import { Stack } from './stack';

/** A stack without its API, and cases on it that scripted staff drive straight through Temporal. */
export class DrivenStack {
  private constructor(
    readonly stack: Stack,
    readonly client: Client,
    readonly database: Database,
    readonly keys: OpenedVault,
    readonly models: Models,
    private readonly policies: readonly PolicyBundle[],
  ) {}

  /** @param ids the policies of its cases */
  static start(...ids: string[]): Promise<DrivenStack> {
    return DrivenStack.startWith({}, ...ids);
  }

  /** @param env further environment of the worker */
  static async startWith(env: Record<string, string>, ...ids: string[]): Promise<DrivenStack> {
    const policies = fastPolicies({ only: ids });
    const stack = await Stack.start({ env: { REDRESS_POLICIES: policies, ...env } });
    const client = new Client({
      connection: await Connection.connect({ address: stack.temporalAddress, channelArgs: LONG_HISTORIES }),
    });
    const database = await connect(stack.mongoUri);
    const keys = await openVault(join(stack.data, 'keys'));
    return new DrivenStack(
      stack,
      client,
      database,
      keys,
      openModels(database, keys),
      readPolicies(policies, REMEDY_KINDS),
    );
  }

  bundle(policyId: string): PolicyBundle {
    const bundle = this.policies.find(({ policy }) => policy.id === policyId);
    if (bundle === undefined) throw new Error(`there is no policy ${policyId}`);
    return bundle;
  }

  /** A case that is not begun yet. */
  newCase(policyId: string, plan: Plan, eventsPerRun?: number): ScriptedCase {
    const bundle = this.bundle(policyId);
    const no = formatComplaintNumber('2026-11-22', randomBytes(8));
    const category = Object.keys(bundle.policy.categories)[0] as string;
    const { vault } = this.keys;
    return new ScriptedCase(this.client, vault, no, bundle, plan, category, this.models.register, eventsPerRun);
  }

  /** Events in the history of a case's present run. */
  async historyLength(no: string): Promise<number> {
    return (await this.client.workflow.getHandle(no).describe()).historyLength;
  }

  async stop(): Promise<void> {
    await this.database.close();
    await this.client.connection.close();
    await this.stack.stop();
  }
}
