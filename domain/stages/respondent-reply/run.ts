import type { RungRule } from '../../policy/step';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { respondentReply } from './definition';

const SILENCE: RungRule = { do: 'decide', action: 'recordSilence' };

export const runRespondentReply: Run<typeof respondentReply> = async (c, step) => {
  const served = c.state.notices?.[step.notice];
  // No limit runs against whom no notice has reached.
  if (served === undefined) {
    c.record('unserved', 'ReplyNotAsked', { notice: step.notice });
    return next;
  }
  const due = await c.ask('due', 'planTime', { from: served.receivedAt, limit: step.within });
  const decides = step.overdue.some((rung) => rung.do === 'decide');
  const answer = await c.awaitTask('reply', {
    ...step,
    within: undefined,
    dueAt: due.at,
    overdue: decides ? step.overdue : [...step.overdue, SILENCE],
    actions: ['recordReply', 'recordSilence'],
  });
  if (answer?.by !== undefined && answer.action === 'recordReply') {
    const { receivedAt = answer.at, ...words } = answer.data as { receivedAt?: string };
    const received = new Date(receivedAt).toISOString();
    const data = { dueAt: due.at, receivedAt: received, late: received > due.at, ...words };
    c.record('replied', 'RespondentReplied', data, answer.by);
  } else c.record('silent', 'RespondentSilent', { dueAt: due.at, ...answer?.data }, answer?.by);
  return next;
};
