import { z } from 'zod';
import { defineAction } from '../action';
import { bilingualSchema, idSchema, rungSchema, stepBase, timeLimitSchema } from '../policy/step';
import { defineStage, given } from '../stage';
import { both } from '../text';

/** Tasks of several departments at once, each with its owner and deadline; the step ends when all are done. */
export const coordinate = defineStage({
  stage: 'coordinate',
  title: both('跨部门协同', 'Coordinate'),
  params: z.strictObject({
    ...stepBase,
    stage: z.literal('coordinate'),
    tasks: z
      .array(
        z.strictObject({
          id: idSchema,
          title: bilingualSchema,
          who: z.string(),
          department: z.string().optional(),
          within: timeLimitSchema.optional(),
          overdue: z.array(rungSchema).default([]),
        }),
      )
      .min(1)
      .max(10),
  }),
  actions: [
    defineAction({
      name: 'completeTask',
      title: both('完成协同任务', 'Complete the task'),
      help: both('写明做了什么。', 'Say what was done.'),
      data: (text) => z.strictObject({ result: text.optional() }),
    }),
  ],
  events: { DepartmentTaskDone: () => ({}) },
  refers: (step) => ({
    roles: step.tasks.map((task) => task.who),
    departments: given(...step.tasks.map((task) => task.department)),
  }),
});
