import { deepStrictEqual } from 'node:assert';
import type { CaseEvent } from '../../domain/file/stored-event';
import { forecast } from '../../domain/case/forecast';
import type { ReportDocument } from '../../domain/reports/report';
import type { CaseState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import type { Letter } from './letters';
import type { Seen } from './scenario';
import type { Done } from './world-in-memory';

/** What there is to see of a case at some moment. */
export interface Sight {
  state: CaseState;
  events: readonly CaseEvent[];
  /** Effects performed, in their order. */
  done: readonly Pick<Done, 'activity' | 'key' | 'order'>[];
  /** What each person asked about is shown of that which not everybody may see. */
  reads?: Readonly<Record<string, unknown>>;
  /** What the policy's reports would say of it. */
  reportOf?: (name: string) => ReportDocument;
  /** What the customer was written, where somebody asks. */
  letters?: readonly Letter[];
  /** Who gets each report of the policy. */
  reportsTo?: Readonly<Record<string, readonly string[]>>;
  /** What each person asked about may do now. */
  mayDo: Readonly<Record<string, readonly string[]>>;
}

/** Compares what is there with a part of it that was expected; throws where they differ. */
export type Compare = (actual: unknown, expected: unknown) => void;

/** Throws where what is seen is not what a scenario expects. */
export function compareSight(
  { state, events, done, reads, reportOf, letters, reportsTo, mayDo }: Sight,
  seen: Seen,
  compare: Compare,
): void {
  const at = placesOf(state);
  if (seen.at !== undefined) deepStrictEqual(at, seen.at, `lines stand at ${JSON.stringify(at)}`);
  if (seen.open !== undefined) compare(openAs(state, seen.open), seen.open);
  if (seen.state !== undefined) compare(asJson(state), seen.state);
  if (seen.tasks !== undefined) compare(asJson(openTasks(state)), seen.tasks);
  if (seen.forecast !== undefined) compare(asJson(forecast(state).slice(0, seen.forecast.length)), seen.forecast);

  if (seen.events !== undefined) inOrder(events.map(plainEvent), seen.events, compare, 'event');
  const types = events.map(({ type }) => type);
  for (const [type, count] of Object.entries(seen.counts ?? {})) isCount(types, type, count);
  for (const type of seen.never ?? []) isCount(types, type, 0);

  const activities = done.map(({ activity }) => activity);
  for (const [activity, count] of Object.entries(seen.effects ?? {})) isCount(activities, activity, count);
  const told = done.filter(({ activity }) => activity === 'notifyStaff').map(({ order }) => order);
  if (seen.told !== undefined) inOrder(told, seen.told, compare, 'word to staff');

  if (seen.letters !== undefined) areWritten(letters ?? [], seen.letters);
  for (const [who, shown] of Object.entries(seen.reads ?? {})) compare(asJson(reads?.[who]), shown);
  for (const [name, sections] of Object.entries(seen.reports ?? {}))
    compare(asJson(reportOf?.(name).sections), sections);
  for (const [name, roles] of Object.entries(seen.reportsTo ?? {})) deepStrictEqual(reportsTo?.[name], roles);
  for (const [who, actions] of Object.entries(seen.mayDo ?? {}))
    compare([...new Set(mayDo[who])].sort(), [...actions].sort());
}

export function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** An event as scenarios write it: who did it by name alone. */
function plainEvent({ type, place, by, data }: CaseEvent) {
  return { type, place: place ?? '', by: by?.id ?? '', data };
}

/** Each stands among what was written, in the same order, with all its words. */
function areWritten(letters: readonly Letter[], expected: NonNullable<Seen['letters']>): void {
  let from = 0;
  for (const { template, says } of expected) {
    const at = letters.findIndex(
      (one, i) => i >= from && one.template === template && says.every((words) => one.text.includes(words)),
    );
    const rest = letters.slice(from).map((one) => `${one.template}: ${one.text}`);
    if (at < 0) throw new Error(`no letter ${template} with ${says.join(', ')} among\n${rest.join('\n')}`);
    from = at + 1;
  }
}

function isCount(all: readonly string[], one: string, count: number): void {
  const is = all.filter((other) => other === one).length;
  deepStrictEqual(is, count, `${one}: ${is} times, not ${count}`);
}

function placesOf(state: CaseState): Record<string, string> {
  const running = Object.entries(state.lines).filter(([, line]) => line.status === 'running');
  return Object.fromEntries(running.map(([id, line]) => [id, line.step ?? '']));
}

/** Open tasks in the words that a scenario uses for them: where several actions end a task, the one it names. */
function openAs(state: CaseState, words: readonly string[]): string[] {
  const left = [...words];
  const tasks = openTasks(state).map((task) => {
    const names = task.actions.map((action) => `${action} by ${task.role}`);
    const at = left.findIndex((word) => names.includes(word));
    return at < 0 ? names.join(' or ') : (left.splice(at, 1)[0] as string);
  });
  // In the order in which the scenario names them, so that only what is missing or too much differs.
  return tasks.sort((a, b) => rank(words, a) - rank(words, b));
}

function rank(words: readonly string[], word: string): number {
  return words.includes(word) ? words.indexOf(word) : words.length;
}

/** Each of the expected parts fits one of the actual ones, in the same order. */
function inOrder(actual: readonly unknown[], expected: readonly unknown[], compare: Compare, what: string): void {
  let from = 0;
  for (const part of expected) {
    const at = actual.findIndex((one, i) => i >= from && fits(one, part, compare));
    if (at < 0) {
      const rest = actual.slice(from).map((one) => JSON.stringify(one));
      throw new Error(`no such ${what} (after the ones before): ${JSON.stringify(part)}\namong\n${rest.join('\n')}`);
    }
    from = at + 1;
  }
}

function fits(actual: unknown, part: unknown, compare: Compare): boolean {
  if (differsPlainly(actual, part)) return false;
  try {
    compare(actual, part);
    return true;
  } catch {
    return false;
  }
}

/** Some word or number of it is another: most are told apart so, and Jest takes its time to say in what two differ. */
function differsPlainly(actual: unknown, part: unknown): boolean {
  if (typeof actual !== 'object' || actual === null || typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(
    ([name, value]) => ['string', 'number'].includes(typeof value) && Reflect.get(actual, name) !== value,
  );
}
