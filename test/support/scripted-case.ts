import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { ActionAnswer, OpenTask } from '../../domain/file/action-answer';
import type { Actor } from '../../domain/file/envelope';
import { fingerprint } from '../../domain/values/fingerprint';
import type { Intake } from '../../domain/case/intake';
import { fieldAt } from '../../domain/values/sealed';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { openTasks } from '../../domain/case/tasks/tasks';
import type { Register } from '../../models/register';
import type { Sealer, Vault } from '../../vault/vault';
import type { ComplaintInput } from '../../workflows/messages';
import { actionUpdate, COMPLAINT_WORKFLOW, recordUpdate, TASK_QUEUE } from '../../workflows/messages';
import type { Deed, Plan } from './plans';
import { deedFor } from './plans';
import { sealedIntake } from './sealed-data';

/** One case driven by scripted staff straight through Temporal, whatever is killed meanwhile. */
export class ScriptedCase {
  private readonly handle: WorkflowHandle;
  private readonly times = new Map<string, number>();
  private sealer: Sealer | undefined;

  constructor(
    private readonly client: Client,
    private readonly vault: Vault,
    readonly no: string,
    private readonly bundle: PolicyBundle,
    readonly plan: Plan,
    private readonly category: string,
    private readonly register: Pick<Register, 'get'>,
    private readonly eventsPerRun?: number,
  ) {
    this.handle = client.workflow.getHandle(no);
  }

  /** Registers the case; registered already, it is told so. */
  async begin(deadlineAt: number): Promise<ActionAnswer> {
    this.sealer ??= await this.vault.sealerForNew(this.no);
    return this.persist(() => this.record(), deadlineAt);
  }

  /** Registers the case and acts on it until it has ended. */
  async run(deadlineAt: number): Promise<{ end?: string }> {
    const recorded = await this.begin(deadlineAt);
    if (this.plan.first !== undefined) await this.act(this.plan.first, undefined, deadlineAt);
    let tasks: OpenTask[] = recorded.tasks;
    for (;;) {
      if (Date.now() > deadlineAt)
        throw new Error(`${this.no} (${this.plan.name}) has not ended: ${await this.whereItStands()}`);
      for (const task of tasks) {
        const deed = deedFor(this.plan, task, this.timesOf(task));
        if (deed !== undefined) await this.act(deed, task, deadlineAt);
      }
      const { status } = await this.persist(() => this.handle.describe(), deadlineAt);
      if (status.name !== 'RUNNING') break;
      tasks = await this.persist(() => this.register.get(this.no), deadlineAt).then((record) =>
        record === undefined ? [] : openTasks(record.state),
      );
      if (tasks.length === 0) await sleep(150);
    }
    return (await this.persist(() => this.handle.result(), deadlineAt)) as { end?: string };
  }

  private async whereItStands(): Promise<string> {
    const record = await this.register.get(this.no);
    if (record === undefined) return 'not registered';
    const { state } = record;
    const { lines, status, effects, timers } = state;
    const underWay = Object.values(effects).filter((effect) => effect.status === 'underWay');
    return JSON.stringify({ status, lines, underWay, timers, lastEvent: state.seq });
  }

  private timesOf(task: OpenTask): number {
    const kind = task.actions.join();
    const seen = this.times.get(kind) ?? 0;
    this.times.set(kind, seen + 1);
    return seen;
  }

  private record(): Promise<ActionAnswer> {
    const seal: Sealer = this.sealer ?? ((text) => text);
    const plain = {
      category: this.category,
      channel: 'counter',
      complainant: { name: `客户${this.no}`, email: `${this.no.toLowerCase()}@example.com` },
      text: '箱子破了，杯子碎了三个',
      receiptFen: 3000,
      ...this.plan.intake,
    };
    const intake: Intake = sealedIntake(plain, seal);
    const print = fingerprint(plain);
    const input: ComplaintInput = {
      no: this.no,
      policy: this.bundle.policy,
      intake,
      by: this.anybody('complaintsDesk'),
      key: `record-${this.no}`,
      fingerprint: print,
      ...(this.eventsPerRun === undefined ? {} : { eventsPerRun: this.eventsPerRun }),
    };
    const startWorkflowOperation = new WithStartWorkflowOperation(COMPLAINT_WORKFLOW, {
      workflowId: this.no,
      taskQueue: TASK_QUEUE,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [input],
    });
    return this.client.workflow.executeUpdateWithStart(recordUpdate, {
      startWorkflowOperation,
      updateId: `record-${this.no}`,
      args: [{ fingerprint: print }],
    });
  }

  /** Sent with the same key until it is taken or refused: a repeat is answered, not done again. */
  private async act(deed: Deed, task: OpenTask | undefined, deadlineAt: number): Promise<void> {
    const key = `${task?.id ?? 'any'}:${deed.action}`;
    const message = {
      key,
      by: this.actorFor(task, deed),
      via: 'api' as const,
      ...(task === undefined ? {} : { task: task.id }),
      data: this.sealed(deed.data, deed.action, []),
    };
    await this.persist(async () => {
      try {
        const { upTo } = await this.handle.executeUpdate(actionUpdate(deed.action), { args: [message] });
        // As the API does: what is read next knows of it.
        while (((await this.register.get(this.no))?.state.seq ?? 0) < upTo) await sleep(20);
      } catch (error) {
        // Taken before, and the case has ended since: its answer went down with the worker.
        if (error instanceof WorkflowNotFoundError) return;
        const refusal = refusalOf(error);
        if (refusal === undefined || refusal === 'Busy') throw error;
        // Somebody else, or time, was quicker: that is part of the story.
        if (!['TaskEnded', 'NoOpenTask', 'AlreadySo', 'Closed'].includes(refusal))
          throw new Unexpected(`${this.no} ${deed.action}: ${refusal}`);
      }
    }, deadlineAt);
  }

  /** Somebody who holds the role; a different person for each signature and step. */
  private actorFor(task: OpenTask | undefined, deed: Deed): Actor {
    const role = task?.role ?? 'complaintsManager';
    const departments = task?.department === undefined ? [] : [task.department];
    if (task?.assignee !== undefined) return { id: task.assignee, roles: [role], departments };
    return { id: `${role}:${task?.id ?? deed.action}`, roles: [role], departments };
  }

  private anybody(role: string): Actor {
    return { id: `${role}-1`, roles: [role], departments: [] };
  }

  private sealed(value: unknown, action: string, path: (string | number)[]): unknown {
    if (typeof value === 'string')
      return value.startsWith('seal:') ? this.sealer?.(value.slice(5), fieldAt(action, path)) : value;
    if (Array.isArray(value)) return value.map((item, i) => this.sealed(item, action, [...path, i]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.sealed(item, action, [...path, key])]),
    );
  }

  private async persist<T>(call: () => Promise<T>, deadlineAt: number): Promise<T> {
    for (;;) {
      try {
        return await within(15_000, call());
      } catch (error) {
        if (error instanceof Unexpected || Date.now() > deadlineAt) throw error;
        await sleep(200);
      }
    }
  }
}

class Unexpected extends Error {}

function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined;
  return (error.cause as { type?: string } | undefined)?.type;
}

async function within<T>(ms: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
