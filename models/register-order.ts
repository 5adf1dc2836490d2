import type { SortKey } from './keyset';
import { FIELDS } from './register-fields';
import { SORTS } from './register-queries';
import type { SortField } from './register-queries';

export interface RegisterSort {
  by: SortField;
  descending?: boolean;
}

/** What is due by no time has one as it is stored. */
const ALWAYS_STORED: readonly string[] = ['_id', 'entry.dueAt', 'entry.updatedAt'];

/** The fields of an order; what is alike is in the order of the last of them, in the same direction. */
export function orderOf({ by, descending }: RegisterSort): SortKey[] {
  return SORTS[by].map((field): SortKey => {
    const isTime = field !== '_id' && FIELDS[field.slice('entry.'.length) as keyof typeof FIELDS].kind !== 'text';
    return {
      ...{ field, direction: descending === true ? -1 : 1, kind: isTime ? 'instant' : 'text' },
      optional: !ALWAYS_STORED.includes(field),
    };
  });
}
