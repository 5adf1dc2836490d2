import { z } from 'zod';
import { placeChangeSchema, placeSchema } from '../../domain/values/place';
import { both } from '../../domain/values/text';
import { defineOperation } from '../operation';
import type { Operation } from '../operation';

const TAG = 'Places';
const onePath = z.object({ id: z.string().max(100) });
const shownPlaceSchema = z
  .object({
    id: z.string(),
    title: z.object({ zh: z.string(), en: z.string() }),
    kind: z.string(),
    within: z.string().optional(),
  })
  .meta({ id: 'Place' });

const list = defineOperation({
  id: 'listPlaces',
  method: 'get',
  path: '/places',
  tag: TAG,
  title: both('场所', 'Places'),
  help: both(
    '组织的各个单位：总部、门店、网点等，构成一棵树。',
    'The units of the organisation as a tree: headquarters, stores, branches.',
  ),
  who: 'signedIn',
  answers: { 200: { description: 'By id.', schema: z.object({ items: z.array(shownPlaceSchema) }) } },
  handle: async ({ deps }) => ({ status: 200, body: { items: await deps.models.places.all() } }),
});

const add = defineOperation({
  id: 'addPlace',
  method: 'post',
  path: '/places',
  tag: TAG,
  title: both('新增场所', 'Add a place'),
  who: 'administrator',
  bodySchema: placeSchema,
  bodyExample: { id: 'store-north', title: { zh: '北城店', en: 'North store' }, kind: 'store', within: 'hq' },
  answers: { 201: { description: 'Added.', schema: shownPlaceSchema } },
  problems: ['IdTaken'],
  handle: async ({ deps, actor, body }) => {
    await deps.placeKeeping.add(actor, body);
    return { status: 201, body };
  },
});

const change = defineOperation({
  id: 'changePlace',
  method: 'patch',
  path: '/places/{id}',
  tag: TAG,
  title: both('更改场所', 'Change a place'),
  help: both(
    '未提供的不变；`within` 为 null 时置于顶层。',
    'Omitted fields stay unchanged. `within: null` moves the place to the top.',
  ),
  who: 'administrator',
  pathSchema: onePath,
  bodySchema: placeChangeSchema,
  bodyExample: { title: { zh: '北城旗舰店', en: 'North flagship store' } },
  answers: { 200: { description: 'The current place.', schema: shownPlaceSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, path, body }) => ({
    status: 200,
    body: await deps.placeKeeping.change(actor, path.id, body),
  }),
});

const remove = defineOperation({
  id: 'removePlace',
  method: 'delete',
  path: '/places/{id}',
  tag: TAG,
  title: both('删除场所', 'Remove a place'),
  help: both(
    '有人任职、有案件或有下级的场所不能删除。',
    'A place with posts, cases or places below it cannot be removed.',
  ),
  who: 'administrator',
  pathSchema: onePath,
  answers: { 204: { description: 'Removed.' } },
  problems: ['NotFound', 'StillUsed'],
  handle: async ({ deps, actor, path }) => {
    await deps.placeKeeping.remove(actor, path.id);
    return { status: 204 };
  },
});

/** The organisation's units: everybody reads them, administrators keep them. */
export const places: readonly Operation[] = [list, add, change, remove];
