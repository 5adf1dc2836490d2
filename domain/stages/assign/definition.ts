import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { candidateNamed, refusalOfReceiver } from '../../case/eligibility';
import { refuseDepartment } from '../../policy/departments';
import { waitBase } from '../../policy/step';
import type { Refusal } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * Responsible department by the routing table, and a named acceptor in it (seed 000, step 3: transport to logistics,
 * quality to quality management). The acceptor becomes the handler of the case.
 */
export const assign = defineStage({
  stage: 'assign',
  title: both('确定责任部门', 'Assign'),
  params: z.strictObject({ ...waitBase, stage: z.literal('assign'), table: z.string().default('routing') }),
  actions: [
    defineAction({
      name: 'accept',
      title: both('受理', 'Accept'),
      help: both('由我受理并负责本投诉。', 'Accept this complaint as the person in charge.'),
      data: () => z.strictObject({}),
    }),
    defineAction({
      name: 'assign',
      title: both('指定受理人', 'Assign'),
      help: both(
        '指定受理负责人，或转给别的部门。',
        'Name the person in charge, or pass the complaint to another department.',
      ),
      data: (text, { person, code }) =>
        z
          .strictObject({
            person: person.optional(),
            department: code.optional(),
            reason: text.optional(),
          })
          .refine((data) => data.person !== undefined || data.department !== undefined, {
            path: ['person'],
            message: 'name a person or a department',
          }),
      // The acceptor becomes the handler: somebody who could have accepted it, or whose the handler's own steps are.
      refuse: ({ state, policy, message, task, firstAt }): Refusal | undefined => {
        const { person, department = task?.department } = message.data;
        const unknown = refuseDepartment(policy, department);
        if (unknown !== undefined || person === undefined || task === undefined) return unknown;
        const own = [firstAt('investigate'), firstAt('propose')].filter((role) => role !== undefined);
        const post = { ...task, roles: [...task.roles, ...own], ...(department === undefined ? {} : { department }) };
        return refusalOfReceiver(state, policy, post, candidateNamed(message, person));
      },
    }),
  ],
  events: {},
  refers: (step) => ({ roles: [step.who], tables: [step.table] }),
});
