import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import { knownPosts } from '../accounts/posts';
import { defineOperation } from '../operation';
import { knownPolicies } from '../policies';
import { OWN_ROLES } from '../roles';
import { departmentTitles, roleTitles } from '../titles';

const titled = z.object({ id: z.string(), title: bilingualSchema });

/** What can be said of somebody's post, for whoever keeps accounts and reads no policy. */
export const posts = defineOperation({
  id: 'listPosts',
  method: 'get',
  path: '/posts',
  tag: 'Accounts',
  title: both('可任的角色与部门', 'Roles and departments'),
  help: both(
    '已发布的办法中的角色和部门，以及系统自有的角色；账号只能担任这些。',
    'Roles and departments of published policies, and the built-in roles. Accounts can hold no others.',
  ),
  who: 'overseer',
  answers: {
    200: {
      description: 'Those of the program first, then by id.',
      schema: z.object({
        roles: z.array(
          titled.extend({ own: z.literal(true).optional().meta({ description: 'Of the program, not of a policy.' }) }),
        ),
        departments: z.array(titled),
      }),
    },
  },
  handle: async ({ deps }) => {
    const [known, bundles] = await Promise.all([knownPosts(deps.models), knownPolicies(deps)]);
    const ofPolicies = [...known.roles].filter((role) => !OWN_ROLES.includes(role)).sort();
    const roles = [...OWN_ROLES, ...ofPolicies];
    const departments = [...known.departments].sort();
    const titles = { roles: roleTitles(roles, bundles), departments: departmentTitles(departments, bundles) };
    return {
      status: 200,
      body: {
        roles: roles.map((id) => ({
          ...{ id, title: titles.roles[id] ?? both(id, id) },
          ...(OWN_ROLES.includes(id) ? { own: true } : {}),
        })),
        departments: departments.map((id) => ({ id, title: titles.departments[id] ?? both(id, id) })),
      },
    };
  },
});
