import { z } from 'zod';
import { both } from '../../domain/values/text';
import type { SavedView } from '../../models/saved-views';
import type { Deps } from '../deps';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { isManager } from '../roles';

const TAG = 'Views';
const MOST_OF_PERSON = 50;
/** Parameters whose values somebody typed: they may name a customer. */
const TYPED = ['text', 'q', 'phone', 'name', 'account'];

const pathSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,40}$/, 'an id that you make: 8 to 40 letters, digits, hyphens')
    .meta({ description: 'Chosen by the client, so that a repeated request changes nothing.' }),
});
const viewSchema = z.strictObject({
  title: z.string().trim().min(1).max(60),
  page: z.string().regex(/^[a-z][a-z/-]{0,39}$/, 'a page of the console: small letters, - and /'),
  query: z.string().max(2_000).default('').meta({ description: 'Filters as in the address, without search texts.' }),
  roles: z.array(z.string().min(1).max(60)).max(20).default([]).meta({
    description: 'Roles with which the view is shared. Only managers and holders of a role may share with it.',
  }),
});
const shownSchema = viewSchema
  .extend({
    id: z.string(),
    own: z.boolean().meta({ description: 'Your own view, which you can change. Other views are shared with you.' }),
  })
  .meta({ id: 'SavedView' });

/** Lists that I want to find again, and those that are shared with my roles. */
export const listViews = defineOperation({
  id: 'listViews',
  method: 'get',
  path: '/views',
  tag: TAG,
  title: both('保存的视图', 'Saved views'),
  who: 'staff',
  answers: { 200: { description: 'By title.', schema: z.object({ items: z.array(shownSchema) }) } },
  handle: async ({ deps, actor }) => {
    const views = await deps.models.savedViews.for(actor.id, actor.roles);
    return { status: 200, body: { items: views.map((view) => shown(view, actor.id)) } };
  },
});

/** Saves a view, or changes one of mine. */
export const putView = defineOperation({
  id: 'putView',
  method: 'put',
  path: '/views/{id}',
  tag: TAG,
  title: both('保存视图', 'Save a view'),
  help: both(
    '整体替换本人同一标识的视图。共享给某角色的，限主管和担任该角色的人；所搜索的文字不予保存。',
    'Replaces your view with this id. Only managers and holders of a role may share with it. Search texts are not saved.',
  ),
  who: 'staff',
  pathSchema,
  bodySchema: viewSchema,
  bodyExample: { title: '本店逾期', page: 'tasks', query: 'place=store-east&overdue=true' },
  answers: { 200: { description: 'Saved.', schema: shownSchema } },
  problems: ['IdTaken', 'StillUsed'],
  handle: async ({ deps, actor, path: { id }, body }) => {
    const { savedViews } = deps.models;
    checkQuery(body.query);
    await checkRoles(deps, actor.roles, body.roles);
    const known = await savedViews.get(id);
    if (known === undefined && (await savedViews.countOf(actor.id)) >= MOST_OF_PERSON)
      throw new Problem('StillUsed', {
        detail: both(`最多保存 ${MOST_OF_PERSON} 个视图。`, `You can save at most ${MOST_OF_PERSON} views.`),
        wayOut: both('请先删除一些。', 'Delete some first.'),
      });
    const view = { id, owner: actor.id, ...body };
    if (!(await savedViews.put(view)))
      throw new Problem('IdTaken', { detail: both('此标识已被使用。', 'Id already taken.') });
    return { status: 200, body: shown(view, actor.id) };
  },
});

/** I need it no more. */
export const dropView = defineOperation({
  id: 'dropView',
  method: 'delete',
  path: '/views/{id}',
  tag: TAG,
  title: both('删除视图', 'Delete a view'),
  who: 'staff',
  pathSchema,
  answers: { 204: { description: 'View deleted.' } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, path: { id } }) => {
    if (!(await deps.models.savedViews.drop(id, actor.id)))
      throw new Problem('NotFound', { detail: both('您没有此视图。', 'You have no such view.') });
    return { status: 204 };
  },
});

function shown({ owner, ...view }: SavedView, staff: string): z.output<typeof shownSchema> {
  return { ...view, own: owner === staff };
}

function checkQuery(query: string): void {
  const typed = [...new URLSearchParams(query).keys()].filter((name) => TYPED.includes(name));
  if (typed.length === 0) return;
  const message = both('不保存所搜索的文字。', 'Words that were searched for are not kept.');
  throw invalid([{ field: 'query', code: 'personal', message }]);
}

async function checkRoles(deps: Deps, held: readonly string[], roles: readonly string[]): Promise<void> {
  const others = roles.filter((role) => !held.includes(role));
  if (others.length === 0) return;
  const policies = (await latestPolicies(deps)).map(({ policy }) => policy);
  if (isManager(held, policies)) return;
  throw new Problem('RoleMissing', {
    detail: both(
      `只有主管可以共享给本人未担任的角色：${others.join('、')}。`,
      `Only managers share with roles that they do not hold: ${others.join(', ')}.`,
    ),
  });
}
