import type { Effect } from '../../domain/linked-cases/corrective-action/effect';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { correspondenceOver } from '../../activities/ports/correspondence';
import type { Correspondence } from '../../activities/ports/correspondence';
import { formatNumber } from '../../domain/values/complaint-number';
import { localDateOf } from '../../domain/time/local-time';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Proceeding } from '../../domain/linked-cases/definition';
import type { ProceedingState } from '../../domain/linked-cases/state';
import type { Refusal } from '../../domain/file/refusal';
import type { ProceedingAnswer } from '../../workflows/messages';
import { PROCEEDING_WORKFLOWS, proceedingSignal, proceedingUpdate, TASK_QUEUE } from '../../workflows/messages';
import type { TestDatabase } from '../models/test-database';
import type { History } from './at-rest';
import { historiesOf } from './histories-of';
import { sealedData } from './sealed-data';
import { LiveCase, refusalIn } from './live-case';
import { actorOf, everybody, standingIn, namedIn } from './people';
import type { Person } from './people';
import type { TimeSkipping } from './time-skipping';
import type { WorldInMemory } from './world-in-memory';

/** Words as they were said; they are sealed for the proceeding on the way. */
interface Deed {
  by: string;
  /** The colleague in whose place they act. */
  for?: string;
  /** Where they hold their post; by default nowhere in particular. */
  at?: string;
  action: string;
  data?: Record<string, unknown>;
  key?: string;
  /** When the API received it; by default it says nothing. */
  received?: string;
}

/** What somebody says to a proceeding, by staff id. */
export interface Word {
  by: string;
  action: string;
  data?: Record<string, unknown>;
}

/** One complaint the day before, none after. */
export const COUNTED: Effect = {
  days: 1,
  before: { from: '2026-01-01', to: '2026-01-01', received: 1, receivedInAll: 1, founded: 0 },
  after: { from: '2026-01-02', to: '2026-01-02', received: 0, receivedInAll: 1, founded: 0 },
};

/** Cases and proceedings of one kind on a time-skipping server: staff act on them, and tests read their journals. */
export class ProceedingOffice<S extends ProceedingState> {
  readonly server: TimeSkipping;
  readonly world: WorldInMemory;
  readonly database: TestDatabase;
  readonly bundle: PolicyBundle;
  /** As far as they have been asked for: tests look again and again. */
  private readonly states = new Map<string, S>();
  private readonly firstRuns = new Map<string, string>();

  constructor(
    private readonly kind: Proceeding<S>,
    parts: { server: TimeSkipping; world: WorldInMemory; database: TestDatabase; bundle: PolicyBundle },
  ) {
    this.server = parts.server;
    this.world = parts.world;
    this.database = parts.database;
    this.bundle = parts.bundle;
  }

  protected correspondence(): Correspondence {
    return correspondenceOver(this.server.env.client);
  }

  record(complaint: Record<string, unknown>, places?: string[]): Promise<LiveCase> {
    const { server, world, bundle, database } = this;
    return LiveCase.record({ server, world, bundle, vault: database.keys.vault, places }, complaint);
  }

  /** Opens a proceeding by hand, as the API does; its first action follows. */
  async open(by: string, rules: object, eventsPerRun?: number): Promise<string> {
    const { server, bundle, kind } = this;
    const { id, version } = bundle.policy;
    const no = formatNumber(kind.kind, localDateOf(await server.now(), bundle.calendar.zone), randomBytes(8));
    const input = {
      ...{ no, by: actorOf(this.person(by)), opening: { policy: { id, version, bundleHash: bundle.hash }, rules } },
      ...(eventsPerRun === undefined ? {} : { eventsPerRun }),
    };
    const { firstExecutionRunId } = await server.env.client.workflow.start(PROCEEDING_WORKFLOWS[kind.kind], {
      ...{ workflowId: no, taskQueue: TASK_QUEUE, args: [input] },
    });
    this.firstRuns.set(no, firstExecutionRunId);
    return no;
  }

  /** Of a proceeding that was opened by hand. */
  histories(no: string): Promise<History[]> {
    return historiesOf(this.server.env.client, no, this.firstRuns.get(no) ?? '');
  }

  /** Somebody who holds a role does something to a proceeding; the answer, or the refusal. */
  async act(no: string, deed: Deed): Promise<Omit<ProceedingAnswer, 'upTo'> | Refusal> {
    const { action } = deed;
    const message = await this.messageOf(no, deed);
    const handle = this.server.env.client.workflow.getHandle(no);
    try {
      const { upTo, ...answer } = await handle.executeUpdate(proceedingUpdate(action), { args: [message] });
      // As the API does: whoever reads after an answer finds what was done.
      await this.until(no, ({ seq }) => seq >= upTo);
      return answer;
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === undefined) throw error;
      if (refusal.code !== 'Busy') return refusal;
      await sleep(50);
      return this.act(no, { ...deed, key: message.key });
    }
  }

  async signal(no: string, deed: Deed): Promise<void> {
    const message = await this.messageOf(no, deed);
    await this.server.env.client.workflow.getHandle(no).signal(proceedingSignal(deed.action), message);
  }

  private async messageOf(no: string, { by, for: colleague, at, action, data = {}, key, received }: Deed) {
    const seal = await this.database.keys.vault.sealerForNew(no);
    const definition = this.kind.actions.get(action);
    const sealed = definition && sealedData(definition, data, seal);
    const known = this.person(by);
    const person = at === undefined ? known : { ...known, places: [at] };
    const actor = colleague === undefined ? actorOf(person) : standingIn(person, this.person(colleague));
    return {
      ...{ key: key ?? randomUUID(), by: actor, via: 'api' as const },
      fingerprint: JSON.stringify([action, data]).padEnd(16).slice(0, 64),
      ...namedIn(this.world.staff, definition, data),
      ...(received === undefined ? {} : { received }),
      data: sealed?.success === true ? sealed.data : data,
    };
  }

  private person(id: string): Person {
    const person = everybody(this.bundle.policy).find((one) => one.id === id);
    if (person === undefined) throw new Error(`there is no ${id}`);
    return person;
  }

  /** The proceeding as its journal tells it. */
  stateOf(no: string): S {
    const known = this.states.get(no) ?? this.kind.empty(no);
    const state = this.world.eventsOf(no, known.seq).reduce(this.kind.evolve, known);
    this.states.set(no, state);
    return state;
  }

  /** Waits, in real time, until something holds of it. */
  async until(no: string, holds: (state: S) => boolean, withinMs = 60_000): Promise<S> {
    const patience = Date.now() + withinMs;
    for (;;) {
      const state = this.stateOf(no);
      if (holds(state)) return state;
      if (Date.now() > patience) throw new Error(`${no} has not come so far: ${JSON.stringify(state).slice(0, 2_000)}`);
      await sleep(50);
    }
  }
}
