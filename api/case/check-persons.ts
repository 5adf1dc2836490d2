import { staffIdsIn } from '../../domain/staff-id';
import { both } from '../../domain/text';
import type { Directory } from '../../models/directory';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';

type Shaped = Parameters<typeof staffIdsIn>[0];

/**
 * Which of the persons that data name nobody knows. Somebody entered a moment ago is in the database but not yet in the
 * directory's memory, which is why it is read again before anybody is called unknown. Who has left is known.
 * @param prefix what stands before the path of each field: `data.`
 */
export async function unknownPersons(
  directory: Pick<Directory, 'person' | 'refresh'>,
  action: Shaped,
  data: unknown,
  prefix = '',
): Promise<FieldError[]> {
  const named = staffIdsIn(action, data);
  const isUnknown = ({ id }: { id: string }): boolean => directory.person(id) === undefined;
  if (named.some(isUnknown)) await directory.refresh();
  return named.filter(isUnknown).map(({ path }) => ({
    field: `${prefix}${path}`,
    code: 'unknown_person',
    message: both('名录中没有此人，请填写员工编号。', 'Nobody of this id is in the directory: give a staff id.'),
  }));
}

/** @throws Problem Invalid naming the fields of an action that name nobody */
export async function checkPersons(
  { models }: { models: { directory: Pick<Directory, 'person' | 'refresh'> } },
  action: Shaped,
  data: unknown,
): Promise<void> {
  const errors = await unknownPersons(models.directory, action, data, 'data.');
  if (errors.length > 0) throw invalid(errors);
}
