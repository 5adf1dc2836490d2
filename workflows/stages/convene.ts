import { next } from '../outcome';
import type { Stage } from '../stage';
import { tellStaff } from './telling-staff';

export const convene: Stage<'convene'> = async (c, step) => {
  c.record('called', 'MeetingCalled', { to: step.tell });
  // An emergency meeting may be over before the last message has arrived.
  await c.all([
    () => tellStaff(c, 'tell', step),
    async () => {
      const answer = await c.awaitTask('meeting', { ...step, actions: ['recordMeeting'] });
      if (answer?.by !== undefined) c.record('held', 'MeetingHeld', { ...answer.data }, answer.by);
    },
  ]);
  return next;
};
