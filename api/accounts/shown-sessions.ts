import { z } from 'zod';
import type { Session } from '../../models/sessions';

export const sessionsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      isThis: z.literal(true).optional().meta({ description: 'The session of this request.' }),
    }),
  ),
});

/** Sessions as they are listed; a token can't be made of what is shown. */
export function shownSessions(sessions: readonly Session[], current?: string): z.output<typeof sessionsSchema> {
  return {
    items: sessions.map(({ id, startedAt, expiresAt }) => ({
      ...{ id, startedAt, expiresAt },
      ...(id === current ? { isThis: true as const } : {}),
    })),
  };
}
