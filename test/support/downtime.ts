import type { CaseEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { CaseState, Rung, Task } from '../../domain/case/state';
import { clockAlarms, nextAlarm, openTasks, runningRungs } from '../../domain/case/tasks/tasks';
import { workedBetween } from '../../domain/time/working-time';
import type { Chance } from './chance';
import { earliestTimer, hasLostTask } from './at-rest';
import type { Deed } from './live-case';
import { actorOf } from './people';
import type { LeftOff } from './scenario-run';
import { NobodyCan, SeededStaff } from './seeded-staff';
import type { TimeSkipping } from './time-skipping';
import { ClockRanAway } from './time-skipping';

/** Something that time will do to a case by itself. */
export interface Alarm {
  /** Of which kind it is in its policy, whatever the visit: `main/judge/judge:decide`. */
  kind: string;
  at: string;
  /** Whose rung it is. */
  task?: Task;
}

/** All that time has in store for a case as it stands. */
export function alarmsOf(state: CaseState): Alarm[] {
  const rungs = openTasks(state).flatMap((task) =>
    runningRungs(task).map(({ at, does }) => ({ kind: `${kindOf(task.id)}:${does}`, at, task })),
  );
  const timers = Object.entries(state.timers).flatMap(([key, { at, fired }]) =>
    fired ? [] : [{ kind: `${kindOf(key)}:timer`, at }],
  );
  const clocks = clockAlarms(state).map(({ clock, at, warning }) => ({
    kind: `${clock}:${warning === undefined ? 'missed' : 'warning'}`,
    at,
  }));
  const pause = state.pause?.until === undefined ? [] : [{ kind: 'pause', at: state.pause.until }];
  return [...rungs, ...timers, ...clocks, ...pause].sort((a, b) => a.at.localeCompare(b.at));
}

/** Without the visit of the step, and without what is counted in the name of a line. */
function kindOf(id: string): string {
  const [line = '', step = '', _visit, ...name] = id.split('/');
  return [line, step, ...name].join('/').replaceAll(/\.?\d+/g, '');
}

const plus = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/** A stretch in which no worker is there, about something that is due in it, and what comes in meanwhile. */
export interface Downtime {
  about: Alarm;
  /** From how long before, and until how long after it is due, in milliseconds. */
  before: number;
  after: number;
  /** When the API receives the word that is said meanwhile. */
  received: string;
}

/** By chance a moment or days; the word comes before, at, or after some instant that is due in it, often by a millisecond. */
export function downtimeAbout(about: Alarm, all: readonly Alarm[], chance: Chance): Downtime {
  const before = chance.whole('before', 3_000, chance.happens('long before', 0.3) ? 3_600_000 : 10_000);
  const next = all.find(({ at }) => at > about.at);
  const gap = next === undefined ? 86_400_000 : Date.parse(next.at) - Date.parse(about.at);
  const length = chance.of('how long');
  const after =
    length < 0.25
      ? chance.whole('moments', 50, 4_000)
      : length < 0.5
        ? chance.whole('late', 5_000, 600_000)
        : length < 0.8
          ? Math.round(gap * (0.8 + chance.of('about the next')))
          : chance.whole('days', 1, 4 * 86_400_000);
  const up = plus(about.at, after);
  const due = all.filter(({ at }) => at >= about.at && at < up);
  const pivot = chance.happens('about this', 0.7) ? about.at : chance.pick('about', [...due, about]).at;
  const off = chance.pick('off', [-1, 0, 0, 1, 1, -chance.whole('sooner', 2, before), chance.whole('later', 2, after)]);
  const said = plus(pivot, off);
  const first = plus(about.at, -before);
  return { about, before, after, received: said < first ? first : said > up ? up : said };
}

/** What a downtime came to. */
export interface Survived {
  /** How the case stood when the worker went. */
  from: CaseState;
  events: CaseEvent[];
  word?: { key: string; received: string; action: string; refused?: string } | undefined;
}

/** Takes a case through a downtime; undefined if what it was to be about happens no more. */
export async function goThrough(
  left: LeftOff,
  { server, bundle, plan, chance }: { server: TimeSkipping; bundle: PolicyBundle; plan: Alarm; chance: Chance },
): Promise<Survived | undefined> {
  const { kase, world } = left;
  const during = <T>(work: () => Promise<T>): Promise<T> => server.withWorker(world.activities(), work, 0);
  const isToCome = (state: CaseState): Alarm | undefined =>
    alarmsOf(state).find(({ kind, at }) => kind === plan.kind && at === plan.at);
  const rings = async (at: string): Promise<number> =>
    Math.max(Date.parse(at), finite(earliestTimer(await kase.handle.fetchHistory())));
  /** Up to an instant, with everything that is due before. */
  const passTo = async (instant: number): Promise<CaseState> => {
    for (;;) {
      const { state } = await kase.atRest();
      const next = nextAlarm(state);
      if (next === undefined || Date.parse(next) >= instant || state.status === 'closed') break;
      await server.pass((await rings(next)) - (await server.now()) + 1);
    }
    return (await kase.atRest()).state;
  };

  const stands = await during(async () => {
    const { state } = await kase.atRest();
    const all = alarmsOf(state);
    const down = downtimeAbout(plan, all, chance);
    const stops = Date.parse(plan.at) - down.before;
    const then = await passTo(stops);
    if (isToCome(then) === undefined || Date.parse(nextAlarm(then) ?? '') < stops) return undefined;
    await server.pass(stops - (await server.now()));
    return { state: (await kase.atRest()).state, down };
  });
  if (stands === undefined || isToCome(stands.state) === undefined) return undefined;
  const { state: from, down } = stands;
  if ((await server.now()) >= Date.parse(plan.at)) throw new ClockRanAway('it was due before the worker was gone');
  const deed = wordIn(from, { left, bundle, down, chance });
  const key = `word-${from.seq}`;
  let reply: Promise<string | undefined> = Promise.resolve(undefined);
  const passes = async (toGo = -1): Promise<void> => {
    const due = await rings(plan.at);
    await server.pass(due - (await server.now()) - toGo);
  };
  const says = async (): Promise<void> => {
    if (deed === undefined) return;
    const word = { ...deed, key, received: down.received };
    const isAhead = Date.parse(down.received) > (await server.now());
    if (isAhead || chance.happens('signal', 0.5)) await kase.signal(word);
    else {
      reply = kase
        .act({ ...word, mayBeBusy: true })
        .then((answer) => ('refusal' in answer ? answer.refusal.code : undefined));
      reply.catch(() => undefined);
    }
  };
  // With a message waiting for a worker the server skips no time, and real time passes.
  if (chance.happens('said first', 0.4))
    await passes(500)
      .then(says)
      .then(() => passes());
  else await passes().then(says);

  const up = Date.parse(plan.at) + down.after;
  world.clock = () => new Date(up);
  const events = await during(async () => {
    await passTo(up + 1);
    await reply;
    await kase.atRest();
    return world.eventsOf(kase.no, from.seq);
  });
  if (hasLostTask(await kase.handle.fetchHistory())) throw new ClockRanAway('a workflow task was lost');
  const refused = await reply;
  const word =
    deed === undefined
      ? undefined
      : { key, received: down.received, action: deed.action, ...(refused === undefined ? {} : { refused }) };
  return { from, events, word };
}

function finite(ms: number): number {
  return Number.isFinite(ms) ? ms : 0;
}

/** Something that the case would take as it stands: about the task that is due, or aside. */
function wordIn(
  state: CaseState,
  { left, bundle, down, chance }: { left: LeftOff; bundle: PolicyBundle; down: Downtime; chance: Chance },
): Deed | undefined {
  const staff = new SeededStaff(bundle.policy, chance, { late: 0, leftAlone: 0, away: 0 });
  staff.people.splice(0, staff.people.length, ...left.people);
  const task = down.about.task === undefined ? undefined : state.tasks[down.about.task.id];
  try {
    if (task !== undefined && chance.happens('about it', 0.9)) return staff.doing(task, state, chance, down.received);
  } catch (error) {
    if (!(error instanceof NobodyCan)) throw error;
  }
  return {
    by: actorOf(left.people[0] as (typeof left.people)[number]),
    action: 'note',
    data: { text: '留言' },
  };
}

/** What went against "due is due" in a downtime; empty if nothing did. */
export function breachesIn({ from, events, word }: Survived, bundle: PolicyBundle): string[] {
  const breaches: string[] = [];
  let state = from;
  const happened: string[] = [];
  let judged: number | undefined;
  /** Tasks whose next steps have to be moved before they take any. */
  const owed = new Map<string, { told: CaseEvent; due: string; task: Task }>();
  for (const event of events) {
    const due = dueOf(event);
    const say = (what: string): void => void breaches.push(`${event.seq} ${event.type}: ${what}`);
    const isOfWord = word !== undefined && isJudgement(event, word);
    if (due !== undefined) {
      const next = nextAlarm(state);
      if (next !== due) say(`due ${due}, though ${next ?? 'nothing'} was next`);
      if (event.at < due) say(`before its time ${due}`);
      happened.push(due);
      if (judged === undefined && word !== undefined && due >= word.received) {
        // The word was received in time.
        const isTie = due === word.received;
        say(`before the word of ${word.received} was judged${isTie ? ', a tie' : ''}`);
      }
      if (judged !== undefined && word !== undefined && due < word.received) say('after a word that came later');
    }
    const { task: id, rung: index } = event.data as { task?: string; rung?: number };
    const task = id === undefined ? undefined : state.tasks[id];
    const rung = index === undefined ? undefined : task?.rungs[index];
    if (task !== undefined && rung !== undefined && index !== undefined) {
      if (rung.done === true) say('twice');
      if (owed.has(task.id) && rung.at > (owed.get(task.id)?.due ?? '')) say('though those before were told late');
      if (event.type === 'TaskReminded') {
        const isNextDue = task.rungs.some(({ at, done }) => done !== true && at > rung.at && at <= event.at);
        if (isNextDue !== (event.data['leftOut'] === true)) say(isNextDue ? 'not left out' : 'left out');
      }
    }
    if (event.type === 'TaskMoved' && task !== undefined && event.data['because'] === 'toldLate') {
      const told = owed.get(task.id);
      if (told === undefined) say('moved, though nobody was told late');
      else breaches.push(...tooSoon(told, event, bundle).map((what) => `${event.seq} ${event.type}: ${what}`));
      owed.delete(task.id);
    }
    if (isOfWord) judged = event.seq;
    state = evolve(state, event);
    const after = task === undefined ? undefined : state.tasks[task.id];
    if (
      due !== undefined &&
      after?.status === 'open' &&
      isTold(event) &&
      Date.parse(event.at) - Date.parse(due) >= 5_000
    ) {
      const isLeft = after.rungs.some(({ at, done }) => done !== true && at > due);
      if (isLeft) owed.set(after.id, { told: event, due, task: after });
    }
    if (after !== undefined && after.status !== 'open') owed.delete(after.id);
  }
  for (const { told } of owed.values()) breaches.push(`${told.seq} ${told.type}: told late, and nothing was moved`);
  breaches.push(...ofWord({ from, events, word, judged, happened }));
  return breaches;
}

/** It was acceptable as the case stood: nothing but what was due before it can have made it impossible. */
function ofWord({
  events,
  word,
  judged,
  happened,
}: Survived & { judged: number | undefined; happened: readonly string[] }): string[] {
  if (word === undefined) return [];
  const isTaken = events.some(({ cause }) => cause?.key === word.key);
  if (isTaken) return [];
  const isExcused = happened.some((due) => due < word.received);
  if (judged === undefined && word.refused === undefined)
    return [`the word of ${word.received} was lost: ${word.action}`];
  return isExcused ? [] : [`the word of ${word.received} was refused: ${word.action} ${word.refused ?? ''}`];
}

function isJudgement(event: CaseEvent, word: NonNullable<Survived['word']>): boolean {
  if (event.cause !== undefined) return true;
  return event.type === 'ActionRefused' && event.data['action'] === word.action;
}

/** When what an event says was due, if it is something that time did. */
function dueOf({ type, data }: CaseEvent): string | undefined {
  if (type === 'TaskOverdue' || type === 'TaskEscalated')
    return typeof data['rung'] === 'number' ? String(data['due']) : undefined;
  return TIMED.has(type) || (typeof data['rung'] === 'number' && 'due' in data) ? String(data['due']) : undefined;
}
const TIMED = new Set([
  'TimerFired',
  'ClockMissed',
  'ClockWarned',
  'TaskReminded',
  'TaskWarned',
  'TaskDecidedByDefault',
]);

function isTold({ type, data }: CaseEvent): boolean {
  return (
    ['TaskOverdue', 'TaskWarned', 'TaskEscalated'].includes(type) ||
    (type === 'TaskReminded' && data['leftOut'] !== true)
  );
}

/** The next step as long after the one told late as the policy gives. */
function tooSoon(
  { told, due, task }: { told: CaseEvent; due: string; task: Task },
  moved: CaseEvent,
  { calendar }: PolicyBundle,
): string[] {
  const rungs = moved.data['rungs'] as string[];
  return task.rungs.flatMap((rung: Rung, i) => {
    if (rung.done === true || rung.at <= due) return [];
    const [was, is] = [rung.at, rungs[i] ?? ''];
    if (is < was) return [`${rung.does} comes earlier`];
    const counting = rung.after?.counting ?? task.counting ?? 'clock';
    const between = (a: string, b: string): number =>
      counting === 'working' ? workedBetween(calendar, a, b) : Date.parse(b) - Date.parse(a);
    const slack = counting === 'clock' || counting === 'working' ? 2 : 86_400_000;
    const missing = between(due, was) - between(told.at, is);
    return missing > slack ? [`${rung.does} ${missing} ms too soon (${counting}): ${was} is ${is}`] : [];
  });
}
