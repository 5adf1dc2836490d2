import { createContactCustomers } from '../../activities/contact-customers';
import { createCountAlike } from '../../activities/count-alike';
import type { SendingChannel } from '../../activities/channels/channel';
import { email } from '../../activities/channels/email/definition';
import type { Correspondence } from '../../activities/ports/correspondence';
import { remedies } from '../../activities/remedies/registry';
import { createOpenCases, createTellMembers } from '../../activities/tell-members';
import { INCIDENT } from '../../domain/linked-cases/incident';
import type { IncidentState } from '../../domain/linked-cases/incident/state';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { World } from '../../domain/activity-contract';
import type { TestDatabase } from '../models/test-database';
import { channelsOf } from './channels';
import { ProceedingOffice } from './live-proceeding';
import type { TimeSkipping } from './time-skipping';
import type { WorldInMemory } from './world-in-memory';

/**
 * Incidents and their cases on a time-skipping server: counting, lists of contacts and seals on a real database, the
 * rest of the world in memory.
 */
export class IncidentOffice extends ProceedingOffice<IncidentState> {
  readonly sent: { key: string; to: string; text: string }[] = [];

  constructor(server: TimeSkipping, world: WorldInMemory, database: TestDatabase, bundle: PolicyBundle) {
    super(INCIDENT, { server, world, database, bundle });
  }

  /** @param twice sends every word between workflows twice, and runs every order of an incident again */
  activities(options: { twice?: boolean } = {}): World {
    const { database, world, bundle } = this;
    const { vault, tokenIndex } = database.keys;
    const bundles = { get: () => Promise.resolve(bundle) };
    const correspondence = options.twice === true ? twice(this.correspondence()) : this.correspondence();
    const post: SendingChannel = {
      definition: email,
      send: async ({ key, to, text }) => {
        this.sent.push({ key, to: to.address, text });
        return { status: 'sent', messageId: key };
      },
    };
    const activities: World = {
      ...world.activities(),
      countAlike: createCountAlike({ bundles, likeness: database.likeness, correspondence, vault, tokenIndex }),
      tellMembers: createTellMembers({ vault, correspondence }),
      openCases: createOpenCases({
        register: { entry: async (no) => ({ status: world.stateOf(no).status }) as never },
      }),
      endLikeness: ({ no }) => database.likeness.end(no),
      contactCustomers: createContactCustomers({
        ...{ bundles, contacts: database.contacts, vault, remedies, channels: channelsOf(post) },
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
}

/** Every word between workflows is sent twice. */
export function twice(once: Correspondence): Correspondence {
  return {
    act: async (...message) => {
      await once.act(...message);
      return once.act(...message);
    },
    actOnIncident: async (...message) => {
      await once.actOnIncident(...message);
      return once.actOnIncident(...message);
    },
    planCorrectiveAction: async (...message) => {
      await once.planCorrectiveAction(...message);
      return once.planCorrectiveAction(...message);
    },
  };
}
