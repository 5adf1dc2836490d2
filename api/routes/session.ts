import { z } from 'zod';
import { defineOpenOperation } from '../operation';
import { byCookieSchema, issuedSchema, signedIn } from '../session/sign-in-body';

/** Signing in: a password for a token. */
export const session = defineOpenOperation({
  id: 'signIn',
  method: 'post',
  path: '/session',
  tag: 'Session',
  title: { zh: '登录', en: 'Sign in' },
  help: {
    zh: '用账号和密码换取令牌，有效期八小时。账号不存在与密码错误时，返回相同的结果。控制台用 `cookie: true`：令牌只存入脚本读不到的 Cookie。',
    en: 'Returns a token for account and password, valid for eight hours. An unknown account and a wrong password give the same answer. The console sends `cookie: true`: the token is then set only as a cookie that no script can read.',
  },
  bodySchema: z.strictObject({
    id: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(1_000),
    cookie: byCookieSchema,
  }),
  bodyExample: { id: 'mei', password: 'correct horse battery staple' },
  answers: { 201: { description: 'Signed in.', schema: issuedSchema } },
  problems: ['WrongCredentials', 'TooManyAttempts', 'PasswordMustChange', 'CrossSite', 'StoreUnavailable'],
  handle: async (call) => {
    const { deps, address, onKnown, log } = call;
    const { cookie, ...body } = call.body;
    if (cookie) call.requireOwnPage();
    const issued = await deps.sessions.signIn({ ...body, address, onKnown });
    log.info({ staff: body.id }, 'signed in');
    deps.models.accessRecord.note({ at: deps.clock().toISOString(), kind: 'signedIn', account: body.id });
    return signedIn(call, issued, cookie);
  },
});
