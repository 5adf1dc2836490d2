import { z } from 'zod';
import { both } from '../../domain/values/text';
import { absenceSchema, absenceStartSchema, shownAccountSchema } from '../accounts/account-schema';
import { noSuchAccount } from '../accounts/accounts';
import { endSession } from '../accounts/end-session';
import { sessionsSchema, shownSessions } from '../accounts/shown-sessions';
import { defineOpenOperation, defineOperation } from '../operation';
import { Problem } from '../problem';
import { NO_SESSION_COOKIE } from '../session/cookie';
import { newPasswordSchema } from '../session/new-password';
import { byCookieSchema, issuedSchema, signedIn } from '../session/sign-in-body';

const TAG = 'Session';

/** One's own password; also where nobody may sign in before it is changed. */
export const changePassword = defineOpenOperation({
  id: 'changePassword',
  method: 'post',
  path: '/session/password',
  tag: TAG,
  title: both('修改本人密码', 'Change my password'),
  help: both(
    '凭现有密码设定新密码，至少 12 个字符，不得在泄露的密码表中。所有会话随即结束，并得到新的令牌。初始密码和管理员重置的密码也在此修改，无须先登录。',
    'Replaces the current password. The new password needs at least 12 characters and must not be on a list of leaked passwords. All sessions end, and a new token is returned. First passwords and passwords reset by an administrator are also changed here, without prior sign-in.',
  ),
  bodySchema: z.strictObject({
    id: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(1_000),
    newPassword: newPasswordSchema,
    cookie: byCookieSchema,
  }),
  bodyExample: { id: 'mei', password: 'abcd-efgh-jkmn', newPassword: 'correct horse battery staple' },
  answers: {
    201: { description: 'Changed and signed in.', schema: issuedSchema },
  },
  problems: ['WrongCredentials', 'TooManyAttempts', 'CrossSite', 'StoreUnavailable'],
  handle: async (call) => {
    const { deps, address, onKnown, log } = call;
    const { id, password, newPassword, cookie } = call.body;
    if (cookie) call.requireOwnPage();
    const verified = await deps.sessions.verified({ id, password, address, onKnown });
    await deps.accounts.changePassword(verified, password, newPassword);
    log.info({ staff: id }, 'password changed');
    const changed = (await deps.models.staff.credentials(id)) ?? verified;
    return signedIn(call, await deps.sessions.start(changed), cookie);
  },
});

/** Ends the session in which it is asked. */
export const signOut = defineOperation({
  id: 'signOut',
  method: 'delete',
  path: '/session',
  tag: TAG,
  title: both('退出登录', 'Sign out'),
  help: both('只结束当前会话，令牌立即失效。', 'Ends only this session. Its token becomes invalid.'),
  who: 'signedIn',
  answers: { 204: { description: 'Signed out.' } },
  handle: async ({ deps, actor, session, cookie }) => {
    await endSession(deps, actor, { whom: actor.id, session }, 'signedOut');
    return { status: 204, ...(cookie === undefined ? {} : { headers: { 'Set-Cookie': NO_SESSION_COOKIE } }) };
  },
});

/** Where I am signed in. */
export const ownSessions = defineOperation({
  id: 'listOwnSessions',
  method: 'get',
  path: '/me/sessions',
  tag: TAG,
  title: both('我的会话', 'My sessions'),
  who: 'signedIn',
  answers: { 200: { description: 'Valid sessions, newest first.', schema: sessionsSchema } },
  handle: async ({ deps, actor, session }) => ({
    status: 200,
    body: shownSessions(await deps.sessions.of(actor.id), session),
  }),
});

/** Ends one of my sessions. */
export const endOwnSession = defineOperation({
  id: 'endOwnSession',
  method: 'delete',
  path: '/me/sessions/{session}',
  tag: TAG,
  title: both('结束我的一个会话', 'End one of my sessions'),
  who: 'signedIn',
  pathSchema: z.object({ session: z.string().max(100) }),
  answers: { 204: { description: 'Ended.' } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, path }) => {
    if (!(await endSession(deps, actor, { whom: actor.id, session: path.session })))
      throw new Problem('NotFound', { detail: both('您没有此会话。', 'You have no such session.') });
    return { status: 204 };
  },
});

/** My account, with when I am away and who stands in for me. */
export const ownAccount = defineOperation({
  id: 'readOwnAccount',
  method: 'get',
  path: '/me/account',
  tag: TAG,
  title: both('我的账号', 'My account'),
  help: both('包括本人的缺勤和代理人。', 'With my absences and who stands in for me.'),
  who: 'signedIn',
  answers: { 200: { description: 'My account as it is now.', schema: shownAccountSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, actor }) => {
    const found = await deps.models.staff.byId(actor.id);
    if (found === undefined) throw noSuchAccount();
    return { status: 200, body: found };
  },
});

/** I will be away. */
export const addOwnAbsence = defineOperation({
  id: 'addOwnAbsence',
  method: 'post',
  path: '/me/absences',
  tag: TAG,
  title: both('登记本人缺勤', 'Enter my absence'),
  help: both(
    '期间由代理人以您的角色办理。不得与已登记的重叠，也不能补登过去的。',
    'During the absence your substitute acts in your roles. Absences may not overlap or begin in the past, and may total at most 60 days ahead.',
  ),
  who: 'signedIn',
  bodySchema: absenceSchema,
  bodyExample: { from: '2026-12-21T09:00:00+08:00', to: '2026-12-28T09:00:00+08:00', substitute: 'guo' },
  answers: { 200: { description: 'My current account.', schema: shownAccountSchema } },
  problems: ['InThePast'],
  handle: async ({ deps, actor, body }) => ({
    status: 200,
    body: await deps.accounts.addAbsence({ id: actor.id }, actor.id, body),
  }),
});

/** I am back, or will not be away. */
export const endOwnAbsence = defineOperation({
  id: 'endOwnAbsence',
  method: 'post',
  path: '/me/absences/end',
  tag: TAG,
  title: both('结束本人缺勤', 'End my absence'),
  help: both(
    '未开始的取消，进行中的到此为止；已结束的不再更改。',
    'A future absence is cancelled, a current one ends now, and a past one stays unchanged.',
  ),
  who: 'signedIn',
  bodySchema: absenceStartSchema,
  bodyExample: { from: '2026-12-21T09:00:00+08:00' },
  answers: { 200: { description: 'My current account.', schema: shownAccountSchema } },
  problems: ['NotFound', 'InThePast'],
  handle: async ({ deps, actor, body }) => ({
    status: 200,
    body: await deps.accounts.endAbsence({ id: actor.id }, actor.id, body.from),
  }),
});
