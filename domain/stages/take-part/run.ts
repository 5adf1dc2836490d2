import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { takePart } from './definition';

export const runTakePart: Run<typeof takePart> = async (c, step) => {
  const person = c.remember('person', () => c.state.intake?.fields[step.person] ?? '');
  if (typeof person !== 'string' || person === '') return next;
  if (c.state.respondents.includes(person)) {
    c.record('barred', 'ParticipantBarred', { person });
    return next;
  }
  const answer = await c.awaitTask('account', { ...step, actions: ['giveAccount'], assignee: person, byName: true });
  if (answer?.by !== undefined) c.record('account', 'AccountGiven', { person, ...answer.data }, answer.by);
  return next;
};
