import { vacancyOf } from '../../api/case/eligible';
import type { Actor, Envelope, NamedPerson } from '../../domain/file/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { DataSchema } from '../../domain/actions/data-kinds';
import { staffNamedIn } from '../../domain/actions/named-in';
import type { CaseState } from '../../domain/case/state';
import { Directory } from '../../models/directory';
import type { StaffMember } from '../../models/staff';

/** Somebody in a scenario: `mei` of the complaints desk. */
export interface Person {
  id: string;
  roles: string[];
  departments: string[];
  /** Units at which their roles are held. */
  places?: string[];
  /** By default staff. */
  kind?: Actor['kind'];
  /** Whether they are away now, and who stands in. */
  away?: { substitute?: string };
}

/**
 * A holder for every role of a policy, named after it; for a role held per department one in each department
 * (`handler-quality`). Scenarios take people away with `away` and
 * `substitutes`.
 * @param place where they hold their roles; by default nowhere in particular.
 */
export function everybody(policy: CompiledPolicy, place?: string): Person[] {
  return rolesFilled(policy).map((person) => (place === undefined ? person : { ...person, places: [place] }));
}

function rolesFilled(policy: CompiledPolicy): Person[] {
  const departments = Object.keys(policy.departments);
  return Object.entries(policy.roles).flatMap(([role, { ofDepartment }]): Person[] =>
    ofDepartment === true
      ? departments.map((department) => ({ id: `${role}-${department}`, roles: [role], departments: [department] }))
      : [
          { id: role, roles: [role], departments: [] },
          { id: `${role}-2`, roles: [role], departments: [] },
        ],
  );
}

export function actorOf({ id, kind, roles, departments, places }: Person): Actor {
  return {
    ...{ id, roles, departments },
    ...(kind === undefined ? {} : { kind }),
    ...(places === undefined ? {} : { places }),
  };
}

/** As the API finds it out: a substitute acts in the roles and departments of the colleague. */
export function standingIn(substitute: Person, colleague: Person): Actor {
  return { ...actorOf(colleague), id: substitute.id, for: colleague.id, ownDepartments: substitute.departments };
}

type Known = Pick<StaffMember, 'id' | 'roles' | 'departments' | 'places' | 'active'>;

/** Who can say who somebody is: a staff directory, real or not. */
export interface WhoIsWho {
  person(id: string): Known | undefined;
  all(): Known[];
}

/** What the API puts into an envelope of the persons whom data name. */
export function namedIn(
  staff: WhoIsWho,
  action: { data: DataSchema } | undefined,
  data: unknown,
): { named?: Record<string, NamedPerson> } {
  const ids = action === undefined ? [] : staffNamedIn(action, data).map(({ id }) => id);
  const known = ids.flatMap((id) => {
    const person = staff.person(id);
    if (person === undefined) return [];
    const { roles, departments, places = [], active } = person;
    return [[id, { roles, departments, places, active }] as const];
  });
  return known.length === 0 ? {} : { named: Object.fromEntries(known) };
}

/** What the API says of a task that is to be given away: whether nobody at all is eligible. */
export function vacantIn(
  staff: WhoIsWho,
  known: { state: CaseState; policy: CompiledPolicy },
  id: string | undefined,
): Pick<Envelope, 'vacant'> {
  const task = id === undefined ? undefined : known.state.tasks[id];
  return task === undefined ? {} : vacancyOf(staff.all(), known, task);
}

/** The staff directory, in which these people work and nobody else. It sees changes once it is refreshed. */
export async function directoryOf(people: readonly Person[]): Promise<Directory> {
  const directory = new Directory({ all: async () => people.map(memberOf) });
  await directory.refresh();
  return directory;
}

function memberOf({ away, ...person }: Person): StaffMember {
  const absences = away === undefined ? [] : [{ ...EVER, ...away }];
  return { ...person, name: person.id, mail: `${person.id}@example.com`, active: true, absences };
}
/** The directory goes by the real time, the story by its own. */
const EVER = { from: '1970-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' };
