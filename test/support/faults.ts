import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { QUESTIONS } from '../../domain/case/answers/answers';
import type { EffectOutcome, World } from '../../domain/activity-contract';
import type { Chance } from './chance';

type Calls = Record<string, (order: Record<string, unknown>) => Promise<unknown>>;

/** What goes wrong with one call; `always`: with each call of the same question, too. */
type Fault =
  { does: 'throw' | 'throwAfter' | 'fail' | 'hang' | 'rubbish'; always: boolean } | { does: 'none'; always: false };

/** Longer than a case gives a pure answer at first, in real milliseconds: such a call is given up by whoever asked. */
const HANGS_MS = 2_500;

/** How often calls go wrong, and how long they may hang. */
export interface Share {
  share: number;
  /** Of the faults, those that hang: each takes seconds that cannot be skipped. */
  hangs: number;
  /** What always throws. */
  never?: readonly string[];
}

/**
 * A world in which a seeded share of all calls throws, hangs or answers rubbish. Effects are done once under their key,
 * as ports promise; what is ordered twice under one key has to be the same.
 */
export class FaultyWorld {
  /** What went wrong, to be told: `planTask throw`. */
  readonly faults: string[] = [];
  /** Orders that were not what was ordered before under their key. */
  readonly otherOrders: string[] = [];
  private readonly counts = new Map<string, number>();
  private readonly lasting = new Map<string, Fault>();
  private readonly orders = new Map<string, { order: unknown; outcome: unknown }>();
  /** Without faults once this is set. */
  isWell = false;

  constructor(
    private readonly chance: Chance,
    private readonly rate: Share,
  ) {}

  around(world: World): World {
    const calls = world as unknown as Calls;
    return Object.fromEntries(
      Object.keys(calls).map((name) => [name, (order: Record<string, unknown>) => this.call(name, calls, order)]),
    ) as unknown as World;
  }

  private async call(name: string, calls: Calls, order: Record<string, unknown>): Promise<unknown> {
    const fault = this.faultOf(name, order);
    if (fault.does !== 'none') this.faults.push(`${name} ${fault.does}${fault.always ? ' always' : ''}`);
    switch (fault.does) {
      case 'none':
        return this.perform(name, calls, order);
      case 'throw':
        throw new RangeError('injected');
      case 'fail':
        throw ApplicationFailure.nonRetryable('injected', name === 'appendEvents' ? 'ChainBroken' : 'Injected');
      case 'throwAfter':
        await this.perform(name, calls, order);
        throw new RangeError('injected after it was done');
      case 'hang':
        await sleep(HANGS_MS);
        return this.perform(name, calls, order);
      case 'rubbish':
        return rubbishOf(
          await this.perform(name, calls, order),
          this.chance.for(`${name} ${this.counts.get(name) ?? 0}`),
        );
    }
  }

  private faultOf(name: string, order: Record<string, unknown>): Fault {
    if (this.isWell) return { does: 'none', always: false };
    if (this.rate.never?.includes(name) === true) return { does: 'throw', always: true };
    const mark = `${name} ${JSON.stringify(order)}`;
    const known = this.lasting.get(mark);
    if (known !== undefined) return known;
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const chance = this.chance.for(`${name} ${count}`);
    if (!chance.happens('fault', this.rate.share)) return { does: 'none', always: false };
    const isQuestion = QUESTIONS.includes(name);
    if (isQuestion && chance.happens('hangs', this.rate.hangs)) return { does: 'hang', always: false };
    const does = chance.pick('does', isQuestion ? (['throw', 'fail', 'rubbish', 'rubbish'] as const) : OUTSIDE);
    // What is tried for ever must come to an end for the story to.
    const fault = { does, always: isQuestion && chance.happens('always', 0.4) };
    if (fault.always) this.lasting.set(mark, fault);
    return fault;
  }

  /** As often as it is ordered, it is done once. */
  private async perform(name: string, calls: Calls, order: Record<string, unknown>): Promise<unknown> {
    const { key } = order;
    const perform = calls[name];
    if (perform === undefined) throw new Error(`there is no ${name}`);
    if (typeof key !== 'string') return perform(order);
    const known = this.orders.get(key);
    if (known !== undefined) {
      if (!isDeepStrictEqual(known.order, order)) this.otherOrders.push(key);
      return known.outcome;
    }
    const outcome = perform(order) as Promise<EffectOutcome>;
    this.orders.set(key, { order, outcome });
    return outcome;
  }
}

const OUTSIDE = ['throw', 'throwAfter', 'throwAfter', 'fail', 'rubbish'] as const;

const HUGE = '长'.repeat(400_000);
const WHOLE: readonly unknown[] = [
  null,
  undefined,
  '',
  'nobody',
  0,
  -1,
  Number.NaN,
  true,
  [],
  [null],
  {},
  HUGE,
  [[]],
  { ok: 1 },
];
const PARTS: readonly unknown[] = [
  ...[null, undefined, '', 'nobody', HUGE, Number.NaN, -1, 1e308, 0.5, true, [], {}, [null], [{}]],
  ...[
    '9999-12-31T23:59:59.999Z',
    '2026-13-45T25:61:61.000Z',
    '1066-10-14T09:00:00.000Z',
    '2026-02-30',
    'C261001-0000000',
  ],
];

/** Something else in its place, or the answer with one part of it exchanged. */
function rubbishOf(answer: unknown, chance: Chance): unknown {
  if (chance.happens('whole', 0.3)) return chance.pick('which', WHOLE);
  return withPart(answer, chance);
}

function withPart(value: unknown, chance: Chance, depth = 0): unknown {
  if (Array.isArray(value) && value.length > 0 && chance.happens(`into ${depth}`, 0.8)) {
    const at = chance.whole(`item ${depth}`, 0, value.length - 1);
    return value.map((part: unknown, i) => (i === at ? withPart(part, chance, depth + 1) : part));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    if (chance.happens(`more ${depth}`, 0.1)) return { ...value, other: chance.pick(`what ${depth}`, PARTS) };
    const name = chance.pick(`name ${depth}`, Object.keys(value));
    return { ...value, [name]: withPart((value as Record<string, unknown>)[name], chance, depth + 1) };
  }
  return chance.pick('part', PARTS);
}
