import { z } from 'zod';
import { both } from '../../domain/values/text';
import {
  absenceSchema,
  absenceStartSchema,
  accountChangeSchema,
  newAccountSchema,
  shownAccountSchema,
} from '../accounts/account-schema';
import { noSuchAccount } from '../accounts/accounts';
import { effectsOn } from '../accounts/effects';
import { effectsSchema } from '../accounts/effects-schema';
import { endSession } from '../accounts/end-session';
import { sessionsSchema, shownSessions } from '../accounts/shown-sessions';
import { defineOperation } from '../operation';
import type { Operation } from '../operation';
import { Problem } from '../problem';
import { pageOfAll } from '../../models/page';
import { flag, pageQuery, pageSchema, Paging } from '../paging';
import { isFound } from '../staff/found';

const TAG = 'Accounts';
const onePath = z.object({ id: z.string().max(100) });
const oneAccount = { 200: { description: 'The account as it is now.', schema: shownAccountSchema } };
const passwordOnce = z.object({
  oneTimePassword: z.string().meta({ description: 'Shown once. The password must be changed at the first sign-in.' }),
});

const list = defineOperation({
  id: 'listAccounts',
  method: 'get',
  path: '/accounts',
  tag: TAG,
  title: both('账号列表', 'Accounts'),
  who: 'overseer',
  querySchema: z.strictObject({
    ...pageQuery,
    active: flag.optional(),
    role: z.string().max(100).optional(),
    department: z.string().max(100).optional(),
    place: z.string().max(100).optional().meta({ description: 'Posts held at exactly this place.' }),
    text: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .optional()
      .meta({ description: 'Part of a name or id, or of the name in pinyin.' }),
  }),
  answers: { 200: { description: 'By id.', schema: pageSchema(shownAccountSchema) } },
  handle: async ({ deps, query }) => {
    const { active, role, department, place, text } = query;
    const one = (name: string | undefined) => (name === undefined ? undefined : [name]);
    const wanted = { role: one(role), department: one(department), place: one(place), text };
    const all = (await deps.models.staff.all()).filter(
      (member) => (active === undefined || member.active === active) && isFound(member, wanted),
    );
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listAccounts', query });
    return {
      status: 200,
      body: paging.answer(
        pageOfAll(all, ({ id }) => id, paging.request(query)),
        query,
      ),
    };
  },
});

const read = defineOperation({
  id: 'readAccount',
  method: 'get',
  path: '/accounts/{id}',
  tag: TAG,
  title: both('账号', 'An account'),
  who: 'overseer',
  pathSchema: onePath,
  answers: { 200: { description: 'The account.', schema: shownAccountSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, path }) => {
    const found = await deps.models.staff.byId(path.id);
    if (found === undefined) throw noSuchAccount();
    return { status: 200, body: found };
  },
});

const effects = defineOperation({
  id: 'readAccountEffects',
  method: 'get',
  path: '/accounts/{id}/effects',
  tag: TAG,
  title: both('变更会影响什么', 'What a change would touch'),
  help: both(
    '更改账号前查看：此人的待办、只有此人担任的角色、由此人代理的缺勤、正在使用的会话。不含听取意见的待办。',
    'Ask before you change an account: what waits for this person, roles that nobody else holds, absences in which they are the substitute, their sessions. Hearings are left out.',
  ),
  who: 'administrator',
  pathSchema: onePath,
  answers: { 200: { description: 'As it is now.', schema: effectsSchema } },
  problems: ['NotFound', 'TooBroad'],
  handle: async ({ deps, path }) => {
    const found = await deps.models.staff.byId(path.id);
    if (found === undefined) throw noSuchAccount();
    return { status: 200, body: await effectsOn(found, deps) };
  },
});

const add = defineOperation({
  id: 'addAccount',
  method: 'post',
  path: '/accounts',
  tag: TAG,
  title: both('新增账号', 'Add an account'),
  help: both(
    '返回一次性密码，首次登录时须修改。角色、部门须为已发布办法中的，场所须已登记。管理员不得兼任其他角色。',
    'Returns a one-time password that must be changed at the first sign-in. Roles and departments must exist in published policies; places must be registered. An administrator holds no other role.',
  ),
  who: 'administrator',
  bodySchema: newAccountSchema,
  bodyExample: {
    id: 'hong',
    name: '洪亮',
    mail: 'hong@shop.example',
    roles: ['handler'],
    departments: ['quality'],
    places: [],
  },
  answers: { 201: { description: 'Added.', schema: passwordOnce } },
  problems: ['IdTaken'],
  handle: async ({ deps, actor, body }) => ({ status: 201, body: await deps.accounts.add(actor, body) }),
});

const change = defineOperation({
  id: 'changeAccount',
  method: 'patch',
  path: '/accounts/{id}',
  tag: TAG,
  title: both('更改账号', 'Change an account'),
  help: both(
    '姓名、邮箱、电话、角色、部门、场所；未提供的不变。角色变更在 15 秒内生效。本人的角色须由另一位管理员更改。',
    'Name, email, phone, roles, departments, places. Omitted fields stay unchanged. Role changes take effect within 15 seconds. Your own roles must be changed by another administrator.',
  ),
  who: 'administrator',
  pathSchema: onePath,
  bodySchema: accountChangeSchema,
  bodyExample: { roles: ['handler'], departments: ['quality'] },
  answers: oneAccount,
  problems: ['NotFound', 'NotOneself', 'LastAdministrator'],
  handle: async ({ deps, actor, path, body }) => ({
    status: 200,
    body: await deps.accounts.change(actor, path.id, body),
  }),
});

