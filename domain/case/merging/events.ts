import { event } from '../../event';
import { DUPLICATE } from './merging';

/** What comes of a merge that was asked for, and of one that is undone. */
export const MERGE_EVENTS = {
  /** `code`: of the refusal by which the other complaint has not taken this one. */
  MergeRefused: event<{ into: string; code: string }>({
    audience: 'staff',
    apply: ({ merging }, { into, code }, event) => ({
      merging: undefined,
      mergeRefused: { into, code, at: event.at, seq: merging?.seq ?? event.seq },
    }),
  }),
  CaseMerged: event<{ into: string; sameCustomer: boolean; reason?: string }>({
    audience: 'staff',
    apply: (_, { into, sameCustomer }) => ({
      mergedInto: into,
      mergedOfSameCustomer: sameCustomer,
      merging: undefined,
      ending: { as: DUPLICATE },
    }),
  }),
  /** The other complaint knows that this one goes on by itself. */
  MergeUndone: event<{ into: string }>({
    audience: 'staff',
    apply: (state, { into }) => ({ releasing: state.releasing.filter((one) => one.into !== into) }),
  }),
};
