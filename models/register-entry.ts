import type { CaseState, Task } from '../domain/state';
import { dueAt, dueOf, openTasks } from '../domain/tasks';
import type { Bilingual } from '../domain/text';
import type { Folded } from './case-states';

/** What lists, filters and reports see of a complaint: plain facts, nothing sealed. Times are ISO instants, UTC. */
export interface RegisterEntry {
  no: string;
  /** Number of the last event that it takes account of. */
  seq: number;
  status: CaseState['status'];
  /** Step of the policy at which the main line stands. */
  stage?: string;
  policy: string;
  version: string;
  category?: string;
  /** From the top category to this one, where the policy has categories within others. */
  categories?: string[];
  /** From the top place to the one that the case belongs to; absent where it belongs to none. */
  places?: string[];
  channel?: string;
  severity?: string;
  major: boolean;
  department?: string;
  /** Staff id. */
  handler?: string;
  recordedAt?: string;
  /** The earliest due time of an open task. */
  dueAt?: string;
  closedAt?: string;
  end?: string;
  /** What the first round came to, and when it and the last one did. */
  firstEnd?: string;
  firstEndedAt?: string;
  lastEndedAt?: string;
  round: number;
  updatedAt: string;
}

/** An open task as the register keeps it. */
export interface RegisteredTask {
  /** `line/step/visit/name`, unique in the case. */
  id: string;
  title: Bilingual;
  actions: string[];
  roles: string[];
  role: string;
  department?: string;
  assignee?: string;
  openedAt: string;
  dueAt?: string;
  offer?: Task['offer'] & object;
  /** Roles whose holders may act: of an assigned task only those that it was escalated to. */
  openTo: string[];
  /** The assignee is heard in their own matter, which is no substitute's. */
  heard?: true;
  /** Persons who may not act: barred from the task, or complained about. */
  closedTo: string[];
}

/** The entry of a case. */
export function entryOf({ state, updatedAt }: Folded): RegisterEntry {
  const main = state.lines['main'];
  return defined({
    no: state.no,
    seq: state.seq,
    status: state.status,
    stage: main?.status === 'running' ? main.step : undefined,
    policy: state.policy.id,
    version: state.policy.version,
    category: state.intake?.category,
    categories: state.categories,
    places: state.places?.length === 0 ? undefined : state.places,
    channel: state.intake?.channel,
    severity: state.severity,
    major: state.major !== undefined,
    department: state.department,
    handler: state.handler,
    recordedAt: instant(state.recordedAt),
    dueAt: instant(dueAt(state)),
    closedAt: instant(state.closedAt),
    end: state.end,
    firstEnd: state.resolutions[0]?.end,
    firstEndedAt: instant(state.resolutions[0]?.at),
    lastEndedAt: instant(state.resolutions.at(-1)?.at),
    round: state.round,
    updatedAt: new Date(updatedAt).toISOString(),
  });
}

/** The open tasks of a case, the earliest due first. */
export function tasksOf({ state }: Folded): RegisteredTask[] {
  return openTasks(state).map((task) =>
    defined({
      id: task.id,
      title: task.title,
      actions: task.actions,
      roles: task.roles,
      role: task.role,
      department: task.department,
      assignee: task.assignee,
      openedAt: new Date(task.openedAt).toISOString(),
      dueAt: instant(dueOf(task)),
      heard: task.heard,
      offer: task.offer,
      openTo: openTo(task),
      closedTo: closedTo(state, task),
    }),
  );
}

function closedTo({ respondents }: CaseState, { heard, barred }: Task): string[] {
  return heard === true ? [] : [...new Set([...respondents, ...barred.map(({ id }) => id)])];
}

/** See `ineligible`: an assigned task is the assignee's, and that of roles it was escalated to later. */
function openTo({ assignee, roles, heard }: Task): string[] {
  if (heard === true) return [];
  return assignee === undefined ? roles : roles.slice(1);
}

/** In one spelling, so that texts compare as times do. */
function instant(at: string | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same without the fields that are undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
