import { z } from 'zod';
import { defineOperation } from '../operation';

const personSchema = z.object({ id: z.string(), name: z.string() });

/** Who I am to the API, and whom I stand in for just now. */
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
      schema: z.object({
        id: z.string(),
        name: z.string(),
        roles: z
          .array(z.string())
          .meta({ description: 'In force for this request: those of the colleague, if acting for one.' }),
        departments: z.array(z.string()),
        places: z
          .array(z.string())
          .meta({ description: 'Units at which these roles are held, and with each all below it.' }),
        for: z.string().optional(),
        mayActFor: z
          .array(personSchema)
          .meta({ description: 'Colleagues who are away and whose substitute you are now.' }),
      }),
    },
  },
  handle: ({ deps, actor: { id, roles, departments, places = [], for: colleague } }) => ({
    status: 200,
    body: {
      ...{ id, roles, departments, places, ...(colleague === undefined ? {} : { for: colleague }) },
      name: deps.models.directory.person(id)?.name ?? id,
      mayActFor: deps.models.directory
        .standsInFor(id, deps.clock().toISOString())
        .map(({ id: away, name }) => ({ id: away, name })),
    },
  }),
});
