import { holderOf } from '../../file/envelope';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { handOver } from './definition';
import { tellStaff } from '../../step/notify-roles';

export const runHandOver: Run<typeof handOver> = async (c, step) => {
  let takenOver = false;
  c.record('handed-over', 'HandedOver', { to: step.who });
  // Side by side: nobody has to wait for a message to arrive who sees the case in the list.
  await c.all([
    async () => {
      await tellStaff(c, 'tell', { ...step, knows: (role) => takenOver && role === step.who });
    },
    async () => {
      const answer = await c.awaitTask('take-over', { ...step, actions: ['takeOver'] });
      takenOver = true;
      if (answer?.by === undefined) return;
      const person = step.handler ? { person: holderOf(answer.by) } : {};
      c.record('taken-over', 'TakenOver', { ...person, ...answer.data }, answer.by);
    },
  ]);
  return next;
};
