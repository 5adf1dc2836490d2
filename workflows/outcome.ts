/** Where a line goes after a step. */
export type Outcome =
  | { kind: 'next' }
  /** To another step of the same line; entering it again counts as a new visit. */
  | { kind: 'to'; step: string }
  /** The case ends this way: the main line goes to its archive step, whatever line said so. */
  | { kind: 'end'; as: string }
  /** The line is finished. */
  | { kind: 'done' };

export const next: Outcome = { kind: 'next' };
export const to = (step: string): Outcome => ({ kind: 'to', step });
export const endAs = (as: string): Outcome => ({ kind: 'end', as });
export const done: Outcome = { kind: 'done' };
