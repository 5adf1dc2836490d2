import fc from 'fast-check';
import { findRole, findRoleNow } from '../../activities/find-role';
import { both } from '../../domain/values/text';
import type { Holder } from '../../models/directory';

const title = both('岗位', 'Post');
/** The owner stands beside the levels that the work goes up by. */
const policy = {
  owner: 'quality',
  roles: {
    clerk: { title, above: 'manager' },
    manager: { title, above: 'director' },
    director: { title },
    quality: { title },
  },
};
const levels = ['clerk', 'manager', 'director'];
const POSTS = [...levels, 'quality'];

function found(held: readonly string[], barred: readonly string[] = []) {
  const holders = (role: string): Holder[] => (held.includes(role) ? [{ id: `the ${role}` }] : []);
  return findRole(policy, { holders }, { role: 'clerk', barred: barred.map((role) => `the ${role}`) });
}

test('a vacant post means the next level up', () => {
  expect(found(POSTS)).toEqual({ role: 'clerk', vacant: [] });
  expect(found(['director', 'quality'])).toEqual({ role: 'director', vacant: ['clerk', 'manager'] });
  expect(found(POSTS, ['clerk'])).toEqual({ role: 'manager', vacant: ['clerk'] });
});

test('nobody up to the top may act: it is the owner’s, and the answer says so', () => {
  expect(found(['quality'])).toEqual({ role: 'quality', vacant: levels, nobody: true });
  expect(found(POSTS, levels)).toEqual({ role: 'quality', vacant: levels, nobody: true });
});

test('not even the owner may act: it stays at the top, and the answer says so', () => {
  expect(found([])).toEqual({ role: 'director', vacant: ['clerk', 'manager'], nobody: true });
  expect(found(POSTS, POSTS)).toEqual({ role: 'director', vacant: ['clerk', 'manager'], nobody: true });
});

test('a substitute of somebody barred is barred', () => {
  const staff = { holders: () => [{ id: 'the substitute', for: 'the clerk' }] };
  expect(findRole(policy, staff, { role: 'director', barred: ['the clerk'] }).nobody).toBe(true);
  expect(findRole(policy, staff, { role: 'director', barred: [] })).toEqual({ role: 'director', vacant: [] });
});

test('whoever holds what and is barred: whom it goes to may act, or the answer says that nobody may', () => {
  const some = fc.subarray(POSTS);
  fc.assert(
    fc.property(some, some, (held, barred) => {
      const { role, nobody } = found(held, barred);
      const mayAct = (post: string): boolean => held.includes(post) && !barred.includes(post);
      expect(nobody === true).toBe(!levels.some(mayAct));
      expect(mayAct(role)).toBe(POSTS.some(mayAct));
    }),
  );
});

test('staff are read anew before a post is passed over: somebody may have got it a moment ago', async () => {
  const read = ['director', 'quality'];
  let times = 0;
  const staff = {
    holders: (role: string): Holder[] => (read.includes(role) ? [{ id: `the ${role}` }] : []),
    freshen: () => {
      times++;
      read.push('clerk');
      return Promise.resolve();
    },
  };
  expect(await findRoleNow(policy, staff, { role: 'clerk', barred: [] })).toEqual({ role: 'clerk', vacant: [] });
  expect(await findRoleNow(policy, staff, { role: 'clerk', barred: [] })).toEqual({ role: 'clerk', vacant: [] });
  expect(times).toBe(1);
});
