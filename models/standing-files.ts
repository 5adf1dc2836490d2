import type { Connection, Model } from 'mongoose';
import type { FileKind } from '../domain/values/complaint-number';
import { isHeldAt } from '../domain/values/place';
import { proceedingRows } from './proceeding-rows';
import type { ProceedingRow, WaitRow } from './proceeding-rows';
import { registerRows } from './register-rows';
import type { RegisterRow, TaskRow } from './register-rows';
import type { TaskFilter } from './tasks';

/** Whose turn it is in a file, by ids alone. */
export interface StandingFile {
  no: string;
  kind: FileKind;
  /** Paths of the places that it belongs to. */
  places: readonly (readonly string[])[];
  tasks: readonly StandingTask[];
}

type StandingTask = Pick<TaskRow, 'id' | 'openTo' | 'closedTo' | 'department' | 'assignee' | 'heard'>;

/** Complaints, incidents and corrective actions as lists have them, found by their numbers. */
export class StandingFiles {
  readonly #rows: Model<RegisterRow>;
  readonly #proceedings: Model<ProceedingRow>;

  constructor(connection: Connection) {
    this.#rows = registerRows(connection);
    this.#proceedings = proceedingRows(connection);
  }

  async of(numbers: readonly string[]): Promise<StandingFile[]> {
    if (numbers.length === 0) return [];
    const [cases, proceedings] = await Promise.all([
      this.#rows.find({ _id: { $in: [...numbers] } }, { tasks: 1, entry: 1 }).lean(),
      this.#proceedings.find({ _id: { $in: [...numbers] } }, { kind: 1, places: 1, waits: 1 }).lean(),
    ]);
    return [
      ...cases.map(({ _id: no, tasks, entry: { places } }): StandingFile => {
        const paths = places === undefined ? [] : [places];
        return { no, kind: 'complaint', places: paths, tasks: tasks.map(taskOf) };
      }),
      ...proceedings.map(({ _id: no, kind, places = [], waits }): StandingFile => ({
        ...{ no, kind: kind as FileKind, places, tasks: waits.map(taskOf) },
      })),
    ];
  }
}

function taskOf(row: TaskRow | WaitRow): StandingTask {
  const { department, heard } = row as Partial<TaskRow>;
  const { id, openTo, closedTo, assignee } = row;
  return {
    ...{ id, openTo, closedTo },
    ...(department === undefined ? {} : { department }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(heard === undefined ? {} : { heard }),
  };
}

/**
 * The tasks of a file that wait for somebody, by the rules of `TaskList` for what `tasksOf` asks: worked out here for a
 * file that was read once for everybody who watches.
 */
export function tasksIn({ kind, places, tasks }: StandingFile, filter: TaskFilter): string[] {
  const { persons = [], closedTo = [], roles = [], departmentRoles = [], departments = [] } = filter;
  const barred = [...persons, ...closedTo];
  const isThere = places.every((path) => isHeldAt(filter.places, path));
  const isOpenTo = (task: StandingTask): boolean =>
    isThere &&
    (some(task.openTo, roles) ||
      (some(task.openTo, departmentRoles) &&
        (kind !== 'complaint' || task.department === undefined || departments.includes(task.department))));
  return tasks
    .filter(({ closedTo: closed }) => !some(closed, barred))
    .filter(({ heard }) => filter.noHearings !== true || heard !== true)
    .filter((task) => (task.assignee !== undefined && persons.includes(task.assignee)) || isOpenTo(task))
    .map(({ id }) => id);
}

function some(all: readonly string[], wanted: readonly string[]): boolean {
  return all.some((one) => wanted.includes(one));
}
