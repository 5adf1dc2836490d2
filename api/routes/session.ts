import { z } from 'zod';
import { defineOpenOperation } from '../operation';

/** Signing in: a password for a token. */
export const session = defineOpenOperation({
  id: 'signIn',
  method: 'post',
  path: '/session',
  tag: 'Session',
  title: { zh: '登录', en: 'Sign in' },
  help: {
    zh: '用账号和密码换取令牌，有效期八小时。账号不存在与密码错误时，返回相同的结果。',
    en: 'Returns a token for account and password, valid for eight hours. An unknown account and a wrong password give the same answer.',
  },
  bodySchema: z.strictObject({ id: z.string().trim().min(1).max(100), password: z.string().min(1).max(1_000) }),
  bodyExample: { id: 'mei', password: 'correct horse battery staple' },
  answers: {
    201: {
      description: 'Signed in.',
      schema: z.object({
        token: z.string(),
        expiresAt: z.iso.datetime(),
      }),
    },
  },
  problems: ['WrongCredentials', 'TooManyAttempts', 'PasswordMustChange', 'StoreUnavailable'],
  handle: async ({ deps, body, address, onKnown, log }) => {
    const issued = await deps.sessions.signIn({ ...body, address, onKnown });
    log.info({ staff: body.id }, 'signed in');
    deps.models.accessRecord.note({ at: deps.clock().toISOString(), kind: 'signedIn', account: body.id });
    return { status: 201, body: issued };
  },
});
