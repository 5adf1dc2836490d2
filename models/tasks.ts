import type { Connection, Model, PipelineStage } from 'mongoose';
import type { Page, PageRequest } from './page';
import type { RegisteredTask } from './register-entry';
import { entryFrom, registerRows, taskFrom } from './register-rows';
import type { RegisterRow, TaskRow } from './register-rows';

/**
 * Whose tasks. A task is listed if one of `persons` is its assignee, or if it is open to one of `roles`, or to one of
 * `departmentRoles` (roles held per department) in one of `departments`. Left out: no restriction of that kind.
 */
export interface TaskFilter {
  /** Staff ids: the person, and whoever they stand in for. What is closed to any of them is left out. */
  persons?: readonly string[];
  /** Roles held for the whole house. */
  roles?: readonly string[];
  /** Roles held in departments only. */
  departmentRoles?: readonly string[];
  /** Of `departmentRoles`; without them only tasks of these departments are listed. */
  departments?: readonly string[];
  policy?: string;
  /** Complaint number. */
  no?: string;
  /** Only what is due before this ISO instant. */
  dueBefore?: string;
}

/** An open task with what one needs to know of its case before opening it. */
export interface TaskEntry extends RegisteredTask {
  no: string;
  policy: string;
  category?: string;
  /** Step at which the case's main line stands; the task's own is the second part of its id. */
  stage?: string;
  severity?: string;
  major: boolean;
  recordedAt?: string;
}

/** The open tasks of all cases. They are part of the register's rows, so that the two never disagree. */
export class TaskList {
  readonly #rows: Model<RegisterRow>;

  constructor(connection: Connection) {
    this.#rows = registerRows(connection);
  }

  /** A page of tasks, the earliest due first, those without a due time last. */
  async list(filter: TaskFilter, page: PageRequest): Promise<Page<TaskEntry>> {
    const wanted = wantedBy(filter);
    const found: PipelineStage[] = [
      // Some task of the case is wanted; then each for itself.
      { $match: { $and: [{ 'tasks.0': { $exists: true } }, ...wanted] } },
      { $project: { tasks: 1, entry: 1 } },
      { $unwind: '$tasks' },
      { $match: { $and: [...wanted, { 'tasks.closedTo': { $nin: [...(filter.persons ?? [])] } }] } },
    ];
    const [rows, counts] = await Promise.all([
      this.#rows.aggregate<Pick<RegisterRow, 'entry'> & { tasks: TaskRow }>([
        ...found,
        { $sort: { 'tasks.dueAt': 1, _id: 1, 'tasks.id': 1 } },
        { $skip: page.offset },
        { $limit: page.limit },
      ]),
      this.#rows.aggregate<{ total: number }>([...found, { $group: { _id: null, total: { $sum: 1 } } }]),
    ]);
    return { ...page, items: rows.map(taskEntryFrom), total: counts[0]?.total ?? 0 };
  }
}

type Condition = Record<string, unknown>;

function wantedBy({ persons, roles, departmentRoles, departments, policy, no, dueBefore }: TaskFilter): Condition[] {
  const ways: Condition[] = [
    ...(persons === undefined ? [] : [{ 'tasks.assignee': { $in: [...persons] } }]),
    ...(roles === undefined ? [] : [{ 'tasks.openTo': { $in: [...roles] } }]),
    ...(departmentRoles === undefined
      ? []
      : [
          {
            'tasks.openTo': { $in: [...departmentRoles] },
            'tasks.department': { $in: [null, ...(departments ?? [])] },
          },
        ]),
  ];
  return [
    ...(ways.length === 0 ? [] : [{ $or: ways }]),
    ...(departments === undefined || departmentRoles !== undefined
      ? []
      : [{ 'tasks.department': { $in: [...departments] } }]),
    ...(policy === undefined ? [] : [{ 'entry.policy': { $eq: policy } }]),
    ...(no === undefined ? [] : [{ _id: { $eq: no } }]),
    ...(dueBefore === undefined ? [] : [{ 'tasks.dueAt': { $lt: new Date(dueBefore) } }]),
  ];
}

function taskEntryFrom({ entry, tasks }: Pick<RegisterRow, 'entry'> & { tasks: TaskRow }): TaskEntry {
  const { no, policy, category, stage, severity, major, recordedAt } = entryFrom(entry);
  return {
    ...{ no, policy, major },
    ...(category === undefined ? {} : { category }),
    ...(stage === undefined ? {} : { stage }),
    ...(severity === undefined ? {} : { severity }),
    ...(recordedAt === undefined ? {} : { recordedAt }),
    ...taskFrom(tasks),
  };
}
