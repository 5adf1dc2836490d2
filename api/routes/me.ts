import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/text';
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
  title: { zh: '我的身份', en: 'Who I am' },
  who: 'signedIn',
  answers: {
    200: {
      description: 'The session’s person.',
      schema: z
        .object({
          id: z.string(),
          name: z.string(),
          roles: z
            .array(z.string())
            .meta({ description: 'In force for this request: those of the colleague, if acting for one.' }),
          departments: z.array(z.string()),
          places: z
            .array(z.string())
            .meta({ description: 'Units at which these roles are held, and with each all below it.' }),
          roleTitles: titles,
          departmentTitles: titles,
          placeTitles: titles,
          for: z.string().optional(),
          can: abilitiesSchema.meta({ description: 'What these roles open; each operation asks again.' }),
          mayActFor: z
            .array(personSchema)
            .meta({ description: 'Colleagues who are away and whose substitute you are now.' }),
          prefs: preferencesSchema,
          draftKey: z.string().meta({
            description:
              'base64url, 32 bytes: encrypts in the browser what could not be sent. One’s own, the same in every session.',
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
