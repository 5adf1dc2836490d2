import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Task } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import type { Told } from './many-cases';

/** Ends that cases come to whatever their policy names: withdrawn and merged ones, and the plain one. */
const ALWAYS = ['solved', 'duplicate'];

/** What is counted about many cases, so that a reader sees whether it is sensible. */
export interface Counts {
  ends: Record<string, number>;
  /** Tasks with a time limit that somebody did by then, and those that came too late or were decided by time. */
  met: number;
  missed: number;
  escalations: number;
  decidedByDefault: number;
  clocksMet: number;
  clocksMissed: number;
  remedies: number;
}

export function countsOf(told: readonly Told[]): Counts {
  const tasks = told
    .flatMap(({ state }) => Object.values(state.tasks))
    .filter(({ status, dueAt }) => dueAt !== undefined && (status === 'done' || status === 'decidedByDefault'));
  const late = tasks.filter(({ status, dueAt, closedAt }) => status !== 'done' || (closedAt ?? '') > (dueAt ?? ''));
  const clocks = told.flatMap(({ state }) => Object.values(state.clocks));
  const events = (type: string): number =>
    told.reduce((sum, one) => sum + one.events.filter((event) => event.type === type).length, 0);
  return {
    ends: tally(told.map(({ state }) => state.end ?? 'none')),
    met: tasks.length - late.length,
    missed: late.length,
    escalations: events('TaskEscalated'),
    decidedByDefault: events('TaskDecidedByDefault'),
    clocksMet: clocks.filter(({ status, missedAt }) => status === 'stopped' && missedAt === undefined).length,
    clocksMissed: clocks.filter(({ missedAt }) => missedAt !== undefined).length,
    remedies: events('RemedyExecuted'),
  };
}

/** What is against the laws that hold for every case under every policy; empty if nothing is. */
export function breachesOf(one: Told, bundle: PolicyBundle): string[] {
  const { state, stuck, effects } = one;
  const breaches: string[] = [];
  if (stuck !== undefined) breaches.push(`stuck: ${stuck}`);
  if (state.status !== 'closed') breaches.push(`has not ended but is ${state.status}`);
  else if (!endsOf(bundle).has(state.end ?? '')) breaches.push(`ended as ${state.end ?? 'nothing'}`);
  if (state.status === 'closed')
    breaches.push(...openTasks(state).map(({ id }) => `${id} is open although the case is closed`));
  if (one.break !== undefined) breaches.push(`the chain breaks: ${JSON.stringify(one.break)}`);
  const keys = effects.map(({ key }) => key);
  breaches.push(...keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${key} was performed twice`));
  breaches.push(...laddersOf(one));
  return breaches.map((breach) => `${state.no}: ${breach}`);
}

/** Each rung in its turn and not before its time, none left out, and none once the task has ended. */
function laddersOf({ events, state }: Told): string[] {
  return Object.values(state.tasks).flatMap((task) => {
    const climbed = events.filter(({ data }) => data['task'] === task.id && typeof data['rung'] === 'number');
    const seen = [...new Set(climbed.map(({ data }) => data['rung'] as number))];
    const breaches: string[] = [];
    if (seen.some((rung, i) => rung !== i)) breaches.push(`${task.id} climbed ${seen.join(', ')}`);
    for (const { data, at } of climbed)
      if (at < (task.rungs[data['rung'] as number]?.at ?? '')) breaches.push(`${task.id} climbed before its time`);
    const ended = task.closedAt ?? '9';
    if (climbed.some(({ at }) => at > ended)) breaches.push(`${task.id} went on climbing when it had ended`);
    const forgotten = rungsBefore(task, ended).length - seen.length;
    if (forgotten > 0) breaches.push(`${task.id} left out ${forgotten} of its rungs`);
    return breaches;
  });
}

/** A minute is left to whoever was about to act when a rung was due. */
function rungsBefore({ rungs }: Task, ended: string): Task['rungs'] {
  return rungs.filter(({ at }) => Date.parse(at) + 60_000 < Date.parse(ended));
}

/** Every end that the steps of a policy name. */
export function endsOf({ policy }: PolicyBundle): Set<string> {
  const ends = new Set(ALWAYS);
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) {
        if (['end', 'unreached'].includes(name) && typeof part === 'string') ends.add(part);
        look(part);
      }
  };
  look([policy.main, policy.tracks]);
  return ends;
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
