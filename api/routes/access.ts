import { z } from 'zod';
import { instantSchema } from '../../domain/time/instant';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
import { ACCESS_KINDS } from '../../models/access-record';
import type { AccessEntry } from '../../models/access-record';
import type { Deps } from '../deps';
import { fileOf } from '../file-number';
import { defineOperation } from '../operation';
import type { Operation } from '../operation';
import { oneOrMore, pageQuery, pageSchema, Paging } from '../paging';
import { PROBLEM_TYPES } from '../problem-types';

const facts = z.record(z.string(), z.unknown());

const entrySchema = z
  .object({
    at: z.iso.datetime(),
    kind: z.enum(ACCESS_KINDS),
    account: z
      .string()
      .optional()
      .meta({ description: 'Staff id; `cli:<system account>` for the command line; absent if unknown.' }),
    name: z.string().optional().meta({ description: 'Name of `account`, if it is a member of staff.' }),
    for: z.string().optional().meta({ description: 'The colleague on whose behalf the request was made.' }),
    forName: z.string().optional(),
    operation: z.string().optional(),
    operationTitle: bilingualSchema.optional(),
    code: z.string().optional().meta({ description: 'Reason for the refusal.' }),
    codeTitle: bilingualSchema.optional(),
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

type Entry = z.output<typeof entrySchema>;

/** The same with what people call it. */
function named(entry: AccessEntry, { models }: Deps, operations: readonly Operation[]): Entry {
  const { account, for: colleague, operation, code } = entry;
  const known: Record<string, unknown> = {
    name: models.directory.person(account ?? '')?.name,
    forName: models.directory.person(colleague ?? '')?.name,
    operationTitle: operations.find(({ id }) => id === operation)?.title,
    codeTitle: (PROBLEM_TYPES as Partial<Record<string, { title: Bilingual }>>)[code ?? '']?.title,
  };
  const told = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<Entry>;
  return { ...entry, ...told };
}

/**
 * Who got at what, or tried to.
 * @param operations what can be asked, by whose titles entries are told
 */
export const access = (operations: () => readonly Operation[]): Operation =>
  defineOperation({
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
    handle: async ({ deps, query }) => {
      const { models, secrets } = deps;
      const { account, kind, no, from, to } = query;
      await models.staff.settle();
      await models.accessRecord.flush();
      const filter = { account, kinds: kind, no: no === undefined ? undefined : (fileOf(no)?.no ?? no), from, to };
      const paging = new Paging(secrets.fingerprint, { id: 'listAccess', query });
      const found = await models.accessRecord.list(filter, paging.request(query));
      const items = found.items.map((entry) => named(entry, deps, operations()));
      return { status: 200, body: paging.answer({ ...found, items }, query) };
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
