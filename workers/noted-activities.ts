import { CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { kindOfNumber } from '../domain/values/complaint-number';
import type { NoteWork } from '../models/note-work';
import type { Retries } from './retries';

/**
 * Notes how each try of an activity came out. Temporal tries again for ever what stores and sends, and nobody would hear
 * that it fails: a journal that waits, a mail server that refuses.
 */
export function notedActivities(
  note: NoteWork,
  retries: Pick<Retries, 'over' | 'failed'>,
): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const work = `activity:${info.activityType}` as const;
        try {
          const done = await next(input);
          note(work);
          retries.over(info, 'done');
          return done;
        } catch (error) {
          if (error instanceof CancelledFailure) retries.over(info, 'cancelled');
          else {
            note(work, error, numberIn(info.workflowExecution?.workflowId));
            retries.failed(info, error);
          }
          throw error;
        }
      },
    },
  });
}

/** The number of the case, incident or corrective action whose workflow it is. */
export function numberIn(workflowId: unknown): string | undefined {
  return typeof workflowId === 'string' && kindOfNumber(workflowId) !== undefined ? workflowId : undefined;
}
