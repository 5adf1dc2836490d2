/**
 * A rule across the fields of an action: where all that `when` says holds, `needs` have to be there and `excludes` must
 * not. It says in advance what the action's own schema, or the case, refuses; a test holds the two together.
 */
export interface FormRule<F extends string = string> {
  /** By field: values of which it has one, or `given` and `missing` for whether it is there at all. */
  when: { [N in F]?: readonly (string | boolean)[] | 'given' | 'missing' };
  needs?: readonly F[];
  excludes?: readonly F[];
}
