import { recordableCategories } from '../domain/policy/category-tree';
import type { CompiledPolicy } from '../domain/policy/compiled';
import { stepAt } from '../domain/policy/step-of-task';
import { standsStill } from '../domain/case/clocks/clock';
import { openTasks } from '../domain/case/tasks/tasks';
import type { Bilingual } from '../domain/values/text';
import type { FormPlace } from './form-schema';

/** Something that can be chosen. */
export interface FormOption {
  value: string;
  title: Bilingual;
}

/** What can be chosen in a field of some kind, by the field's name: codes are the policy's, and nobody types one. */
export function optionsFor(name: string, kind: string | undefined, place: FormPlace): FormOption[] | undefined {
  if (kind !== 'code' && kind !== 'task') return undefined;
  const found = OPTIONS[name]?.(place);
  return found === undefined || found.length === 0 ? undefined : found;
}

const OPTIONS: Readonly<Record<string, ((place: FormPlace) => FormOption[] | undefined) | undefined>> = {
  department: ({ policy }) => titled(policy?.departments),
  role: ({ policy }) => titled(policy?.roles),
  category: ({ policy, words }) =>
    policy === undefined
      ? undefined
      : recordableCategories(policy.categories).map((value) => ({ value, title: words.category(value) })),
  task: ({ state }) => openTasks(state).map(({ id, title }) => ({ value: id, title })),
  clock: ({ state, words }) =>
    Object.entries(state.clocks)
      .filter(([, clock]) => clock.status === 'running' || standsStill(clock))
      .map(([value]) => ({ value, title: words.clock(value) })),
  way: ({ policy, task }) => {
    const step = policy === undefined || task === undefined ? undefined : stepAt(policy, task.id);
    return step?.stage === 'choose' ? titled(step.ways) : undefined;
  },
  kind: ({ policy }) => (policy === undefined ? undefined : titled(violationsOf(policy))),
};

function titled(named: Readonly<Record<string, { title: Bilingual }>> | undefined): FormOption[] | undefined {
  return named === undefined ? undefined : Object.entries(named).map(([value, { title }]) => ({ value, title }));
}

/** What the policy forbids by name. */
function violationsOf({ main, tracks }: CompiledPolicy): Record<string, { title: Bilingual }> {
  const steps = [...main, ...tracks.flatMap((track) => track.steps)];
  return Object.assign({}, ...steps.map((step) => (step.stage === 'penalise' ? step.violations : {}))) as Record<
    string,
    { title: Bilingual }
  >;
}
