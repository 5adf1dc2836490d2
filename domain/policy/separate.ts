import { z } from 'zod';
import { personsOf } from '../file/envelope';
import type { CaseState, Task } from '../case/state';
import { bilingualSchema } from './step';

/** Persons of a case who did no action of this name: whoever handles it now, and whoever recorded it. */
export const PARTS = ['handler', 'recorder'] as const;

/**
 * Two parts in a case that one person never has both of: whoever did one of `first` does none of `then` afterwards, nor
 * through a substitute. `case` counts whoever ever did it, in whatever round; `last` whoever did it last (the proposal that
 * is to be approved); `visit` whoever did it in the same visit of the same step (nobody signs twice).
 */
export const separateSchema = z.strictObject({
  /** Actions, and the parts `handler` and `recorder`. */
  first: z.array(z.string().min(1)).min(1),
  then: z.array(z.string().min(1)).min(1),
  within: z.enum(['case', 'last', 'visit']).default('case'),
  /** What somebody is told who would have both. */
  because: bilingualSchema,
});
export type Separate = z.output<typeof separateSchema>;

/** Staff ids that a policy keeps from a task because of what they did in this case, each with the rule that does. */
export function separatedFrom(
  state: CaseState,
  { separate }: { separate: Record<string, Separate> },
  task: Pick<Task, 'id' | 'actions'>,
): { id: string; why: string }[] {
  return Object.entries(separate).flatMap(([why, { first, then, within }]) => {
    if (!then.some((action) => task.actions.includes(action))) return [];
    const persons = within === 'visit' ? doneBeside(state, task, first) : doneBy(state, first, within === 'last');
    return [...new Set(persons)].map((id) => ({ id, why }));
  });
}

function doneBy(state: CaseState, first: readonly string[], isLastAlone: boolean): string[] {
  const deeds = first.flatMap((action) => state.did[action] ?? []);
  const latest = Math.max(...deeds.map(({ seq }) => seq));
  const persons = deeds.flatMap(({ all, last, seq }) => (isLastAlone ? (seq === latest ? last : []) : all));
  const handler = first.includes('handler') && state.handler !== undefined ? [state.handler] : [];
  const recorder = first.includes('recorder') && state.recordedBy !== undefined ? personsOf(state.recordedBy) : [];
  return [...persons, ...handler, ...recorder];
}

/** Who ended another task of the same visit of the same step by one of these actions. */
function doneBeside(state: CaseState, { id }: Pick<Task, 'id'>, actions: readonly string[]): string[] {
  const visit = id.slice(0, id.lastIndexOf('/') + 1);
  return Object.values(state.tasks).flatMap(({ id: other, answer }) => {
    if (other === id || !other.startsWith(visit) || answer?.by === undefined) return [];
    if (!actions.includes(answer.action)) return [];
    return personsOf(answer.by);
  });
}
