import { z } from 'zod';
import type { Call, Reply } from '../operation';
import { sessionCookie } from './cookie';
import type { IssuedToken } from './token';

/** Where a session's token goes: into the answer, or into a cookie that no script can read. */
export const byCookieSchema = z.boolean().default(false).meta({
  description: 'The token is not answered but set as a cookie, for the console. Needs the header `X-Redress`.',
});

export const issuedSchema = z.object({
  token: z.string().optional().meta({ description: 'Absent with `cookie`.' }),
  expiresAt: z.iso.datetime(),
});

/** Answers that a session has begun; one that this browser had by cookie is over. */
export async function signedIn(
  { deps, cookie }: Pick<Call, 'deps' | 'cookie'>,
  issued: IssuedToken,
  byCookie: boolean,
): Promise<Reply> {
  if (!byCookie) return { status: 201, body: issued };
  const before = cookie === undefined ? undefined : await deps.sessions.claimsOf(cookie);
  if (before !== undefined) await deps.sessions.end(before.session, before.id);
  return {
    status: 201,
    body: { expiresAt: issued.expiresAt },
    headers: { 'Set-Cookie': sessionCookie(issued, deps.clock()) },
  };
}
