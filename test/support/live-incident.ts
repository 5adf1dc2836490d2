import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createContactCustomers } from '../../activities/contact-customers';
import { createCountAlike } from '../../activities/count-alike';
import type { SendingChannel } from '../../activities/channels/channel';
import { correspondenceOver } from '../../activities/ports/correspondence';
import type { Correspondence } from '../../activities/ports/correspondence';
import { remedies } from '../../activities/remedies/registry';
import { createOpenCases, createTellMembers } from '../../activities/tell-members';
import { INCIDENT } from '../../domain/incident';
import type { IncidentState } from '../../domain/incident/state';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Refusal } from '../../domain/refusal';
import type { World } from '../../domain/world';
import type { ProceedingAnswer } from '../../workflows/messages';
import { proceedingSignal, proceedingUpdate } from '../../workflows/messages';
import type { TestDatabase } from '../models/test-database';
import { LiveCase, refusalIn } from './live-case';
import { actorOf, everybody } from './people';
import type { TimeSkipping } from './time-skipping';
import type { WorldInMemory } from './world-in-memory';

/** Words as they were said; they are sealed for the incident on the way. */
interface Deed {
  by: string;
  action: string;
  data?: Record<string, unknown>;
  key?: string;
}

/**
 * Incidents and their cases on a time-skipping server: counting, lists of contacts and seals on a real database, the
 * rest of the world in memory.
 */
export class IncidentOffice {
  readonly sent: { key: string; to: string; text: string }[] = [];

  constructor(
    readonly server: TimeSkipping,
    readonly world: WorldInMemory,
    readonly database: TestDatabase,
    readonly bundle: PolicyBundle,
  ) {}

  /** @param twice sends every word between workflows twice, and runs every order of an incident again */
  activities(options: { twice?: boolean } = {}): World {
    const { database, world, bundle } = this;
    const { vault } = database.keys;
    const bundles = { get: () => Promise.resolve(bundle) };
    const correspondence = options.twice === true ? twice(this.correspondence()) : this.correspondence();
    const email: SendingChannel = {
      ...{ name: 'email', title: { zh: '邮件', en: 'mail' }, byPerson: false },
      send: async ({ key, to, text }) => {
        this.sent.push({ key, to: to.address, text });
        return { status: 'sent', messageId: key };
      },
    };
    const activities: World = {
      ...world.activities(),
      countAlike: createCountAlike({ bundles, likeness: database.likeness, correspondence, vault }),
      tellMembers: createTellMembers({ vault, correspondence }),
      openCases: createOpenCases({
        register: { entry: async (no) => ({ status: world.stateOf(no).status }) as never },
      }),
      endLikeness: ({ no }) => database.likeness.end(no),
      contactCustomers: createContactCustomers({
        ...{ bundles, contacts: database.contacts, vault, email, remedies },
        directory: { person: () => undefined },
      }),
    };
    if (options.twice !== true) return activities;
    return {
      ...activities,
      countAlike: async (order) => {
        await activities.countAlike(order);
        return activities.countAlike(order);
      },
      tellMembers: async (order) => {
        await activities.tellMembers(order);
        return activities.tellMembers(order);
      },
    };
  }

  private correspondence(): Correspondence {
    return correspondenceOver(this.server.env.client);
  }

  record(complaint: Record<string, unknown>): Promise<LiveCase> {
    const { server, world, bundle, database } = this;
    return LiveCase.record({ server, world, bundle, vault: database.keys.vault }, complaint);
  }

  /** Somebody who holds a role does something to an incident; the answer, or the refusal. */
  async act(no: string, { by, action, data = {}, key }: Deed): Promise<ProceedingAnswer | Refusal> {
    const message = await this.messageOf(no, { by, action, data, ...(key === undefined ? {} : { key }) });
    const handle = this.server.env.client.workflow.getHandle(no);
    try {
      return await handle.executeUpdate(proceedingUpdate(action), { args: [message] });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === undefined) throw error;
      if (refusal.code !== 'Busy') return refusal;
      await sleep(50);
      return this.act(no, { by, action, data, key: message.key });
    }
  }

  async signal(no: string, deed: Deed): Promise<void> {
    const message = await this.messageOf(no, deed);
    await this.server.env.client.workflow.getHandle(no).signal(proceedingSignal(deed.action), message);
  }

  private async messageOf(no: string, { by, action, data = {}, key }: Deed) {
    const seal = await this.database.keys.vault.sealerForNew(no);
    const sealed = INCIDENT.actions.get(action)?.data(z.string().transform(seal)).safeParse(data);
    const person = everybody(this.bundle.policy).find(({ id }) => id === by);
    if (person === undefined) throw new Error(`there is no ${by}`);
    return {
      ...{ key: key ?? randomUUID(), by: actorOf(person), via: 'api' as const },
      fingerprint: JSON.stringify([action, data]).padEnd(16).slice(0, 64),
      data: sealed?.success === true ? sealed.data : data,
    };
  }

  /** The incident as its journal tells it. */
  stateOf(no: string): IncidentState {
    return this.world.eventsOf(no).reduce(INCIDENT.evolve, INCIDENT.empty(no));
  }

  /** Waits, in real time, until something holds of the incident. */
  async until(no: string, holds: (state: IncidentState) => boolean, withinMs = 60_000): Promise<IncidentState> {
    const patience = Date.now() + withinMs;
    for (;;) {
      const state = this.stateOf(no);
      if (holds(state)) return state;
      if (Date.now() > patience) throw new Error(`${no} has not come so far: ${JSON.stringify(state).slice(0, 2_000)}`);
      await sleep(50);
    }
  }
}

function twice(once: Correspondence): Correspondence {
  return {
    act: async (...message) => {
      await once.act(...message);
      return once.act(...message);
    },
    actOnIncident: async (...message) => {
      await once.actOnIncident(...message);
      return once.actOnIncident(...message);
    },
  };
}
