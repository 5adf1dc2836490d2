import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { candidateNamed, refusalOfReceiver } from '../../case/eligibility';
import { refuseDepartment } from '../../policy/departments';
import { bilingualSchema, idSchema, rungSchema, stepBase, timeLimitSchema } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

const waits = { who: z.string(), within: timeLimitSchema.optional(), overdue: z.array(rungSchema).default([]) };

/** As much of the step as the plan has to know. */
interface Planning {
  each?: { who: string } | undefined;
}
const define = actionOf<Planning>();

/**
 * Tasks of several departments at once, each with its owner and deadline; the step ends when all are done. Which tasks
 * there are says the policy, or whoever takes the lead, or both. What turns up on the way stops them all and changes the
 * plan (seed 002): the line goes back to the step that proposes, so approval and consent are asked for anew.
 */
export const coordinate = defineStage({
  stage: 'coordinate',
  title: both('跨部门协同', 'Coordinate'),
  params: z
    .strictObject({
      ...stepBase,
      stage: z.literal('coordinate'),
      tasks: z
        .array(
          z.strictObject({
            ...waits,
            id: idSchema,
            title: bilingualSchema,
            department: z.string().optional(),
          }),
        )
        .max(10)
        .default([]),
      /** Who says which departments do what until when; their tasks come on top of the policy's own. */
      plan: z.strictObject(waits).optional(),
      /** The tasks so planned; each `within` where the plan names no time. */
      each: z.strictObject(waits).optional(),
      /** Role that follows the work and can change the plan as long as it lasts. */
      lead: z.string().optional(),
      /** Step that plans anew when something turns up, at most so often; then the work goes on as it is. */
      changed: z.strictObject({ to: idSchema, atMost: z.int().min(1).default(3) }).optional(),
    })
    .check((ctx) => {
      const step = ctx.value;
      const wrong = (path: string, message: string) =>
        ctx.issues.push({ code: 'custom', input: step, path: [path], message });
      if (step.tasks.length === 0 && step.plan === undefined) wrong('tasks', 'list tasks, or name who plans them');
      if ((step.plan === undefined) !== (step.each === undefined)) wrong('each', '"plan" and "each" go together');
      if (step.lead !== undefined && step.changed === undefined)
        wrong('lead', 'if the lead may change plans, give "changed"');
    }),
  actions: [
    define({
      name: 'completeTask',
      title: both('完成协同任务', 'Complete the task'),
      help: both('写明做了什么。', 'Say what was done.'),
      data: (text) => z.strictObject({ result: text.optional() }),
    }),
    define({
      name: 'planTasks',
      title: both('分派协同任务', 'Plan the tasks'),
      help: both(
        '每项任务的部门、内容和期限，可指定责任人；无需协同的留空。',
        'Department, content and due time of each task, optionally its owner. Leave empty if no other department is needed.',
      ),
      data: (text, { code, person }) =>
        z.strictObject({
          tasks: z
            .array(
              z.strictObject({
                department: code,
                what: text,
                owner: person.optional(),
                dueAt: instantSchema().optional(),
              }),
            )
            .max(10),
        }),
      refuse: ({ state, policy, message, step, now }) => {
        const { data } = message;
        for (const { department, owner } of data.tasks) {
          const unknown = refuseDepartment(policy, department);
          if (unknown !== undefined) return unknown;
          const each = step?.each;
          if (owner === undefined || each === undefined) continue;
          const post = { ...{ id: '', actions: ['completeTask'], roles: [each.who], barred: [] }, department };
          const refusal = refusalOfReceiver(state, policy, post, candidateNamed(message, owner));
          if (refusal !== undefined) return refusal;
        }
        const past = data.tasks.some(
          ({ dueAt }) => now !== undefined && dueAt !== undefined && Date.parse(dueAt) <= Date.parse(now),
        );
        return past
          ? refuse('InThePast', 422, both('任务期限已过。', 'The due time of a task is in the past.'))
          : undefined;
      },
    }),
    define({
      name: 'changePlan',
      title: both('反馈新情况', 'Report new circumstances'),
      help: both(
        '出现新情况或困难，停止执行，重新提出方案并重新审批、征求同意。',
        'Report new facts or obstacles. Work stops, and a new proposal is made, approved and put to the customer.',
      ),
      data: (text) => z.strictObject({ what: text }),
    }),
  ],
  events: {
    DepartmentTaskDone: event<{ task: string; department?: string; what?: string; result?: string }>({
      audience: 'staff',
    }),
    TasksPlanned: event<{ tasks: object[] }>({ audience: 'staff' }),
    PlanChanged: event<{ what?: string }>({
      audience: 'staff',
      apply: (state) => ({ planChanges: (state.planChanges ?? 0) + 1 }),
    }),
  },
  refers: (step) => ({
    roles: given(...step.tasks.map((task) => task.who), step.plan?.who, step.each?.who, step.lead),
    departments: given(...step.tasks.map((task) => task.department)),
    steps: given(step.changed?.to),
  }),
});
