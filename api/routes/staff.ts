import { z } from 'zod';
import { ineligible } from '../../domain/case/eligibility';
import { normaliseComplaintNumber } from '../../domain/values/complaint-number';
import type { Actor } from '../../domain/file/envelope';
import { bilingualSchema } from '../../domain/policy/step';
import { stepAt } from '../../domain/policy/step-of-task';
import { both } from '../../domain/values/text';
import type { StaffMember } from '../../models/staff';
import { openDuty } from '../case/eligible';
import { noSuchComplaint } from '../case/number';
import { forReader, mayKnowPenalties } from '../case/penalties';
import { readCase } from '../case/read-case';
import type { Deps } from '../deps';
import { typed } from '../initials';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { oneOrMore } from '../paging';
import { knownPolicies } from '../policies';
import { Problem } from '../problem';
import { onlyOversees } from '../roles';
import { isFound } from '../staff/found';
import { departmentTitles, placeTitles, roleTitles } from '../titles';

const MOST = 100;
const id = z.string().min(1).max(100);
const titles = z.record(z.string(), bilingualSchema);

const colleagueSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    initials: z.string().meta({ description: 'Of the name in pinyin.' }),
    roles: z.array(z.string()),
    departments: z.array(z.string()),
    places: z.array(z.string()),
    awayUntil: z.iso.datetime().optional().meta({ description: 'Away just now, and until when.' }),
    substitute: z
      .object({ id: z.string(), name: z.string() })
      .optional()
      .meta({ description: 'Acts for them meanwhile.' }),
    barred: z
      .object({ code: z.string(), message: bilingualSchema })
      .optional()
      .meta({ description: 'Why they may not be given the task that was asked about.' }),
  })
  .meta({ id: 'Colleague' });

/** Colleagues, for whoever has to name one. */
export const staff = defineOperation({
  id: 'listStaff',
  method: 'get',
  path: '/staff',
  tag: 'Staff',
  title: both('同事', 'Colleagues'),
  help: both(
    '按角色、部门、单位、姓名、编号或拼音查找在职同事；带 `for` 和 `task` 时，先列可以接办该待办的，并说明其余为什么不可以。',
    'Active colleagues by role, department, place, name, id or pinyin. With `for` and `task`, those who may be given that task come first, and of the others it says why not.',
  ),
  who: 'staff',
  querySchema: z.strictObject({
    role: oneOrMore(id).optional(),
    department: oneOrMore(id).optional(),
    place: oneOrMore(id).optional().meta({ description: 'A post held at this place itself.' }),
    text: z.string().trim().min(1).max(60).optional().meta({
      description:
        'Part of a name or id, or of the name in pinyin. `wxm` and `wangxiao` find the name 王小明, for example.',
    }),
    for: z.string().min(1).max(40).optional().meta({ description: 'Number of a complaint; goes with `task`.' }),
    task: z.string().min(1).max(200).optional(),
  }),
  answers: {
    200: {
      description: `At most ${MOST}, by name; \`total\` says how many there are.`,
      schema: z.object({
        items: z.array(colleagueSchema),
        total: z.int(),
        roleTitles: titles,
        departmentTitles: titles,
        placeTitles: titles,
      }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'NoOpenTask', 'EngineUnavailable'],
  handle: async ({ deps, actor, query: { for: no, task, ...query } }) => {
    const { directory } = deps.models;
    const barredFrom = await barsOf(deps, actor, no, task);
    const now = deps.clock().toISOString();
    const all = directory
      .all()
      .filter((one) => one.active && isFound(one, query))
      .map((one) => ({ one, barred: barredFrom?.(one) }))
      // Whoever only reads or keeps accounts is nobody to give a task to.
      .filter(({ one }) => barredFrom === undefined || !(one.roles.length === 0 || onlyOversees(one)))
      .sort((a, b) => Number(a.barred !== undefined) - Number(b.barred !== undefined) || byName(a.one, b.one));
    const items = all.slice(0, MOST).map(({ one, barred }) => ({
      ...shown(one, deps, now),
      ...(barred === undefined ? {} : { barred: { code: barred.code, message: barred.message } }),
    }));
    const bundles = await knownPolicies(deps);
    const used = (part: 'roles' | 'departments' | 'places') => [...new Set(items.flatMap((item) => item[part]))];
    return {
      status: 200,
      body: {
        ...{ items, total: all.length },
        roleTitles: roleTitles(used('roles'), bundles),
        departmentTitles: departmentTitles(used('departments'), bundles),
        placeTitles: placeTitles(used('places'), directory),
      },
    };
  },
});

type Bar = (person: StaffMember) => ReturnType<typeof ineligible>;

/**
 * Who may not be given a task, by the rule that the case judges by. Of a task of penalties that would tell who is up for
 * one: it is told to whoever may know that.
 * @throws Problem NotFound, WrongPlace, NoOpenTask; Invalid for the one without the other
 */
async function barsOf(
  deps: Deps,
  actor: Actor,
  number: string | undefined,
  task: string | undefined,
): Promise<Bar | undefined> {
  if (number === undefined && task === undefined) return undefined;
  if (number === undefined || task === undefined)
    throw invalid([
      {
        field: number === undefined ? '?for' : '?task',
        code: 'required',
        message: both('`for` 和 `task` 须一起填写。', '`for` and `task` go together.'),
      },
    ]);
  const no = normaliseComplaintNumber(number);
  if (no === undefined) throw noSuchComplaint();
  const read = await readCase(deps, no, actor);
  const { state, policy } = forReader(actor, read);
  const found = Object.hasOwn(state.tasks, task) ? state.tasks[task] : undefined;
  const isOfPenalties = policy === undefined || stepAt(policy, task)?.stage === 'penalise';
  if (policy === undefined || found?.status !== 'open' || (isOfPenalties && !mayKnowPenalties(actor, read)))
    throw new Problem('NoOpenTask', { detail: both('没有这个待办。', 'There is no such open task.') });
  return (person) => ineligible(state, policy, openDuty(found), person);
}

function byName(a: StaffMember, b: StaffMember): number {
  return typed(a.name, 'name').whole.localeCompare(typed(b.name, 'name').whole) || (a.id < b.id ? -1 : 1);
}

function shown(
  { id: person, name, roles, departments, places = [] }: StaffMember,
  { models: { directory } }: Deps,
  now: string,
): z.output<typeof colleagueSchema> {
  const absence = directory.absenceOf(person, now);
  const substitute = directory.person(directory.substituteOf(person, now) ?? '');
  return {
    ...{ id: person, name, initials: typed(name, 'name').initials, roles, departments, places },
    ...(absence === undefined ? {} : { awayUntil: new Date(absence.to).toISOString() }),
    ...(substitute === undefined ? {} : { substitute: { id: substitute.id, name: substitute.name } }),
  };
}
