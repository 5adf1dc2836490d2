import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../domain/values/place';
import { isHeldAt, pathOfPlace } from '../domain/values/place';
import { NOBODY_IS_TOLD } from './note-work';
import type { NoteWork } from './note-work';
import type { Absence, StaffMember } from './staff';

const FRESHEN_WITHIN_MS = 500;

/** Somebody who may act in a role: by themselves, or for a colleague who is away ("X for Y"). */
export interface Holder {
  id: string;
  /** The colleague whose role it is. */
  for?: string;
}

/** Where a role is asked for. */
export interface Post {
  /** Counts only where the role is held per department. */
  department?: string | undefined;
  ofDepartment?: boolean | undefined;
  /** The path of a case's place: the role has to be held there or above. */
  places?: readonly string[] | undefined;
}

/** Somebody who is away, since when (ISO instant), and who acts for them. */
export interface StandIn {
  person: StaffMember;
  substitute: StaffMember;
  since: string;
}

export interface DirectoryOptions {
  /** The organisation's units; without, it has none. */
  places?: { all(): Promise<Place[]> };
  /** 15 s: so long may a change of staff go unnoticed. */
  everyMs?: number;
  /** Told of each reading; where one fails, the last that was read still holds. */
  note?: NoteWork;
}

/** Staff were never read since this process started: nobody can say whether a post is vacant. Worth a retry. */
export class DirectoryNotLoaded extends Error {
  override readonly name = 'DirectoryNotLoaded';

  constructor() {
    super('The staff directory has not been read yet');
  }
}

/**
 * Who holds which role, answered from memory: staff are read every some seconds, and the last good reading holds while
 * the database is down, so that deadlines and escalations go on.
 */
export class Directory {
  readonly #staff: { all(): Promise<StaffMember[]> };
  readonly #everyMs: number;
  readonly #note: NoteWork;
  readonly #placesKept: DirectoryOptions['places'];
  #places: ReadonlyMap<string, Place> = new Map();
  #members: ReadonlyMap<string, StaffMember> | undefined;
  #reading: Promise<boolean> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(staff: { all(): Promise<StaffMember[]> }, options: DirectoryOptions = {}) {
    this.#staff = staff;
    this.#everyMs = options.everyMs ?? 15_000;
    this.#note = options.note ?? NOBODY_IS_TOLD;
    this.#placesKept = options.places;
  }

  /** Reads staff now and from then on at intervals. Answers whether the first reading succeeded. */
  async start(): Promise<boolean> {
    this.#timer ??= setInterval(() => void this.refresh(), this.#everyMs).unref();
    return this.refresh();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Reads staff at once where the last reading would pass somebody over who may have come since: half a second's wait at
   * most, and what was read last holds if the database does not answer.
   */
  async freshen(): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.refresh(), sleep(FRESHEN_WITHIN_MS, undefined, { ref: false, signal: done.signal })]);
    done.abort();
  }

  /** Reads staff at once, as after a change. Answers whether it succeeded; never throws. */
  refresh(): Promise<boolean> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /**
   * Who may act in a role at an instant. Somebody away is replaced by their substitute, or left out if they have none,
   * or if the substitute is away too: a substitute's substitute doesn't know the matter.
   *
   * @throws DirectoryNotLoaded
   */
  holders(role: string, where: Post = {}, at = new Date().toISOString()): Holder[] {
    const { department, ofDepartment = false, places } = where;
    const holders = this.all()
      .filter((member) => member.active && member.roles.includes(role))
      .filter(({ departments }) => !ofDepartment || department === undefined || departments.includes(department))
      .filter((member) => isHeldAt(member.places, places))
      .flatMap(({ id }) => this.inPlaceOf(id, at) ?? []);
    // Who holds the role and also stands in for a colleague is one holder, in their own name.
    return holders.filter(
      (one) => one.for === undefined || !holders.some(({ id, for: other }) => id === one.id && other === undefined),
    );
  }

  /**
   * Who acts in somebody's place at an instant: they themselves, their substitute while they are away, or nobody: they
   * have left, are unknown, or are away and nobody stands in.
   * @throws DirectoryNotLoaded
   */
  inPlaceOf(id: string, at = new Date().toISOString()): Holder | undefined {
    if (this.person(id)?.active !== true) return undefined;
    if (!this.isAway(id, at)) return { id };
    const substitute = this.substituteOf(id, at);
    return substitute === undefined ? undefined : { id: substitute, for: id };
  }

  /** @throws DirectoryNotLoaded */
  person(id: string): StaffMember | undefined {
    return this.#loaded().get(id);
  }

  /** @throws DirectoryNotLoaded */
  all(): StaffMember[] {
    return [...this.#loaded().values()];
  }

  /**
   * The organisation's units, by id.
   * @throws DirectoryNotLoaded
   */
  places(): ReadonlyMap<string, Place> {
    this.#loaded();
    return this.#places;
  }

  /**
   * From the top unit to this one; empty if there is no such unit.
   * @throws DirectoryNotLoaded
   */
  pathOf(place: string): string[] {
    return pathOfPlace(this.places(), place);
  }

  /**
   * Who acts for somebody who is away at an instant; undefined if they are not away, or nobody does.
   * @throws DirectoryNotLoaded
   */
  substituteOf(id: string, at = new Date().toISOString()): string | undefined {
    const substitute = this.absenceOf(id, at)?.substitute;
    if (substitute === undefined || substitute === id) return undefined;
    const isThere = this.person(substitute)?.active === true && !this.isAway(substitute, at);
    return isThere ? substitute : undefined;
  }

  /**
   * The colleagues whom somebody acts for at an instant.
   * @throws DirectoryNotLoaded
   */
  standsInFor(id: string, at = new Date().toISOString()): StaffMember[] {
    return this.all().filter((member) => member.active && this.substituteOf(member.id, at) === id);
  }

  /**
   * Everybody who is away at an instant and for whom a colleague acts.
   * @throws DirectoryNotLoaded
   */
  standIns(at: string): StandIn[] {
    return this.all().flatMap((person) => {
      const substitute = person.active ? this.person(this.substituteOf(person.id, at) ?? '') : undefined;
      const since = this.absenceOf(person.id, at)?.from;
      return substitute === undefined || since === undefined ? [] : [{ person, substitute, since }];
    });
  }

  async #read(): Promise<boolean> {
    try {
      const [staff, places] = await Promise.all([this.#staff.all(), this.#placesKept?.all() ?? []]);
      this.#members = new Map(staff.map((member) => [member.id, member]));
      this.#places = new Map(places.map((place) => [place.id, place]));
      this.#note('directory');
      return true;
    } catch (error) {
      this.#note('directory', error);
      return false;
    }
  }

  #loaded(): ReadonlyMap<string, StaffMember> {
    if (this.#members === undefined) throw new DirectoryNotLoaded();
    return this.#members;
  }

  /**
   * Whether somebody is away at an instant, as it was known then.
   * @throws DirectoryNotLoaded
   */
  isAway(id: string, at: string): boolean {
    return this.absenceOf(id, at) !== undefined;
  }

  /**
   * The absence during which somebody is away at an instant; of several, one with a substitute.
   * @throws DirectoryNotLoaded
   */
  absenceOf(id: string, at: string): Absence | undefined {
    const instant = Date.parse(at);
    const isNow = ({ from, to, enteredAt = from }: Absence): boolean =>
      Date.parse(from) <= instant && instant < Date.parse(to) && Date.parse(enteredAt) <= instant;
    const now = this.person(id)?.absences.filter(isNow) ?? [];
    return now.find(({ substitute }) => substitute !== undefined) ?? now[0];
  }
}
