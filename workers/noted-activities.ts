import { CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { NoteWork } from '../models/note-work';

/**
 * Notes how each try of an activity came out. Temporal tries again for ever what stores and sends, and nobody would hear
 * that it fails: a journal that waits, a mail server that refuses.
 */
export function notedActivities(note: NoteWork): ActivityInterceptorsFactory {
  return (context) => ({
    inbound: {
      async execute(input, next) {
        const work = `activity:${context.info.activityType}` as const;
        try {
          const done = await next(input);
          note(work);
          return done;
        } catch (error) {
          if (!(error instanceof CancelledFailure)) note(work, error);
          throw error;
        }
      },
    },
  });
}
