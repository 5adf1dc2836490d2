import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { ActionAnswer } from '../../domain/file/action-answer';
import { ACTIONS } from '../../domain/actions';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { Actor } from '../../domain/file/envelope';
import type { CaseEvent } from '../../domain/file/stored-event';
import { fingerprint } from '../../domain/values/fingerprint';
import { forecast } from '../../domain/case/forecast';
import { judgeMessage } from '../../domain/case/judge-message';
import { localDateOf } from '../../domain/time/local-time';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Refusal } from '../../domain/file/refusal';
import type { Sealer, Vault } from '../../vault/vault';
import type { CaseView, ComplaintInput } from '../../workflows/messages';
import {
  actionSignal,
  actionUpdate,
  COMPLAINT_WORKFLOW,
  recordUpdate,
  TASK_QUEUE,
  viewQuery,
} from '../../workflows/messages';
import type { History } from './at-rest';
import { earliestTimer, unrestOf } from './at-rest';
import { historiesOf } from './histories-of';
import { sealedData, sealedIntake } from './sealed-data';
import type { TimeSkipping } from './time-skipping';
import { complaintsOfWorkers } from './time-skipping';
import { namedIn, vacantIn } from './people';
import type { WorldInMemory } from './world-in-memory';

/** How long a case may take, in real milliseconds, to come to rest or to stop being busy. */
const PATIENCE = 20_000;
const STORED_WITHIN = 2_000;

/** What somebody does, with words as they were said; they are sealed on the way. */
export interface Deed {
  by: Actor;
  action: string;
  data: Record<string, unknown>;
  /** By default a new one. */
  key?: string | undefined;
  task?: string | undefined;
  via?: 'api' | 'temporal' | undefined;
  /** When the API received it, by its own clock; by default it says nothing. */
  received?: string | undefined;
  /** A refusal as busy is an answer here; by default it is tried again, as people would. */
  mayBeBusy?: boolean | undefined;
}

export type Reply = { answer: ActionAnswer } | { refusal: Refusal };

/** A complaint under way on a time-skipping server, and what people and integrations do to it. */
export class LiveCase {
  /** Run in which the case began; its other runs follow from one to the next. */
  private firstRun = '';

  private constructor(
    readonly no: string,
    readonly bundle: PolicyBundle,
    private readonly server: TimeSkipping,
    private readonly world: WorldInMemory,
    private readonly seal: Sealer,
  ) {}

  /** Registers a complaint; its text is given as the customer said it. */
  static async record(
    parts: {
      server: TimeSkipping;
      world: WorldInMemory;
      vault: Vault;
      bundle: PolicyBundle;
      eventsPerRun?: number | undefined;
      /** Who takes it down; by default it comes in by itself. */
      by?: Actor | undefined;
      /** Its number; by default a new one. */
      no?: string;
      /** Path of the place that it belongs to. */
      places?: string[] | undefined;
    },
    complaint: Record<string, unknown>,
  ): Promise<LiveCase> {
    const { server, world, vault, bundle, eventsPerRun, by } = parts;
    const no = parts.no ?? (await LiveCase.newNumber(server, bundle));
    const seal = await vault.sealerForNew(no);
    const input: ComplaintInput = {
      no,
      policy: bundle.policy,
      intake: sealedIntake(complaint, seal),
      key: randomUUID(),
      fingerprint: fingerprint(complaint),
      ...(eventsPerRun === undefined ? {} : { eventsPerRun }),
      ...(by === undefined ? {} : { by }),
      ...(parts.places === undefined ? {} : { places: parts.places }),
    };
    const recorded = new LiveCase(no, bundle, server, world, seal);
    // Together they would be one call, which the time-skipping server doesn't know.
    const handle = await server.env.client.workflow.start(COMPLAINT_WORKFLOW, {
      workflowId: no,
      taskQueue: TASK_QUEUE,
      args: [input],
    });
    recorded.firstRun = handle.firstExecutionRunId;
    await handle.executeUpdate(recordUpdate, { args: [{ fingerprint: input.fingerprint }] });
    return recorded;
  }

  static async newNumber(server: TimeSkipping, { calendar }: PolicyBundle): Promise<string> {
    return formatComplaintNumber(localDateOf(await server.now(), calendar.zone), randomBytes(8));
  }

  get handle(): WorkflowHandle {
    return this.server.env.client.workflow.getHandle(this.no);
  }

  /** Acts by update and waits for the answer. */
  async act(deed: Deed): Promise<Reply> {
    const message = this.messageOf(deed);
    const patience = Date.now() + PATIENCE;
    for (;;) {
      try {
        const send = () => this.handle.executeUpdate(actionUpdate(deed.action), { args: [message] });
        const answer = await this.reaching(send);
        await this.stored(answer.upTo);
        return { answer };
      } catch (error) {
        const refusal = refusalIn(error) ?? (await this.refusalOfClosed(error, deed.action, message));
        if (refusal === undefined) throw error;
        if (refusal.code !== 'Busy' || deed.mayBeBusy === true || Date.now() > patience) return { refusal };
        await sleep(20);
      }
    }
  }

