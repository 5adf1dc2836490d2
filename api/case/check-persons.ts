import type { DataSchema } from '../../domain/data-kinds';
import type { NamedPerson } from '../../domain/envelope';
import { staffNamedIn } from '../../domain/named-in';
import { both } from '../../domain/text';
import type { Directory } from '../../models/directory';
import type { FieldError } from '../problem';

/**
 * Which of the persons that data name nobody knows. Somebody entered a moment ago is in the database but not yet in the
 * directory's memory, which is why it is read again before anybody is called unknown. Who has left is known.
 */
export async function unknownPersons(
  directory: Pick<Directory, 'person' | 'refresh'>,
  action: { data: DataSchema },
  data: unknown,
): Promise<FieldError[]> {
  const named = staffNamedIn(action, data);
  const isUnknown = ({ id }: { id: string }): boolean => directory.person(id) === undefined;
  if (named.some(isUnknown)) await directory.refresh();
  return named.filter(isUnknown).map(({ path: field }) => ({
    ...{ field, code: 'unknown_person' },
    message: both('名录中没有此人，请填写员工编号。', 'Nobody of this id is in the directory: give a staff id.'),
  }));
}

/**
 * The persons whom the data of an action name, as the directory knows them now: a case has none, and goes by this. Read
 * anew, because somebody may have left or changed post a moment ago; undefined where nobody is named.
 */
export async function personsNamed(
  { models: { directory } }: { models: { directory: Pick<Directory, 'person' | 'freshen'> } },
  action: { data: DataSchema },
  data: unknown,
): Promise<Record<string, NamedPerson> | undefined> {
  const named = staffNamedIn(action, data);
  if (named.length === 0) return undefined;
  await directory.freshen();
  return Object.fromEntries(
    named.flatMap(({ id }) => {
      const person = directory.person(id);
      if (person === undefined) return [];
      const { roles, departments, places = [], active } = person;
      return [[id, { roles, departments, places, active }]];
    }),
  );
}
