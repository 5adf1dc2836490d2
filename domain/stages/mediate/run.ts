import { endAs, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { mediate } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runMediate: Run<typeof mediate> = async (c, step) => {
  const admittedAt = step.from === 'admission' ? c.state.admission?.at : undefined;
  const { within } = step;
  const due =
    admittedAt === undefined || within === undefined
      ? undefined
      : await c.ask('due', 'planTime', { from: admittedAt, limit: within });
  const answer = await c.awaitTask('settlement', {
    ...step,
    ...(due === undefined ? {} : { within: undefined, dueAt: due.at }),
    actions: ['recordSettlement', 'endMediation'],
  });
  if (answer?.by !== undefined && answer.action === 'recordSettlement') {
    c.record('settled', 'SettlementReached', { ...answer.data }, answer.by);
    const { terms } = answer.data as { terms: string };
    await tellCustomer(c, 'settled', step.settled.template, step, { reason: terms });
    return endAs(step.settled.end, step.settled.then);
  }
  c.record('ended', 'MediationEnded', { ...answer?.data }, answer?.by);
  if (step.failed.to !== undefined) return to(step.failed.to);
  const { reason } = (answer?.data ?? {}) as { reason?: string };
  await tellCustomer(c, 'failed', step.failed.template, step, reason === undefined ? {} : { reason });
  return endAs(step.failed.end, step.failed.then);
};
