import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { convene } from './definition';
import { tellStaff } from '../../step/notify-roles';

export const runConvene: Run<typeof convene> = async (c, step) => {
  let over = false;
  c.record('called', 'MeetingCalled', { to: step.tell });
  // An emergency meeting may be over before the last message has arrived.
  await c.all([
    async () => {
      await tellStaff(c, 'tell', { ...step, from: step.from ?? step.who, knows: () => over });
    },
    async () => {
      const answer = await c.awaitTask('meeting', { ...step, actions: ['recordMeeting'] });
      over = true;
      if (answer?.by !== undefined) c.record('held', 'MeetingHeld', { ...answer.data }, answer.by);
    },
  ]);
  return next;
};
