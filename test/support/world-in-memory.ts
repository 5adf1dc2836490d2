import { ApplicationFailure } from '@temporalio/common';
import { createDayOf } from '../../activities/day-of';
import { createDecide } from '../../activities/decide';
import { createFindRole } from '../../activities/find-role';
import { createMoveTimes } from '../../activities/move-times';
import { createPlanTask } from '../../activities/plan-task';
import { createPlanClock } from '../../activities/plan-clock';
import { createPlanTime } from '../../activities/plan-time';
import { createWhoHeld } from '../../activities/who-held';
import { createPriceOptions } from '../../activities/remedies/price-options';
import { remedies } from '../../activities/remedies/registry';
import { createTestConditions } from '../../activities/test-conditions';
import type { StaffSource } from '../../activities/staff-source';
import type { CaseEvent } from '../../domain/file/stored-event';
import { emptyCase } from '../../domain/case/state';
import type { CaseState } from '../../domain/case/state';
import { evolve } from '../../domain/case/evolve';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { EffectOutcome, Effects, World } from '../../domain/activity-contract';
import type { ChainedEvent } from '../../models/chain';
import type { WhoIsWho } from './people';
import { chainOn, eventOf, sha256, verifyChain } from '../../models/chain';

/** Something done outside, as the test saw it. */
export interface Done {
  activity: keyof Effects;
  key: string;
  order: Record<string, unknown>;
}

/** What an effect comes to instead of succeeding, or a promise of it: then it is under way until that is kept. */
export interface PlannedOutcome {
  keyEndsWith: string;
  outcome: EffectOutcome | Promise<EffectOutcome>;
}

/**
 * The outside world of a workflow test: decisions, calendars, prices and vacancies are the real ones, effects are noted
 * down and answered as the test says, the journal is a real chain in memory.
 */
export class WorldInMemory {
  readonly done: Done[] = [];
  readonly chains = new Map<string, ChainedEvent[]>();
  /** As far as they have been asked for: tests look again and again. */
  private readonly states = new Map<string, CaseState>();
  /** How many batches each case has journaled. */
  readonly batches = new Map<string, number>();
  /** The first entry that fits an effect's key is used up by it. */
  readonly outcomes: PlannedOutcome[] = [];
  /** Numbers under which a case has tried to store two different events. */
  readonly conflicts: string[] = [];
  /** What a worker's clock reads. Where time is skipped it stays behind, so that a case goes by its timers alone. */
  clock = (): Date => new Date(0);

  constructor(
    private readonly bundles: ReadonlyMap<string, PolicyBundle>,
    readonly staff: StaffSource & WhoIsWho,
    /** What an effect comes to where the test has planned nothing for it. */
    private readonly comesTo: (activity: keyof Effects, order: { key: string }) => EffectOutcome | undefined = () =>
      undefined,
  ) {}

  activities(): World {
    const source = {
      get: async (hash: string): Promise<PolicyBundle> => {
        const bundle = [...this.bundles.values()].find((one) => one.hash === hash);
        if (bundle === undefined) throw new Error(`no bundle ${hash}`);
        return bundle;
      },
    };
    const effect = (activity: keyof Effects) => async (order: { key: string }) => this.perform(activity, order);
    return {
      decide: createDecide(source),
      testConditions: createTestConditions(source),
      planTask: createPlanTask(source, this.staff),
      planTime: createPlanTime(source),
      dayOf: createDayOf(source),
      planClock: createPlanClock(source),
      moveTimes: createMoveTimes(source),
      findRole: createFindRole(source, this.staff),
      whoHeld: createWhoHeld(source, this.staff),
      readClock: async () => this.clock().toISOString(),
      priceOptions: createPriceOptions({ remedies }),
      executeRemedy: effect('executeRemedy'),
      undoRemedy: effect('undoRemedy'),
      settleRemedy: effect('settleRemedy'),
      sendMessage: effect('sendMessage'),
      notifyStaff: effect('notifyStaff'),
      lookUpCustomer: effect('lookUpCustomer'),
      lookBack: effect('lookBack'),
      bookPenalty: effect('bookPenalty'),
      claimFromSupplier: effect('claimFromSupplier'),
      countAlike: effect('countAlike'),
      openCorrectiveAction: effect('openCorrectiveAction'),
      mergeInto: effect('mergeInto'),
      undoMerge: effect('undoMerge'),
      // A case alone has no incident; tests of incidents bring their own.
      tellMembers: async ({ messages }) => Object.fromEntries(messages.map(({ no }) => [no, 'taken'])),
      openCases: async ({ cases }) => cases.filter((no) => this.stateOf(no).status !== 'closed'),
      endLikeness: async () => undefined,
      countEffect: async () => Promise.reject(new Error('nothing is counted in memory')),
      contactCustomers: async ({ after, atMost }) => ({
        ...{ upTo: after + atMost, told: atMost, failed: 0, optedOut: 0, repeated: 0 },
      }),
      appendEvents: async ({ no, head, events }) => {
        const stored = this.chains.get(no) ?? [];
        const last = stored.at(-1);
        for (const chained of chainOn(head, events)) {
          const same = stored.find(({ seq }) => seq === chained.seq);
          if (same !== undefined && same.hash !== chained.hash) {
            this.conflicts.push(`${no}/${chained.seq}`);
            throw ApplicationFailure.nonRetryable('two hashes', 'ChainBroken');
          }
          if (same === undefined) stored.push(chained);
        }
        if (last !== undefined && last.seq + 1 > (events[0]?.seq ?? 0) + events.length)
          throw new Error('events out of order');
        this.chains.set(no, stored);
        this.batches.set(no, (this.batches.get(no) ?? 0) + 1);
        return stored.at(-1)?.hash ?? head;
      },
    };
  }

  private async perform(activity: keyof Effects, order: { key: string }): Promise<EffectOutcome> {
    const at = this.outcomes.findIndex(({ keyEndsWith }) => order.key.endsWith(keyEndsWith));
    const [planned] = at < 0 ? [] : this.outcomes.splice(at, 1);
    this.done.push({ activity, key: order.key, order: { ...order } });
    const otherwise = {
      status: 'succeeded' as const,
      result: activity === 'lookUpCustomer' ? { match: 'matched' } : {},
    };
    return planned?.outcome ?? this.comesTo(activity, order) ?? otherwise;
  }

  /** The case as its journal tells it. */
  stateOf(no: string): CaseState {
    const known = this.states.get(no) ?? emptyCase(no, { id: '', version: '', bundleHash: '' });
    const state = this.eventsOf(no, known.seq).reduce(evolve, known);
    this.states.set(no, state);
    return state;
  }

  eventsOf(no: string, after = 0): CaseEvent[] {
    return (this.chains.get(no) ?? []).slice(after).map(eventOf);
  }

  /** Where the chain of a case breaks, if it does. */
  breakOf(no: string) {
    return verifyChain(this.chains.get(no) ?? [], sha256);
  }
}
