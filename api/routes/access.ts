import { z } from 'zod';
import { both } from '../../domain/text';
import { ACCESS_KINDS } from '../../models/access-record';
import { fileOf } from '../file-number';
import { defineOperation } from '../operation';
import { oneOrMore, pageQuery, pageSchema, Paging } from '../paging';
import { instantSchema } from '../../domain/instant';

const facts = z.record(z.string(), z.unknown());

const entrySchema = z
  .object({
    at: z.iso.datetime(),
    kind: z.enum(ACCESS_KINDS),
    account: z
      .string()
      .optional()
      .meta({ description: 'Staff id; `cli:<system account>` for the command line; absent if unknown.' }),
    for: z.string().optional().meta({ description: 'The colleague on whose behalf the request was made.' }),
    operation: z.string().optional(),
    code: z.string().optional().meta({ description: 'Reason for the refusal.' }),
    no: z.string().optional().meta({ description: 'Number of the file, or name of the key used.' }),
    opened: z.int().optional().meta({ description: 'Number of texts decrypted for the reader.' }),
    erased: z.int().optional(),
    unreadable: z.int().optional(),
    what: z.string().optional().meta({ description: 'What was changed.' }),
    whom: z.string().optional().meta({ description: 'Account or place that was changed.' }),
    before: facts.optional().meta({ description: 'Changed fields before the change.' }),
    after: facts.optional().meta({ description: 'Changed fields after the change.' }),
    count: z
      .int()
      .optional()
      .meta({ description: 'Number of similar requests by unknown callers within a short time.' }),
  })
  .meta({ id: 'AccessEntry' });

/** Who got at what, or tried to. */
export const access = defineOperation({
  id: 'listAccess',
  method: 'get',
  path: '/audit/access',
  tag: 'Audit',
  title: both('访问记录', 'Access record'),
  help: both(
    '被拒绝的请求、失败和成功的登录、个人信息的查看、账号与场所的变更，最新的在前。只有编号和代码，没有任何人写的内容；不存在的账号只计次数。',
    'Refused requests, failed and successful sign-ins, access to personal data, changes of accounts and places, newest first. Contains ids and codes only, no free text. Unknown accounts are counted, not named.',
  ),
  who: 'auditor',
  querySchema: z.strictObject({
    ...pageQuery,
    account: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'The person who acted, on whose behalf, or who was affected.' }),
    kind: oneOrMore(z.enum(ACCESS_KINDS)).optional(),
    no: z.string().max(100).optional().meta({ description: 'Number of a file, in canonical form or as typed.' }),
    from: instantSchema().optional(),
    to: instantSchema().optional().meta({ description: 'Exclusive.' }),
  }),
  answers: { 200: { description: 'Entries.', schema: pageSchema(entrySchema) } },
  handle: async ({ deps: { models, secrets }, query }) => {
    const { account, kind, no, from, to } = query;
    await models.staff.settle();
    await models.accessRecord.flush();
    const filter = { account, kinds: kind, no: no === undefined ? undefined : (fileOf(no)?.no ?? no), from, to };
    const paging = new Paging(secrets.fingerprint, { id: 'listAccess', query });
    return { status: 200, body: paging.answer(await models.accessRecord.list(filter, paging.request(query)), query) };
  },
});

/** The same of accounts and places alone, for those who keep them too. */
export const accountChanges = defineOperation({
  id: 'listAccountChanges',
  method: 'get',
  path: '/accounts/changes',
  tag: 'Accounts',
  title: both('账号变更', 'Account and place changes'),
  help: both(
    '谁在何时对谁的账号或哪个场所做了什么变更，变更前后各是什么。最新的在前。',
    'Who changed which account or place, when, and the values before and after. Newest first.',
  ),
  who: 'overseer',
  querySchema: z.strictObject({ ...pageQuery, account: z.string().max(100).optional() }),
  answers: { 200: { description: 'Entries.', schema: pageSchema(entrySchema) } },
  handle: async ({ deps: { models, secrets }, query }) => {
    await models.staff.settle();
    const filter = { account: query.account, kinds: ['accountChanged', 'placeChanged'] as const };
    const paging = new Paging(secrets.fingerprint, { id: 'listAccountChanges', query });
    return { status: 200, body: paging.answer(await models.accessRecord.list(filter, paging.request(query)), query) };
  },
});
