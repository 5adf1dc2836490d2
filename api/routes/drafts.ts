import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bytesOf } from '../../domain/values/byte-size';
import { both } from '../../domain/values/text';
import type { KeptDraft } from '../../models/drafts';
import { seal } from '../../vault/sealing';
import { Vault } from '../../vault/vault';
import type { Deps } from '../deps';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { Problem } from '../problem';
import { ownKey, ownKeyName } from '../session/own-key';

const TAG = 'Drafts';
const MOST_BYTES = 64 * 1024;
const MOST_DRAFTS = 200;
const KEPT_MS = 14 * 24 * 3_600_000;

const pathSchema = z.object({
  key: z
    .string()
    .regex(/^[\w.:/~-]{1,200}$/, 'letters, digits and . _ : / ~ -, 200 at most')
    .meta({ description: 'Your own name for it: the task, the form. Nothing that a person wrote; it stays readable.' }),
});

const draftSchema = z
  .object({
    key: z.string(),
    draft: z.unknown().meta({ description: 'As it was put.' }),
    savedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Draft' });

/** Keeps what I have typed and not sent. */
export const putDraft = defineOperation({
  id: 'putDraft',
  method: 'put',
  path: '/drafts/{key}',
  tag: TAG,
  title: both('保存草稿', 'Keep a draft'),
  help: both(
    '以本人密钥加密保存 14 天，只有本人能读取，代理人也不能。整体替换同名草稿；每件至多 64 KB，每人至多 200 件。',
    'Sealed under your own key for 14 days; nobody else reads it, a substitute neither. It takes the place of the one of the ' +
      'same key. 64 KB a draft and 200 drafts a person at most.',
  ),
  who: 'signedIn',
  pathSchema,
  bodySchema: z.strictObject({ draft: z.unknown() }),
  bodyExample: { draft: { text: '客户来电称电饭煲漏电' } },
  answers: { 200: { description: 'Kept.', schema: draftSchema.omit({ draft: true }).meta({ id: 'DraftKept' }) } },
  problems: ['DraftsFull'],
  handle: async ({ deps, actor: { id }, path: { key }, body: { draft = null } }) => {
    if (bytesOf(draft) > MOST_BYTES)
      throw invalid([
        { field: 'draft', code: 'too_big', message: both('草稿至多 64 KB。', 'A draft has at most 64 KB.') },
      ]);
    const { drafts } = deps.models;
    const now = deps.clock();
    const keys = await drafts.keysOf(id, now.toISOString());
    if (keys.length >= MOST_DRAFTS && !keys.includes(key))
      throw new Problem('DraftsFull', {
        detail: both(`最多保存 ${MOST_DRAFTS} 件草稿。`, `There are ${MOST_DRAFTS} drafts, which is the most.`),
        wayOut: both('请先提交或删除一些草稿。', 'Send or delete some first.'),
      });
    const expiresAt = new Date(now.getTime() + KEPT_MS).toISOString();
    const place = { no: ownKeyName(id), field: fieldOf(key) };
    const sealed = seal(await ownKey(deps.keyStore, id), place, JSON.stringify(draft));
    const kept = { key, sealed, savedAt: now.toISOString(), expiresAt };
    await drafts.put(id, kept);
    return { status: 200, body: { key, savedAt: kept.savedAt, expiresAt } };
  },
});

/** What I have kept under a key. */
export const readDraft = defineOperation({
  id: 'readDraft',
  method: 'get',
  path: '/drafts/{key}',
  tag: TAG,
  title: both('读取草稿', 'Read a draft'),
  who: 'signedIn',
  pathSchema,
  answers: { 200: { description: 'The draft.', schema: draftSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, actor: { id }, path: { key } }) => {
    const kept = await deps.models.drafts.get(id, key, deps.clock().toISOString());
    const draft = kept === undefined ? undefined : await opened(deps, id, kept);
    if (draft === undefined) throw new Problem('NotFound', { detail: both('没有此草稿。', 'There is no such draft.') });
    return { status: 200, body: draft };
  },
});

/** Everything that I have kept. */
export const listDrafts = defineOperation({
  id: 'listDrafts',
  method: 'get',
  path: '/drafts',
  tag: TAG,
  title: both('我的草稿', 'My drafts'),
  who: 'signedIn',
  querySchema: z.strictObject({
    start: z.string().max(200).optional().meta({ description: 'Only those whose key begins so.' }),
  }),
  answers: { 200: { description: 'The newest first.', schema: z.object({ items: z.array(draftSchema) }) } },
  handle: async ({ deps, actor: { id }, query: { start = '' } }) => {
    const kept = await deps.models.drafts.of(id, deps.clock().toISOString());
    const items = await Promise.all(
      kept.filter(({ key }) => key.startsWith(start)).map((one) => opened(deps, id, one)),
    );
    return { status: 200, body: { items: items.filter((one) => one !== undefined) } };
  },
});

/** I need it no more. */
export const dropDraft = defineOperation({
  id: 'dropDraft',
  method: 'delete',
  path: '/drafts/{key}',
  tag: TAG,
  title: both('删除草稿', 'Delete a draft'),
  who: 'signedIn',
  pathSchema,
  answers: { 204: { description: 'Draft deleted, or it did not exist.' } },
  handle: async ({ deps, actor, path: { key } }) => {
    await deps.models.drafts.drop(actor.id, key);
    return { status: 204 };
  },
});

/** One’s own words are no reading of personal data: nothing is noted. Undefined where the key is gone. */
async function opened(
  { keyStore }: Pick<Deps, 'keyStore'>,
  staff: string,
  { sealed, ...rest }: KeptDraft,
): Promise<z.output<typeof draftSchema> | undefined> {
  const text = await new Vault(keyStore).open(sealed, ownKeyName(staff));
  return text === undefined ? undefined : { ...rest, draft: JSON.parse(text) as unknown };
}

/** Authenticated with the text, so that one draft can't be put in the place of another. */
function fieldOf(key: string): string {
  return `draft.${createHash('sha256').update(key).digest('hex')}`;
}
