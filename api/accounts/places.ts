import { both } from '../../domain/values/text';
import type { Place, PlaceChange } from '../../domain/values/place';
import { pathOfPlace } from '../../domain/values/place';
import { keyed } from '../../models/access-record';
import type { AccessRecord } from '../../models/access-record';
import type { Directory } from '../../models/directory';
import type { Places } from '../../models/places';
import type { Staff } from '../../models/staff';
import { invalid } from '../invalid';
import { Problem } from '../problem';
import type { By } from './accounts';

export interface PlaceAccountsDeps {
  readonly places: Pick<Places, 'all' | 'upsert' | 'remove'>;
  readonly staff: Pick<Staff, 'all'>;
  readonly record: Pick<AccessRecord, 'keep'>;
  readonly directory: Pick<Directory, 'refresh'>;
  /** Whether a case belongs to the place. */
  readonly isOfCases: (place: string) => Promise<boolean>;
  readonly clock: () => Date;
}

/** The organisation's units, as administrators keep them; each change is recorded, before it is made. */
export class PlaceKeeping {
  constructor(private readonly deps: PlaceAccountsDeps) {}

  /**
   * Enters a place.
   * @throws Problem IdTaken, Invalid
   */
  async add(by: By, place: Place): Promise<void> {
    const all = await this.all();
    if (all.has(place.id))
      throw new Problem('IdTaken', {
        detail: both(`场所 ${place.id} 已存在。`, `The place ${place.id} already exists.`),
      });
    await this.put(by, 'placeAdded', place, all);
  }

  /**
   * Changes a place; what is left out stays, `within: null` puts it at the top.
   * @throws Problem NotFound, Invalid
   */
  async change(by: By, id: string, changes: PlaceChange): Promise<Place> {
    const all = await this.all();
    const before = all.get(id);
    if (before === undefined) throw noSuchPlace();
    const within = changes.within === undefined ? before.within : (changes.within ?? undefined);
    const place: Place = {
      ...{ id, kind: changes.kind ?? before.kind },
      title: { zh: changes.title?.zh ?? before.title.zh, en: changes.title?.en ?? before.title.en },
      ...(within === undefined ? {} : { within }),
    };
    await this.put(by, 'placeChanged', place, all);
    return place;
  }

  /**
   * Takes a place away at which nobody holds a post, of which no case is, and within which nothing lies.
   * @throws Problem NotFound, StillUsed
   */
  async remove(by: By, id: string): Promise<void> {
    const all = await this.all();
    const before = all.get(id);
    if (before === undefined) throw noSuchPlace();
    const below = [...all.values()].filter(({ within }) => within === id).map((place) => place.id);
    if (below.length > 0) throw stillUsed(`其下还有：${below.join('、')}`, `It contains ${below.join(', ')}`);
    const staff = (await this.deps.staff.all()).filter(({ places = [] }) => places.includes(id));
    if (staff.length > 0) {
      const ids = staff.map((member) => member.id);
      throw stillUsed(`有人在此任职：${ids.join('、')}`, `Posts are held there by ${ids.join(', ')}`);
    }
    if (await this.deps.isOfCases(id)) throw stillUsed('有案件属于此场所', 'Cases belong to this place');
    await this.record(by, 'placeRemoved', id, before, undefined);
    await this.deps.places.remove(id);
    await this.deps.directory.refresh();
  }

  private async put(by: By, what: string, place: Place, all: ReadonlyMap<string, Place>): Promise<void> {
    checkWithin(place, all);
    await this.record(by, what, place.id, all.get(place.id), place);
    await this.deps.places.upsert(place);
    await this.deps.directory.refresh();
  }

  private async record(
    by: By,
    what: string,
    whom: string,
    before: Place | undefined,
    after: Place | undefined,
  ): Promise<void> {
    await this.deps.record.keep(
      keyed({
        ...{ at: this.deps.clock().toISOString(), kind: 'placeChanged', account: by.id, what, whom },
        ...(before === undefined ? {} : { before: { ...before } }),
        ...(after === undefined ? {} : { after: { ...after } }),
      }),
    );
  }

  private async all(): Promise<Map<string, Place>> {
    return new Map((await this.deps.places.all()).map((place) => [place.id, place]));
  }
}

/** @throws Problem Invalid if the place it lies within isn't there, or lies within it */
function checkWithin(place: Place, all: ReadonlyMap<string, Place>): void {
  const { id, within } = place;
  if (within === undefined) return;
  const path = pathOfPlace(all, within);
  if (path.length === 0)
    throw invalid([{ field: 'within', code: 'unknown', message: both('没有此场所。', 'There is no such place.') }]);
  if (path.includes(id))
    throw invalid([
      {
        field: 'within',
        code: 'circle',
        message: both('不能隶属于自身或其下级。', 'A place cannot lie within itself or below itself.'),
      },
    ]);
}

function noSuchPlace(): Problem {
  return new Problem('NotFound', { detail: both('没有此场所。', 'There is no such place.') });
}

function stillUsed(zh: string, en: string): Problem {
  return new Problem('StillUsed', { detail: both(`${zh}。`, `${en}.`) });
}
