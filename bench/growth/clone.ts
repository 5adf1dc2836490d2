import type { RegisterRow } from '../../models/register-rows';

/** A row without what its counters have of it. */
type Cloned = Omit<RegisterRow, 'counted'>;

/**
 * The row of a case that went through its workflow as that of another case, all its times moved: so that a register of
 * any size has what real ones have, tasks, marks and words.
 */
export function cloneOf({ counted: _counted, ...row }: RegisterRow, no: string, movedMs: number): Cloned {
  const moved = (at: Date): Date => (at.getUTCFullYear() === 9999 ? at : new Date(at.getTime() + movedMs));
  const times = Object.entries(row.entry).map(([name, value]) => [name, value instanceof Date ? moved(value) : value]);
  return {
    ...row,
    _id: no,
    entry: { ...(Object.fromEntries(times) as unknown as RegisterRow['entry']), no },
    tasks: row.tasks.map((task) => ({ ...task, openedAt: moved(task.openedAt), dueAt: moved(task.dueAt) })),
    marks: row.marks.map((mark) => ({ ...mark, at: moved(new Date(mark.at)).toISOString() })),
    uncounted: true,
  };
}
