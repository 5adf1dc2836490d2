import type { DataSchema } from '../../domain/actions/data-kinds';
import type { NamedPerson } from '../../domain/file/envelope';
import { staffNamedIn } from '../../domain/actions/named-in';
import type { Directory } from '../../models/directory';

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
