import type { StaffChannel } from '../channels/channels';
import type { RungRule, TimeLimit } from '../policy/step';
import type { StepContext } from './context';

export interface StaffTelling {
  /** Roles, each told by itself. */
  tell: string[];
  /** Ways in the order in which they are tried. */
  by: StaffChannel[];
  /** Role that tells in person what no message could. */
  from?: string | undefined;
  template: string;
  /** Of the task of telling them in person, where the step has a limit. */
  within?: TimeLimit | undefined;
  overdue?: RungRule[];
  /** Holds once a role evidently knows: then nobody has to tell them any more. */
  knows?: (role: string) => boolean;
}

/**
 * Tells roles by message, each by the first way that gets through. A send that failed has told nobody: where a role is
 * named for it, somebody tells them in person.
 * @returns when each was told; undefined for whom nobody has.
 */
export async function tellStaff(c: StepContext, name: string, telling: StaffTelling): Promise<(string | undefined)[]> {
  const times: (string | undefined)[] = [];
  for (const role of telling.tell) times.push(await tellRole(c, `${name}-${role}`, role, telling));
  return times;
}

async function tellRole(
  c: StepContext,
  name: string,
  role: string,
  telling: StaffTelling,
): Promise<string | undefined> {
  const sent = await firstThatWorks(c, name, role, telling);
  if (sent !== undefined) {
    c.record(`${name}-told`, 'StaffTold', { role, channel: sent.way, template: telling.template });
    return sent.at;
  }
  c.record(`${name}-not-told`, 'StaffNotTold', { role, template: telling.template });
  if (telling.from === undefined) return undefined;
  const answer = await c.awaitTask(`${name}-in-person`, {
    who: telling.from,
    within: telling.within,
    // What the step decides by default is none for this: time tells nobody.
    overdue: telling.overdue?.filter(({ action }) => action === undefined) ?? [],
    actions: ['confirmStaffTold'],
    until: () => telling.knows?.(role) === true,
  });
  if (answer?.by === undefined) return undefined;
  c.record(`${name}-told`, 'StaffTold', { role, channel: 'person', template: telling.template }, answer.by);
  return answer.at;
}

async function firstThatWorks(
  c: StepContext,
  name: string,
  role: string,
  { by, template }: StaffTelling,
): Promise<{ way: string; at: string } | undefined> {
  const { department, respondents, no, intake } = c.state;
  for (const way of by) {
    const told = await c.perform(`${name}-${way}`, 'notifyStaff', {
      template,
      by: way,
      to: { role, ...(department === undefined ? {} : { department }) },
      barred: respondents,
      values: { no, category: intake?.category ?? '' },
    });
    if (told.status === 'succeeded') return { way, at: c.endedAt(`${name}-${way}`) };
  }
  return undefined;
}
