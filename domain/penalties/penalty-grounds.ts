import type { CaseState, Delay, Excuse } from '../case/state';

/** Somebody who may be up for a penalty, and for what. */
export interface PenaltyGround {
  /** What it is for, once in the life of a case: a later round doesn't punish for the same again. */
  ground: string;
  /** Staff id; absent where only the role is known. */
  person?: string;
  role?: string;
  department?: string;
  /** `responsible`, `head`, `delay`, `omission`, or a violation that the policy names: the table's fact `because`. */
  because: string;
}

/** For whom the policy looks beside those found responsible and those charged with a delay. */
export interface GroundRules {
  /** Role that answers for its department. */
  head?: string | undefined;
  /** Who answers for a warning that was omitted, if there is a loss. */
  omission?: { handler: boolean; roles: readonly string[] } | undefined;
  /** Violations by name. */
  violations?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Who is up for a penalty: those found responsible, their department's head, whoever held a task past its time and is
 * not excused, who left out a warning that could have spared the loss, and who did what the policy forbids by name.
 * Everything comes from the case's record; nobody is up twice for the same.
 */
export function groundsOf(state: CaseState, rules: GroundRules, lossFen: number): PenaltyGround[] {
  const department = state.findings?.department ?? state.department;
  const inDepartment = department === undefined ? {} : { department };
  const persons = state.findings?.persons ?? [];
  const { head, omission, violations } = rules;
  const warningOmitted = state.facts['warningOmitted'] === true && lossFen > 0 && omission !== undefined;
  const handler = state.warningsOmitted?.at(-1)?.handler ?? state.handler;
  const all: PenaltyGround[] = [
    ...persons.map((person) => ({
      ground: `responsible/${person}`,
      person,
      because: 'responsible',
      ...inDepartment,
    })),
    ...(persons.length > 0 && head !== undefined
      ? [{ ground: `head/${department ?? ''}`, role: head, because: 'head', ...inDepartment }]
      : []),
    ...state.delays.filter(isCharged).map((delay) => ({
      ground: groundOfDelay(delay),
      because: 'delay',
      role: delay.role,
      ...(delay.assignee === undefined ? {} : { person: delay.assignee }),
      ...(delay.department === undefined ? {} : { department: delay.department }),
    })),
    ...(warningOmitted && omission.handler && handler !== undefined
      ? [{ ground: `omission/${handler}`, person: handler, because: 'omission', ...inDepartment }]
      : []),
    ...(warningOmitted ? omission.roles : []).map((role) => ({
      ground: `omission/${role}`,
      role,
      because: 'omission',
      ...inDepartment,
    })),
    ...(state.violations ?? [])
      .filter(({ kind }) => Object.hasOwn(violations ?? {}, kind))
      .map(({ kind, person, department: where }) => ({
        ground: `${kind}/${person}`,
        person,
        because: kind,
        ...(where === undefined ? inDepartment : { department: where }),
      })),
  ];
  const decided = new Set([...state.penalties, ...state.penaltiesWaived].map((penalty) => penalty['ground']));
  return all.filter(({ ground }, i) => !decided.has(ground) && all.findIndex((one) => one.ground === ground) === i);
}

export function groundOfDelay(delay: Pick<Delay, 'task' | 'role'>): string {
  return `delay/${delay.task}/${delay.role}`;
}

function isCharged(delay: Delay): boolean {
  return delay.charged && delay.excused === undefined;
}

/**
 * Why a delay is excused, by what the policy lets count; undefined if nothing does.
 *
 * - `absence`: whoever held the task was away when it fell due, and that was known by then. `wasAway` comes from the
 *   staff directory.
 * - `reassignment`: it was given to them, by somebody else and for the first time, when more than half of its time was over.
 * - `pause`: the case waited for the customer or a third party when it fell due. A pause that began later does not count.
 */
export function excuseOf(delay: Delay, counts: readonly Excuse[], wasAway: boolean): Excuse | undefined {
  const holds: Record<Excuse, boolean> = {
    absence: wasAway,
    reassignment: delay.reassignedAt !== undefined && isLate(delay.reassignedAt, delay),
    pause: delay.paused === true,
  };
  return counts.find((excuse) => holds[excuse]);
}

function isLate(reassignedAt: string, { openedAt, dueAt }: Delay): boolean {
  const begun = Date.parse(openedAt ?? dueAt);
  return Date.parse(reassignedAt) - begun > (Date.parse(dueAt) - begun) / 2;
}
