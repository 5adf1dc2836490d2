import type { Logger } from 'pino';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { Changes } from '../../models/changes';
import type { Presences } from '../../models/presences';
import type { StandingFile, StandingFiles } from '../../models/standing-files';

/** The policies by which tasks are somebody's. */
export type Policies = readonly Pick<CompiledPolicy, 'roles'>[];

/** A file that has changed, as it stands now. */
export interface ChangedFile extends StandingFile {
  /** The newest of its changes, and the last event that it is of. */
  readonly n: number;
  readonly seq: number;
}

/** Who has a file open just now, and who of them is typing. */
export interface Present {
  readonly file: StandingFile;
  readonly people: readonly { id: string; typing: boolean }[];
}

/** Somebody who watches. */
export interface Watcher {
  readonly person: string;
  readonly session: string;
  /** Files that have changed since what was delivered last, in the order of their last changes. */
  deliver: (files: readonly ChangedFile[], policies: Policies) => void;
  /** Files that somebody has opened or left, or begun to type in. */
  present: (files: readonly Present[]) => void;
  /** Nothing has happened for a while. Answers false when they may watch no longer. */
  beat: (n: number) => Promise<boolean>;
  close: (why: 'signedOut' | 'closing') => void;
}

export interface HubOptions {
  readonly changes: Pick<Changes, 'head' | 'after'>;
  readonly files: Pick<StandingFiles, 'of'>;
  readonly policies: () => Promise<Policies>;
  readonly presences: Pick<Presences, 'all'>;
  readonly clock: () => Date;
  readonly isStopping: () => boolean;
  readonly log: Logger;
  readonly beatMs: number;
}

/** So often changes are looked for, for all who watch together. */
const EVERY_MS = 1_000;
/** So often at once where more has changed than is looked up at a time. */
const MOST_LOOKS = 10;
/** Whoever is further behind reads anew instead. */
const MOST_BEHIND = 1_000;
const MOST_OF_SESSION = 4;
const MOST_OF_PERSON = 12;

/**
 * Everybody who watches in this process. While there is somebody, what has changed is looked up once a second, once for
 * all; while there is nobody, nothing is.
 */
export class StreamHub {
  readonly #watching = new Map<Watcher, { at: number; beatMs: number; isNew: boolean }>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isDown = false;
  /** Who was there at the last look, by file. */
  #present: ReadonlyMap<string, Present['people']> = new Map();

  constructor(private readonly options: HubOptions) {}

  /** Whether one more may be begun in this session. */
  hasRoom({ person, session }: Pick<Watcher, 'person' | 'session'>): boolean {
    const watchers = [...this.#watching.keys()];
    return (
      !this.options.isStopping() &&
      watchers.filter((one) => one.session === session).length < MOST_OF_SESSION &&
      watchers.filter((one) => one.person === person).length < MOST_OF_PERSON
    );
  }

  /** Where watching begins that goes on after `last`, or with what comes now. */
  async startAfter(last: number | undefined): Promise<{ at: number; isWhole: boolean }> {
    const head = await this.options.changes.head();
    // A number that was never given is of another store.
    if (last === undefined || last > head || head - last > MOST_BEHIND) return { at: head, isWhole: false };
    // What came next may have been forgotten by now.
    const [next] = last === head ? [] : await this.options.changes.after(last);
    const isKept = last === head || next?.n === last + 1;
    return { at: isKept ? last : head, isWhole: isKept };
  }

  /** Watches from a change on. */
  join(watcher: Watcher, at: number): void {
    this.#watching.set(watcher, { at, beatMs: Date.now(), isNew: true });
    this.#schedule(EVERY_MS);
  }

  leave(watcher: Watcher): void {
    this.#watching.delete(watcher);
    if (this.#watching.size > 0 || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** A session has ended: what was begun in it ends at once. */
  endOf(session: string): void {
    for (const watcher of [...this.#watching.keys()]) if (watcher.session === session) this.#end(watcher, 'signedOut');
  }

  #end(watcher: Watcher, why: Parameters<Watcher['close']>[0]): void {
    this.leave(watcher);
    watcher.close(why);
  }

  #schedule(afterMs: number): void {
    if (this.#timer !== undefined || this.#isLooking || this.#watching.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#look();
    }, afterMs).unref();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    try {
      if (this.options.isStopping()) for (const watcher of [...this.#watching.keys()]) this.#end(watcher, 'closing');
      else {
        for (let looks = 0; looks < MOST_LOOKS && (await this.#deliver()); looks++);
        await this.#tellPresence();
        await this.#beat();
      }
      this.#isDown = false;
    } catch (error) {
      // The next look makes up for it; an outage is told of once.
      if (!this.#isDown) this.options.log.warn({ err: error }, 'changes could not be read for those who watch');
      this.#isDown = true;
    } finally {
      this.#isLooking = false;
      this.#schedule(EVERY_MS);
    }
  }

  /** Answers whether there was something. */
  async #deliver(): Promise<boolean> {
    const from = Math.min(...[...this.#watching.values()].map(({ at }) => at));
    const changes = await this.options.changes.after(from);
    const head = changes.at(-1)?.n;
    if (head === undefined) return false;
    const last = new Map(changes.map((change) => [change.no, change]));
    const stand = await this.options.files.of([...last.keys()]);
    const files = stand
      .flatMap((file): ChangedFile[] => {
        const change = last.get(file.no);
        return change === undefined ? [] : [{ ...file, n: change.n, seq: change.seq }];
      })
      .sort((a, b) => a.n - b.n);
    const policies = await this.options.policies();
    for (const [watcher, place] of this.#watching) {
      const unseen = files.filter(({ n }) => n > place.at);
      place.at = Math.max(place.at, head);
      if (unseen.length > 0) watcher.deliver(unseen, policies);
    }
    return true;
  }

  async #tellPresence(): Promise<void> {
    const now = new Map<string, { id: string; typing: boolean }[]>();
    for (const { no, staff, typing } of await this.options.presences.all(this.options.clock()))
      now.set(no, [...(now.get(no) ?? []), { id: staff, typing }]);
    const before = this.#present;
    this.#present = now;
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
      (no) => JSON.stringify(before.get(no) ?? []) !== JSON.stringify(now.get(no) ?? []),
    );
    const hasNew = [...this.#watching.values()].some(({ isNew }) => isNew);
    const asked = hasNew ? [...new Set([...changed, ...now.keys()])] : changed;
    if (asked.length === 0) return;
    const files = await this.options.files.of(asked);
    const present = files.map((file) => ({ file, people: now.get(file.no) ?? [] }));
    // Whoever has just come hears who is there; the others, what has changed.
    const ofChanged = present.filter(({ file }) => changed.includes(file.no));
    for (const [watcher, place] of this.#watching) {
      watcher.present(place.isNew ? present : ofChanged);
      place.isNew = false;
    }
  }

  async #beat(): Promise<void> {
    const nowMs = Date.now();
    const due = [...this.#watching].filter(([, { beatMs }]) => nowMs - beatMs >= this.options.beatMs);
    await Promise.all(
      due.map(async ([watcher, place]) => {
        place.beatMs = nowMs;
        if (!(await watcher.beat(place.at))) this.#end(watcher, 'signedOut');
      }),
    );
  }
}