  /** As the API does: whoever reads after an answer finds what was done. A journal that is held up holds nobody up here. */
  private async stored(upTo: number): Promise<void> {
    const patience = Date.now() + STORED_WITHIN;
    while (this.world.eventsOf(this.no).length < upTo && Date.now() < patience) await sleep(5);
  }

  /** Acts by signal: there is no answer. */
  async signal(deed: Deed): Promise<void> {
    const message = this.messageOf(deed);
    await this.reaching(() => this.handle.signal(actionSignal(deed.action), message));
  }

  /** The time-skipping server says that a case is not there when it is just going on in a fresh history. */
  private async reaching<T>(send: () => Promise<T>, attempts = 20): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (attempts <= 1 || !(error instanceof WorkflowNotFoundError)) throw error;
      if ((await this.handle.describe()).status.name !== 'RUNNING') throw error;
      await sleep(20);
      return this.reaching(send, attempts - 1);
    }
  }

  /** A closed case answers no more; its register does, with the same judge. */
  private async refusalOfClosed(error: unknown, action: string, raw: unknown): Promise<Refusal | undefined> {
    if (!(error instanceof WorkflowNotFoundError)) return undefined;
    const now = new Date(await this.server.now()).toISOString();
    const state = this.world.stateOf(this.no);
    const judged = judgeMessage({ state, policy: this.bundle.policy, action, raw, busy: false, now });
    return judged.verdict === 'refuse' ? judged.refusal : undefined;
  }

  private messageOf({ by, action, data, key, task, via, received }: Deed) {
    const known = ACTIONS.get(action);
    const sealed = known && sealedData(known, data, this.seal);
    return {
      key: key ?? randomUUID(),
      by,
      via: via ?? 'api',
      ...(received === undefined ? {} : { received }),
      ...(task === undefined ? {} : { task }),
      ...namedIn(this.world.staff, ACTIONS.get(action), data),
      ...vacantIn(
        this.world.staff,
        { state: this.world.stateOf(this.no), policy: this.bundle.policy },
        givenBy(action, data),
      ),
      fingerprint: fingerprint([action, task ?? null, data]),
      // What doesn't fit goes as it is: refusing it is the case's business.
      data: sealed?.success === true ? sealed.data : data,
    };
  }

  /**
   * The case once nothing more happens by itself at this time: everything due is done, answered and journaled. Told from
   * its history, because the time-skipping server never answers a query that meets the moment in which a case goes on in
   * a fresh history, and its clock stands still from then on.
   * @param held how many effects are under way that the test doesn't let end.
   */
  async atRest(held: () => number = () => 0): Promise<CaseView> {
    const patience = Date.now() + PATIENCE;
    for (;;) {
      const { events } = await this.handle.fetchHistory();
      const unrest = unrestOf({ events }, await this.server.now(), held());
      if (unrest.length === 0) {
        const view = await this.handle.query(viewQuery);
        // Nothing has come meanwhile: what ends an activity and what wakes the worker are not written in one go.
        if ((await this.handle.fetchHistory()).events?.length === events?.length) return view;
      }
      if (Date.now() > patience)
        throw new Error(
          [`${this.no} does not come to rest: ${unrest.join(', ')}`, ...complaintsOfWorkers()].join('\n'),
        );
      await sleep(10);
    }
  }

  /** Lets time pass until an event of this type happens. */
  async until(type: string, mostWakings = 60): Promise<void> {
    const since = (await this.atRest()).state.seq;
    const happened = (event: CaseEvent): boolean => event.seq > since && event.type === type;
    for (let waking = 0; waking < mostWakings; waking++) {
      const { state } = await this.atRest();
      if (this.world.eventsOf(this.no).some(happened)) return;
      const next = forecast(state)[0];
      if (next === undefined) break;
      // The server's timer rings a little later than the case has reckoned when it set it.
      const timer = earliestTimer(await this.handle.fetchHistory());
      if (timer === Infinity) {
        // The case has set its alarm, but the history doesn't have the timer yet.
        await sleep(10);
        continue;
      }
      const rings = Math.max(Date.parse(next.at), timer);
      await this.server.pass(rings - (await this.server.now()) + 1);
    }
    throw new Error(`${this.no}: no ${type} happens by itself`);
  }

  /** Lets time pass until the case is closed; answers what its workflow answers. */
  async closed(): Promise<{ no: string; end?: string; events: number }> {
    return (await this.handle.result()) as { no: string; end?: string; events: number };
  }

  /** The histories that the case has gone through, the first one first. */
  histories(): Promise<History[]> {
    return historiesOf(this.server.env.client, this.no, this.firstRun);
  }
}

function givenBy(action: string, data: Record<string, unknown>): string | undefined {
  return ACTIONS.get(action)?.gives?.(data);
}

/** Why an update was refused; undefined where it failed otherwise. */
export function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return undefined;
  return error.cause.details?.[0] as Refusal | undefined;
}
