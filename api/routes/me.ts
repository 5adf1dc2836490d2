import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import { abilitiesOf, abilitiesSchema } from '../abilities';
import { defineOperation } from '../operation';
import { storeFailureOf } from '../../models/store-failure';
import { knownPolicies } from '../policies';
import { offlineKey } from '../session/own-key';
import { departmentTitles, placeTitles, roleTitles } from '../titles';

const personSchema = z.object({ id: z.string(), name: z.string() });
const titles = z.record(z.string(), bilingualSchema);

const preferencesSchema = z.strictObject({
  language: z.enum(['zh', 'en']).optional(),
  density: z.enum(['compact', 'comfortable']).optional(),
  letterKeys: z.boolean().optional().meta({ description: 'Whether single letters are keys; they are by default.' }),
});

/** Who I am to the API, what I may do, and whom I stand in for just now. */
export const me = defineOperation({
  id: 'me',
  method: 'get',
  path: '/me',
  tag: 'Session',
  title: { zh: '我的身份', en: 'My identity' },
  who: 'signedIn',
  answers: {
    200: {
      description: 'The person of this session.',
      schema: z
        .object({
          id: z.string(),
          name: z.string(),
          roles: z.array(z.string()).meta({
            description: 'Roles in effect for this request. When acting for a colleague, the colleague’s roles.',
          }),
          departments: z.array(z.string()),
          places: z
            .array(z.string())
            .meta({ description: 'Places where these roles are held, each including all places below it.' }),
          roleTitles: titles,
          departmentTitles: titles,
          placeTitles: titles,
          for: z.string().optional(),
          can: abilitiesSchema.meta({ description: 'What these roles allow. Each operation checks again.' }),
          mayActFor: z
            .array(personSchema)
            .meta({ description: 'Absent colleagues whose substitute you currently are.' }),
          prefs: preferencesSchema,
          draftKey: z.string().meta({
            description:
              'base64url, 32 bytes: key with which the browser encrypts unsent entries. Personal, the same in every session.',
          }),
          expiresAt: z.iso.datetime().optional().meta({ description: 'When this session ends.' }),
        })
        .meta({ id: 'Me' }),
    },
  },
  handle: async ({ deps, session, actor: { id, roles, departments, places = [], for: colleague } }) => {
    const { directory, preferences, sessions } = deps.models;
    const [bundles, prefs, draftKey, row] = await Promise.all([
      knownPolicies(deps),
      whileStored(preferences.get(id)),
      offlineKey(deps.keyStore, id),
      whileStored(sessions.get(session)),
    ]);
    return {
      status: 200,
      body: {
        ...{ id, roles, departments, places, ...(colleague === undefined ? {} : { for: colleague }) },
        name: directory.person(id)?.name ?? id,
        roleTitles: roleTitles(roles, bundles),
        departmentTitles: departmentTitles(departments, bundles),
        placeTitles: placeTitles(places, directory),
        can: abilitiesOf({ roles }, bundles),
        mayActFor: directory
          .standsInFor(id, deps.clock().toISOString())
          .map(({ id: away, name }) => ({ id: away, name })),
        ...{ prefs: prefs ?? {}, draftKey },
        ...(row === undefined ? {} : { expiresAt: row.expiresAt }),
      },
    };
  },
});

/** What is told where it is there: who somebody is does not depend on it, nor on the database. */
async function whileStored<T>(read: Promise<T>): Promise<T | undefined> {
  return read.catch((error: unknown) => {
    if (storeFailureOf(error) === undefined) throw error;
    return undefined;
  });
}

/** How I like to have the console. */
export const putPreferences = defineOperation({
  id: 'putPreferences',
  method: 'put',
  path: '/me/preferences',
  tag: 'Session',
  title: both('我的偏好', 'My preferences'),
  help: both(
    '整体替换；未填的按浏览器。',
    'They take the place of those before; what is left out is as the browser has it.',
  ),
  who: 'signedIn',
  bodySchema: preferencesSchema,
  bodyExample: { language: 'zh', density: 'compact' },
  answers: { 200: { description: 'As they are now.', schema: preferencesSchema } },
  handle: async ({ deps, actor, body }) => {
    await deps.models.preferences.put(actor.id, body);
    return { status: 200, body };
  },
});
