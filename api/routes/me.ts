import { z } from 'zod';
import { defineOperation } from '../operation';

const personSchema = z.object({ id: z.string(), name: z.string() });

/** Who I am to the API, and whom I stand in for just now. */
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
      schema: z.object({
        id: z.string(),
        name: z.string(),
        roles: z.array(z.string()).meta({
          description: 'Roles in effect for this request. When acting for a colleague, the colleague’s roles.',
        }),
        departments: z.array(z.string()),
        places: z
          .array(z.string())
          .meta({ description: 'Places where these roles are held, each including all places below it.' }),
        for: z.string().optional(),
        mayActFor: z.array(personSchema).meta({ description: 'Absent colleagues whose substitute you currently are.' }),
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
