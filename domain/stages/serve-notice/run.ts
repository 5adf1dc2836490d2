import { next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { serveNotice } from './definition';

export const runServeNotice: Run<typeof serveNotice> = async (c, step) => {
  for (let attempt = 1; attempt <= step.attempts; attempt++) {
    if (attempt > 1 && step.pause !== undefined) {
      const time = await c.ask(`when-${attempt}`, 'planTime', { from: c.now(), limit: step.pause });
      await c.waitUntil(`wait-${attempt}`, time.at, undefined, time.explanation);
    }
    const answer = await c.awaitTask(`service-${attempt}`, { ...step, actions: ['recordService'] });
    const {
      delivered = false,
      receivedAt,
      ...words
    } = (answer?.data ?? {}) as {
      delivered?: boolean;
      receivedAt?: string;
    };
    if (delivered && receivedAt !== undefined) {
      // As an instant of one form, whatever offset it was written with: it is compared with others.
      const received = new Date(receivedAt).toISOString();
      c.record('served', 'NoticeServed', { notice: step.notice, receivedAt: received, ...words }, answer?.by);
      return next;
    }
    c.record(`undelivered-${attempt}`, 'NoticeUndelivered', { notice: step.notice, ...words }, answer?.by);
  }
  return step.undelivered.to === undefined ? next : to(step.undelivered.to);
};
