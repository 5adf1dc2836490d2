import { createJournal } from '../../activities/append-events';
import { createCountEffect } from '../../activities/count-effect';
import { createOpenCorrectiveAction } from '../../activities/open-corrective-action';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import type { CorrectiveActionState } from '../../domain/linked-cases/corrective-action/state';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { World } from '../../domain/activity-contract';
import type { StaffMember } from '../../models/staff';
import type { TestDatabase } from '../models/test-database';
import { twice } from './live-incident';
import { ProceedingOffice } from './live-proceeding';
import { everybody } from './people';
import type { TimeSkipping } from './time-skipping';
import type { WorldInMemory } from './world-in-memory';

/**
 * Corrective actions and the cases they come from on a time-skipping server. Journal, register and counters are a real
 * database, so that what is counted is what happened; the rest of the world is in memory.
 */
export class CorrectiveActionOffice extends ProceedingOffice<CorrectiveActionState> {
  constructor(server: TimeSkipping, world: WorldInMemory, database: TestDatabase, bundle: PolicyBundle) {
    super(CORRECTIVE_ACTION, { server, world, database, bundle });
  }

  /** @param twice opens every corrective action twice, and sends each of its plans twice */
  activities(options: { twice?: boolean } = {}): World {
    const { database, world } = this;
    const bundles = { get: () => Promise.resolve(this.bundle) };
    const staff = everybody(this.bundle.policy).map((one) => ({ ...one, active: true }) as unknown as StaffMember);
    const inMemory = world.activities();
    const journal = createJournal({ events: database.events, register: database.readModels });
    const open = createOpenCorrectiveAction({
      ...{ bundles, vault: database.keys.vault },
      directory: { person: (id) => staff.find((one) => one.id === id) },
      correspondence: options.twice === true ? twice(this.correspondence()) : this.correspondence(),
    });
    return {
      ...inMemory,
      openCorrectiveAction: async (order) => {
        if (options.twice === true) await open(order);
        return open(order);
      },
      countEffect: createCountEffect({ bundles, counters: database.counters }),
      appendEvents: async (batch) => {
        await journal.appendEvents(batch);
        return inMemory.appendEvents(batch);
      },
    };
  }
}
