/** Stands for "never due" in the database, so that what has no due time is sorted last and is never overdue. */
export const NEVER = new Date('9999-12-31T00:00:00.000Z');

/** A due time as it is stored. */
export function dueDate(instant: string | undefined): Date {
  return instant === undefined ? NEVER : new Date(instant);
}

/** The same as everybody else has it: none at all if nothing is ever due. */
export function dueFrom(dueAt: Date): { dueAt?: string } {
  return dueAt.getTime() === NEVER.getTime() ? {} : { dueAt: dueAt.toISOString() };
}
