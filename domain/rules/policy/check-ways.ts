import type { StageDefinition } from '../../stage';
import { STAGES } from '../../stages';
import type { Step } from '../../policy/compiled';
import type { PolicyProblem } from './problem';

/** The way out of a line: the archive of the main one, or the end of a track. */
const OUT = -1;

/**
 * Whether every step of a line can be come to, and can be left for good. What people or conditions decide may go either
 * way; what is found here happens whatever they do.
 * @param from steps at which the line may also be entered (reopening).
 */
export function checkWays(
  steps: readonly Step[],
  at: (string | number)[],
  from: readonly string[] = [],
): PolicyProblem[] {
  const ways = steps.map((_, i) => waysFrom(steps, i));
  const entered = [0, ...from.map((id) => steps.findIndex((step) => step.id === id)).filter((i) => i >= 0)];
  const reached = closure(entered, (i) => ways[i] ?? []);
  const leading = closure([OUT], (target) => ways.flatMap((to, i) => (to.includes(target) ? [i] : [])));
  const problems: PolicyProblem[] = [];
  for (const [i, step] of steps.entries()) {
    const field = [...at, i].join('.');
    // The archive is where every end leads, whichever line decides it.
    if (step.stage === 'archive') continue;
    if (!reached.has(i))
      problems.push({
        field,
        message: `nothing leads to the step "${step.id}".`,
        hint: `Remove the step, put it before ${idAt(steps, i - 1)}, or lead to it by "to" or "then".`,
      });
    else if (step.when?.trim() === 'false')
      problems.push({
        field: `${field}.when`,
        message: `the step "${step.id}" is never entered: its condition never holds.`,
        hint: 'Remove the step, or correct its condition.',
      });
    const loop = leading.has(i) ? [] : loopFrom(ways, i);
    // Once for each loop, at its first step; what leads into it is mended with it.
    if (i === Math.min(...loop))
      problems.push({
        field,
        message: `a loop without an exit: ${[...loop, loop[0] ?? i].map((place) => idAt(steps, place)).join(' → ')}.`,
        hint: 'Make one of these steps end the case, lead to a later step, or depend on a condition.',
      });
  }
  return problems;
}

/** Places in the list to which a step may lead. */
function waysFrom(steps: readonly Step[], i: number): number[] {
  const step = steps[i] as Step;
  const stage = STAGES[step.stage] as unknown as StageDefinition;
  const { next = true, end = false } = stage.leads?.(step) ?? {};
  const following = i + 1 < steps.length ? i + 1 : OUT;
  const named = (stage.refers?.(step).steps ?? []).map((id) => steps.findIndex((one) => one.id === id));
  return [
    // A step with a condition may be passed over, and is then left for the next one.
    ...(next || step.when !== undefined ? [following] : []),
    ...named.filter((to) => to >= 0),
    ...(end ? [OUT] : []),
  ];
}

function closure(from: readonly number[], to: (place: number) => number[]): Set<number> {
  const seen = new Set(from);
  for (const place of seen) for (const next of to(place)) seen.add(next);
  return seen;
}

/** The loop that a line comes to from a step which nothing leads out from; its steps in their order. */
function loopFrom(ways: readonly number[][], from: number): number[] {
  const seen: number[] = [];
  for (let at = from; !seen.includes(at); at = ways[at]?.[0] ?? at) seen.push(at);
  const last = ways[seen.at(-1) ?? from]?.[0] ?? from;
  return seen.slice(seen.indexOf(last));
}

function idAt(steps: readonly Step[], i: number): string {
  return steps[i]?.id ?? 'the others';
}
