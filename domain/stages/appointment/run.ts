import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { appointment } from './definition';
import { ofHandler } from '../../step/handler';

/** As often as a time is agreed on anew, by a change or because nobody was there. */
const MOST_TIMES = 10;

export const runAppointment: Run<typeof appointment> = async (c, step) => {
  let at: string | undefined;
  let missed = false;
  for (let time = 1; time <= MOST_TIMES; time++) {
    if (at === undefined) {
      const made = await c.awaitTask(`agree-${time}`, { ...step, actions: ['makeAppointment'] });
      if (made?.by === undefined) return next;
      at = instantOf(made.data);
      c.record(`made-${time}`, 'AppointmentMade', { ...made.data, at }, made.by);
    }
    const latest = await c.ask(`latest-${time}`, 'planTime', { from: at, limit: step.arrival.within });
    const answer = await c.awaitTask(`arrive-${time}`, {
      ...ofHandler(c, step.arrival),
      within: undefined,
      dueAt: latest.at,
      actions: ['recordArrival', 'changeAppointment', 'recordAbsence'],
    });
    if (answer?.action === 'changeAppointment') {
      at = instantOf(answer.data);
      c.record(`changed-${time}`, 'AppointmentChanged', { ...answer.data, at }, answer.by);
    } else if (answer?.action === 'recordAbsence') {
      missed ||= step.arrival.absenceInTime && answer.at > latest.at;
      c.record(`absent-${time}`, 'CustomerAbsent', { appointedAt: at, ...answer.data }, answer.by);
      at = undefined;
    } else {
      if (answer?.by === undefined) return next;
      const late = missed || answer.at > latest.at;
      c.record('arrived', late ? 'ArrivedLate' : 'ArrivedInTime', { appointedAt: at, ...answer.data }, answer.by);
      return next;
    }
  }
  return next;
};

function instantOf(data: Record<string, unknown>): string {
  return new Date(String(data['at'])).toISOString();
}