const retire = defineOperation({
  id: 'retireAccount',
  method: 'post',
  path: '/accounts/{id}/retire',
  tag: TAG,
  title: both('办理离职', 'Retire an account'),
  help: both(
    '会话立即结束，不能再登录；姓名留在案卷中，标识不再分配。',
    'Sessions end at once and sign-in is no longer possible. The name stays in the files, and the id is never reused.',
  ),
  who: 'administrator',
  pathSchema: onePath,
  answers: oneAccount,
  problems: ['NotFound', 'NotOneself', 'LastAdministrator'],
  handle: async ({ deps, actor, path }) => ({ status: 200, body: await deps.accounts.retire(actor, path.id) }),
});

const reinstate = defineOperation({
  id: 'reinstateAccount',
  method: 'post',
  path: '/accounts/{id}/reinstate',
  tag: TAG,
  title: both('恢复账号', 'Reinstate an account'),
  who: 'administrator',
  pathSchema: onePath,
  answers: { 200: { description: 'Active again.', schema: passwordOnce } },
  problems: ['NotFound', 'AlreadySo'],
  handle: async ({ deps, actor, path }) => ({ status: 200, body: await deps.accounts.reinstate(actor, path.id) }),
});

const resetPassword = defineOperation({
  id: 'resetPassword',
  method: 'post',
  path: '/accounts/{id}/reset-password',
  tag: TAG,
  title: both('重置密码', 'Reset a password'),
  help: both(
    '结束其所有会话，返回一次性密码，首次登录时须修改。',
    'Ends all sessions and returns a one-time password that must be changed at the next sign-in.',
  ),
  who: 'administrator',
  pathSchema: onePath,
  answers: { 200: { description: 'Reset.', schema: passwordOnce } },
  problems: ['NotFound', 'NotOneself'],
  handle: async ({ deps, actor, path }) => ({ status: 200, body: await deps.accounts.resetPassword(actor, path.id) }),
});

const unlock = defineOperation({
  id: 'unlockAccount',
  method: 'post',
  path: '/accounts/{id}/unlock',
  tag: TAG,
  title: both('解锁账号', 'Unlock an account'),
  help: both('此前的错误密码不再计数。', 'Earlier wrong passwords no longer count.'),
  who: 'administrator',
  pathSchema: onePath,
  answers: oneAccount,
  problems: ['NotFound'],
  handle: async ({ deps, actor, path }) => ({ status: 200, body: await deps.accounts.unlock(actor, path.id) }),
});

const sessions = defineOperation({
  id: 'listSessions',
  method: 'get',
  path: '/accounts/{id}/sessions',
  tag: TAG,
  title: both('某人的会话', 'Sessions of an account'),
  who: 'administrator',
  pathSchema: onePath,
  answers: { 200: { description: 'Valid sessions, newest first.', schema: sessionsSchema } },
  handle: async ({ deps, path, session }) => ({
    status: 200,
    body: shownSessions(await deps.sessions.of(path.id), session),
  }),
});

const endSessions = defineOperation({
  id: 'endSessions',
  method: 'delete',
  path: '/accounts/{id}/sessions',
  tag: TAG,
  title: both('结束某人的所有会话', 'End all sessions of an account'),
  who: 'administrator',
  pathSchema: onePath,
  answers: oneAccount,
  problems: ['NotFound'],
  handle: async ({ deps, actor, path }) => ({ status: 200, body: await deps.accounts.endSessions(actor, path.id) }),
});

const endOneSession = defineOperation({
  id: 'endSession',
  method: 'delete',
  path: '/accounts/{id}/sessions/{session}',
  tag: TAG,
  title: both('结束某人的一个会话', 'End one session of an account'),
  who: 'administrator',
  pathSchema: z.object({ id: z.string().max(100), session: z.string().max(100) }),
  answers: { 204: { description: 'Ended.' } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, path }) => {
    if (!(await endSession(deps, actor, { whom: path.id, session: path.session })))
      throw new Problem('NotFound', { detail: both('没有此会话。', 'There is no such session.') });
    return { status: 204 };
  },
});

const addAbsence = defineOperation({
  id: 'addAbsence',
  method: 'post',
  path: '/accounts/{id}/absences',
  tag: TAG,
  title: both('登记某人缺勤', 'Enter an absence for a person'),
  help: both('也可补登过去的缺勤。', 'The absence may already have begun.'),
  who: 'administrator',
  pathSchema: onePath,
  bodySchema: absenceSchema,
  bodyExample: { from: '2026-12-21T09:00:00+08:00', to: '2026-12-28T09:00:00+08:00', substitute: 'guo' },
  answers: oneAccount,
  problems: ['NotFound', 'InThePast'],
  handle: async ({ deps, actor, path, body }) => ({
    status: 200,
    body: await deps.accounts.addAbsence(actor, path.id, body),
  }),
});

const endAbsence = defineOperation({
  id: 'endAbsence',
  method: 'post',
  path: '/accounts/{id}/absences/end',
  tag: TAG,
  title: both('结束某人缺勤', 'End an absence of a person'),
  who: 'administrator',
  pathSchema: onePath,
  bodySchema: absenceStartSchema,
  bodyExample: { from: '2026-12-21T09:00:00+08:00' },
  answers: oneAccount,
  problems: ['NotFound', 'InThePast'],
  handle: async ({ deps, actor, path, body }) => ({
    status: 200,
    body: await deps.accounts.endAbsence(actor, path.id, body.from),
  }),
});

/** Keeping accounts: for administrators, who do nothing else. */
export const accounts: readonly Operation[] = [
  ...[list, add, read, effects, change, retire, reinstate, resetPassword, unlock],
  ...[sessions, endSessions, endOneSession, addAbsence, endAbsence],
];
