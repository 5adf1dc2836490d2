import { ACTION_LABELS } from '../../domain/actions/labels';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Step } from '../../domain/policy/compiled';
import { emptyCase } from '../../domain/case/state';
import type { CaseState } from '../../domain/case/state';
import type { Run, StageDefinition } from '../../domain/stage';
import { STAGES } from '../../domain/stages';
import { Chance } from '../support/chance';
import { FakeStep, NOW, runStage } from '../support/fake-step';

/** One way in which a step of a policy waits for somebody, found by running the step. */
export interface Wait {
  /** `main`, or the track. */
  line: string;
  step: string;
  actions: string[];
  /** Role asked for. */
  who: string;
  orAbove: boolean;
  department?: string;
  /** By what the person is chosen, where one is: heard in their own matter, named by the policy, or given to somebody eligible. */
  given?: 'heard' | 'byName' | 'eligible';
  /** Whom the stage itself keeps away. */
  barred: string[];
}

/** As many runs of a step as find its ways; what a run does follows from its number. */
const RUNS = 80;
/** A track that goes on for as long as the case is left after so many waits. */
const MOST_WAITS = 25;

class Enough extends Error {}

/** Every way in which the steps of a policy wait for people, by running each step's own code with answers made up. */
export function waitsOf(bundle: PolicyBundle): Promise<Wait[]> {
  const found = known.get(bundle) ?? findWaits(bundle);
  known.set(bundle, found);
  return found;
}
const known = new WeakMap<PolicyBundle, Promise<Wait[]>>();

async function findWaits(bundle: PolicyBundle): Promise<Wait[]> {
  const { main, tracks } = bundle.policy;
  const lines = [{ id: 'main', steps: main }, ...tracks];
  const found = new Map<string, Wait>();
  for (const { id: line, steps } of lines)
    for (const step of steps)
      for (let run = 0; run < RUNS; run++)
        for (const wait of await runOnce(bundle, line, step, new Chance(`${step.id} ${run}`)))
          found.set(JSON.stringify(wait), wait);
  return [...found.values()];
}

async function runOnce(bundle: PolicyBundle, line: string, step: Step, chance: Chance): Promise<Wait[]> {
  const seen: Wait[] = [];
  let count = 0;
  const { policy } = bundle;
  const state = fullCase(bundle, step, chance);
  const tooMany = (): void => {
    if (++count > MOST_WAITS) throw new Enough();
  };
  const c = new FakeStep(
    {
      ...{ state, policy },
      answer: (_, { actions, who, orAbove = false, department, assignee, heard, byName, barred = [] }) => {
        tooMany();
        seen.push({
          ...{ line, step: step.id, actions, who, orAbove },
          ...(department === undefined ? {} : { department }),
          ...(assignee === undefined ? {} : { given: heard ? 'heard' : byName ? 'byName' : 'eligible' }),
          barred: barred.map(({ id }) => id).sort(),
        });
        const turn = chance.for(count);
        if (turn.happens('nobody acts', 0.15)) return undefined;
        const action = turn.pick('action', actions);
        const data = flipped(ACTION_LABELS.get(action)?.example ?? {}, turn) as Record<string, unknown>;
        return { action, data, by: { id: 'somebody', roles: [who], departments: [] }, at: NOW };
      },
      table: (name, table) => answerOf(bundle, table, chance.for(`${name}${count}`)) as Record<string, unknown>,
      question: (_, activity) => (ANSWERS as Partial<Record<typeof activity, unknown>>)[activity],
      effect: (name) => ({
        status: chance.for(name).happens('fails', 0.3) ? 'unknown' : 'succeeded',
        result: {},
      }),
      timer: (_, also) => {
        tooMany();
        return !also();
      },
    },
    line,
    step.id,
  );
  try {
    await runStage(STAGES[step.stage].run as Run<StageDefinition>, step, c);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return seen;
}

const ANSWERS = {
  planTime: { at: NOW, explanation: {} },
  dayOf: '2026-10-08',
  planClock: { dueAt: NOW, warnings: [] },
  whoHeld: { persons: ['holder'], wasAway: false },
  priceOptions: { ok: true, options: [{ remedies: [], costFen: 1 }], costFen: 1 },
  findRole: { role: '', vacant: [] },
} as const;

/** What a table of the policy may answer, by one of its rules. */
function answerOf({ tables }: PolicyBundle, id: string, chance: Chance): unknown {
  const table = tables[id];
  if (table === undefined) throw new Error(`there is no table ${id}`);
  const { then } = chance.pick('rule', table.rules);
  const answer = Object.fromEntries(
    Object.entries(then).map(([name, value]) => {
      const computed = typeof value === 'string' && value.startsWith('=');
      const kind = table.outputs[name]?.type.kind;
      return [name, name === 'percent' ? 5 : computed ? (kind === 'number' ? 1 : 'computed') : value];
    }),
  );
  return table.hit === 'collect' ? [answer] : answer;
}

/** The same data with each yes or no as chance has it. */
function flipped(value: unknown, chance: Chance, path = ''): unknown {
  if (typeof value === 'boolean') return chance.happens(path, 0.5);
  if (Array.isArray(value)) return value.map((part, i) => flipped(part, chance, `${path}.${i}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, flipped(part, chance, `${path}.${name}`)]),
  );
}

/** A case in which everything has happened that a step may ask about. */
function fullCase({ policy, hash }: PolicyBundle, step: Step, chance: Chance): CaseState {
  const { person = '' } = step as { person?: string };
  return {
    ...emptyCase('C261008-4K7QMXD', { id: policy.id, version: policy.version, bundleHash: hash }),
    ...{ status: 'open', recordedAt: NOW, handler: 'handler', department: DEPARTMENT },
    recordedBy: { id: 'recorder', roles: [], departments: [] },
    intake: {
      ...{ category: Object.keys(policy.categories)[0] ?? '', channel: 'phone', language: 'zh', text: 'x' },
      ...{ complainant: { phone: 'x', ...(chance.happens('mail', 0.5) ? { email: 'x' } : {}) }, demand: {} },
      ...{ respondent: { persons: [] }, fields: { [person]: 'server' } },
    },
    findings: { cause: 'x', persons: ['culprit'] },
    judgement: { founded: chance.happens('founded', 0.7), demandReasonable: true, round: 1, at: NOW },
    ...{
      proposal: { by: 'proposer', options: [OPTION], costFen: 1, round: 1 },
      proposals: 1,
      accepted: { option: 0, options: OPTION, round: 1, proposal: 1 },
    },
    improvements: [{ what: 'x', owner: 'owner' }],
    promises: [{ at: NOW, by: 'recorder', status: 'made', line: 'promise.1' }],
    inbound: [{ at: NOW, channel: 'phone', line: 'inbound.1', heeded: false }],
    facts: { belowLegalMinimum: chance.happens('below', 0.5), chargedFen: 1 },
  };
}
export const DEPARTMENT = 'theDepartment';
const OPTION = {
  remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 1 }, costFen: 1 }],
  costFen: 1,
};
