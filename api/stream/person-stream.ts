import type { Actor } from '../../domain/file/envelope';
import type { TaskFilter } from '../../models/tasks';
import { tasksIn } from '../../models/standing-files';
import { tasksOf } from '../../models/whose-tasks';
import { seesPlace } from '../case/seen-places';
import { ADMINISTRATOR } from '../roles';
import type { StandingFile } from '../../models/standing-files';
import type { ChangedFile, Policies, Present, Watcher } from './hub';
import type { Sink } from './sink';

/** What a stream tells; `docs/api.md` says when. Numbers and ids alone. */
export type StreamEvent = 'task' | 'case' | 'counts' | 'presence' | 'notice';

export interface PersonStreamParts {
  readonly person: string;
  readonly session: string;
  readonly sink: Sink;
  /** In whose names they watch just now: their own, and those of colleagues whom they stand in for. */
  readonly views: () => readonly Actor[];
  readonly isSignedIn: () => Promise<boolean>;
}

/** What one person hears of what changes: their own tasks, and files that they may read. */
export class PersonStream implements Watcher {
  readonly person: string;
  readonly session: string;
  /** Own tasks as they were told last, by view and number. */
  readonly #told = new Map<string, readonly string[]>();
  #views = '';

  constructor(private readonly parts: PersonStreamParts) {
    this.person = parts.person;
    this.session = parts.session;
    this.#views = JSON.stringify(parts.views());
  }

  /** Notes which tasks they have, so that the end of one is told as well. */
  knows(view: Pick<Actor, 'for'>, no: string, task: string): void {
    const key = keyOf(view, no);
    this.#told.set(key, [...(this.#told.get(key) ?? []), task]);
  }

  /** Begins: where the stream stands, and whether what went before was missed. */
  open(n: number, isWhole: boolean): void {
    this.#send('notice', { what: isWhole ? 'open' : 'reread' }, n);
  }

  deliver(files: readonly ChangedFile[], policies: Policies): void {
    const views = this.parts.views().map((actor) => ({ actor, filter: tasksOf(actor, policies) }));
    this.#noteViews();
    let hasTasks = false;
    for (const file of files) {
      const told = views.map((view) => this.#tellTasks(file, view));
      hasTasks ||= told.includes(true);
      if (views.some(({ actor }) => readsFile(actor, file)))
        this.#send('case', { no: file.no, kind: file.kind, seq: file.seq }, file.n);
    }
    const last = files.at(-1);
    if (hasTasks && last !== undefined) this.#send('counts', {}, last.n);
  }

  present(files: readonly Present[]): void {
    const views = this.parts.views();
    for (const { file, people } of files)
      if (views.some((actor) => readsFile(actor, file)))
        this.#send('presence', { no: file.no, kind: file.kind, people });
  }

  async beat(n: number): Promise<boolean> {
    if (!(await this.parts.isSignedIn())) return false;
    this.#noteViews();
    // An id without data is kept by whoever comes again, and tells nothing.
    this.#write(`: still here\nid: ${n}\n\n`);
    return true;
  }

  close(why: 'signedOut' | 'closing'): void {
    this.#send('notice', { what: why });
    this.parts.sink.end();
  }

  /** Answers whether there was something to tell. */
  #tellTasks(file: ChangedFile, { actor, filter }: { actor: Actor; filter: TaskFilter }): boolean {
    const tasks = tasksIn(file, filter);
    const key = keyOf(actor, file.no);
    const before = this.#told.get(key) ?? [];
    if (tasks.length === 0 && before.length === 0) return false;
    if (tasks.length === 0) this.#told.delete(key);
    else this.#told.set(key, tasks);
    this.#send(
      'task',
      {
        ...{ no: file.no, kind: file.kind, seq: file.seq, tasks },
        opened: tasks.filter((id) => !before.includes(id)),
        ended: before.filter((id) => !tasks.includes(id)),
        ...(actor.for === undefined ? {} : { for: actor.for }),
      },
      file.n,
    );
    return true;
  }

  /** Roles, places or those they stand in for have changed. */
  #noteViews(): void {
    const views = JSON.stringify(this.parts.views());
    if (views === this.#views) return;
    this.#views = views;
    this.#send('notice', { what: 'me' });
  }

  #send(event: StreamEvent, data: Record<string, unknown>, n?: number): void {
    this.#write(`event: ${event}\n${n === undefined ? '' : `id: ${n}\n`}data: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (!this.parts.sink.write(text)) this.parts.sink.end();
  }
}

function keyOf({ for: colleague = '' }: Pick<Actor, 'for'>, no: string): string {
  return `${colleague}/${no}`;
}

/** Whether somebody may read a file, as its list shows it: with a role, and a post at its place or above. */
export function readsFile(actor: Actor, { places }: Pick<StandingFile, 'places'>): boolean {
  return (
    actor.roles.some((role) => role !== ADMINISTRATOR) &&
    (places.length === 0 || places.some((path) => seesPlace(actor, path)))
  );
}
