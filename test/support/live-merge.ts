import { createMergeInto, createUndoMerge } from '../../activities/merge-into';
import type { Correspondence } from '../../activities/ports/correspondence';
import { correspondenceOver } from '../../activities/ports/correspondence';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { World } from '../../domain/activity-contract';
import type { TestDatabase } from '../models/test-database';
import { LiveCase } from './live-case';
import type { TimeSkipping } from './time-skipping';
import type { WorldInMemory } from './world-in-memory';

/** Complaints that are merged into each other on a time-skipping server; the rest of the world in memory. */
export class MergeOffice {
  constructor(
    readonly server: TimeSkipping,
    readonly world: WorldInMemory,
    readonly database: TestDatabase,
    readonly bundle: PolicyBundle,
  ) {}

  /** @param through changes how complaints speak to each other */
  activities(through: (correspondence: Correspondence) => Correspondence = (same) => same): World {
    const { world, database } = this;
    const correspondence = through(correspondenceOver(this.server.env.client));
    const fileOf = async (no: string) => {
      const events = world.eventsOf(no);
      return events.length === 0 ? undefined : { state: world.stateOf(no), events };
    };
    const deps = {
      ...{ fileOf, correspondence, likeness: database.likeness, confidentiality: { mayShowIn: async () => true } },
      ...{ vault: database.keys.vault, tokenIndex: database.keys.tokenIndex },
    };
    const noted =
      <K extends 'mergeInto' | 'undoMerge'>(activity: K, effect: World[K]) =>
      async (order: Parameters<World[K]>[0]) => {
        world.done.push({ activity, key: order.key, order: { ...order } });
        return effect(order as never);
      };
    return {
      ...world.activities(),
      mergeInto: noted('mergeInto', createMergeInto(deps)),
      undoMerge: noted('undoMerge', createUndoMerge(deps)),
    };
  }

  record(complaint: Record<string, unknown>, parts: { eventsPerRun?: number; places?: string[] } = {}) {
    const { server, world, bundle, database } = this;
    return LiveCase.record({ server, world, bundle, vault: database.keys.vault, ...parts }, complaint);
  }

  /** What a file has, its texts opened as far as both keys are there. */
  async opened(no: string): Promise<CaseEvent[]> {
    return this.database.keys.vault.openDeep(this.world.eventsOf(no), no);
  }
}
