import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import { both } from '../values/text';
import type { PolicyTerms } from './terms';

/** Why a case can't be given to a department: the policy has none of this id. Undefined where it has, or none is named. */
export function refuseDepartment(
  { departments }: Pick<PolicyTerms, 'departments'>,
  department: string | undefined,
): Refusal | undefined {
  if (department === undefined || Object.hasOwn(departments, department)) return undefined;
  const known = Object.keys(departments);
  return refuse(
    'UnknownOption',
    422,
    both(`没有部门「${department}」。`, `There is no department "${department}".`),
    both(`可用：${known.join('、')}`, `Available: ${known.join(', ')}`),
  );
}
