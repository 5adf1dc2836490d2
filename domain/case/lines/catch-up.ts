import type { Facts } from '../known-facts';
import { factsOf } from '../known-facts';
import type { CompiledPolicy, Step } from '../../policy/compiled';
import type { StageDefinition } from '../../stage';
import { STAGES } from '../../stages';
import type { CaseState, SteppedOn } from '../state';

/**
 * What a change of certain facts (`major` first of all) asks of a line that has gone by: a step that it skipped, and
 * would enter now; one that it entered, and whose actors a table would name otherwise now; the one in which it stands,
 * if it would be skipped now. And the judgement of a complaint that is to be judged anew. The line goes back to the first
 * of them and does from there what the policy demands, as a new visit of each step.
 */
export interface Owing {
  step: Step;
  /** To be found out: its condition on the facts as they are now. None: it is owed as it is. */
  when?: string;
  /** What has to come of the condition for the step to be owed. */
  holds: boolean;
}

/** The facts on which a step hangs, as they are when it is entered or skipped; undefined where it hangs on none. */
export function steppedOn(state: CaseState, policy: CompiledPolicy, line: string, step: Step): Facts | undefined {
  const hangsOn = policy.catchUp?.[trackOf(line)]?.[step.id];
  if (hangsOn === undefined) return undefined;
  const facts = factsOf(state);
  return Object.fromEntries([...new Set([...hangsOn.when, ...hangsOn.actors])].map((name) => [name, at(facts, name)]));
}

/**
 * Steps that may be owed by a line at `step`, in its order.
 * @param isInside whether it stands in that step, which then may be owed itself; else it is about to enter it
 */
export function owingOf(
  state: CaseState,
  policy: CompiledPolicy,
  place: { line: string; steps: readonly Step[]; step: Step; isInside: boolean },
): Owing[] {
  const { line, steps, step, isInside } = place;
  // An answered case owes nothing until it is reopened, an ending one nothing at all.
  if (step.stage === 'archive' || state.status !== 'open' || state.ending !== undefined) return [];
  const here = steps.indexOf(step);
  const outward = steps.flatMap(({ stage }, i) => (isOutward(stage) ? [i] : []));
  const isAhead = outward.some((i) => i >= here);
  return steps.slice(0, here + 1).flatMap((one, i): Owing[] => {
    if (i === here && !isInside) return [];
    if (i < here && line === 'main' && isPassedOver(state, policy, steps, one)) return [{ step: one, holds: true }];
    const was = state.lines[line]?.stepped?.[one.id];
    if (was === undefined) return [];
    // What went out is not taken back: a step before it is owed only as long as something is still to go out.
    if (i < here && !isAhead && outward.some((other) => other > i)) return [];
    return owed(state, policy, line, one, was, i === here);
  });
}

function owed(
  state: CaseState,
  policy: CompiledPolicy,
  line: string,
  step: Step,
  was: SteppedOn,
  isHere: boolean,
): Owing[] {
  const is = steppedOn(state, policy, line, step) ?? {};
  const hangsOn = policy.catchUp?.[trackOf(line)]?.[step.id];
  const hasChanged = (names: string[] = []): boolean =>
    names.some((name) => JSON.stringify(is[name] ?? null) !== JSON.stringify(was.facts[name] ?? null));
  const when = step.when === undefined ? {} : { when: step.when };
  if (hasChanged(hangsOn?.actors) && (was.entered || hasChanged(hangsOn?.when)))
    return [{ step, ...when, holds: true }];
  if (!hasChanged(hangsOn?.when)) return [];
  if (!was.entered) return [{ step, ...when, holds: true }];
  return isHere ? [{ step, ...when, holds: false }] : [];
}

/** Whether this step of the main line gave the judgement that is to be given anew. */
export function isToBeJudgedAt({ judgeAnew, judgement }: CaseState, { id }: Step): boolean {
  return judgeAnew === true && judgement?.step === id;
}

/** Where reopened cases go on behind it, nothing else leads there. */
function isPassedOver(state: CaseState, { reopening }: CompiledPolicy, steps: readonly Step[], step: Step): boolean {
  return isToBeJudgedAt(state, step) && steps.indexOf(step) < steps.findIndex(({ id }) => id === reopening.to);
}

export function trackOf(line: string): string {
  return line.split('.')[0] as string;
}

function isOutward(stage: Step['stage']): boolean {
  return (STAGES[stage] as unknown as StageDefinition).outward === true;
}

function at(facts: Facts, name: string): Facts[string] {
  const [first = '', ...rest] = name.split('.');
  const value = rest.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], facts[first]);
  return (value ?? null) as Facts[string];
}
