import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE } from '../../domain/case/eligibility';
import { shippedPolicies } from '../support/policies';
import { mayAnytime, mayDo, SITUATIONS } from './cells';
import type { Situation } from './cells';
import { askedFor, oracle, oracleAnytime, policyFile } from './oracle';
import { pagesOfPermissions } from './pages';
import { waitsOf } from './waits';
import type { Wait } from './waits';

const FOLDER = join(__dirname, '..', '..', 'policies');
const SITUATION_NAMES = Object.keys(SITUATIONS) as Situation[];
const bundles = shippedPolicies();

function cellsOf(wait: Wait, roles: readonly string[]) {
  return roles.flatMap((role) => SITUATION_NAMES.map((situation) => ({ role, situation, wait })));
}

describe.each(bundles)('$policy.id', (bundle) => {
  const { policy } = bundle;
  const pack: unknown = policyFile(FOLDER, policy.id);
  const roles = [...Object.keys(policy.roles), 'auditor', 'payroll'];

  test('each task asks whom the policy file says', async () => {
    for (const { line, step, actions, who } of await waitsOf(bundle))
      for (const action of actions)
        expect({ step, action, who, asked: askedFor(pack, line, step, action) }).toMatchObject({
          asked: expect.arrayContaining([who]) as string[],
        });
  });

  test('each cell of who may do a task is as the policy file says', async () => {
    const waits = await waitsOf(bundle);
    const wrong = waits
      .flatMap((wait) => cellsOf(wait, roles))
      .filter((cell) => mayDo(policy, cell.wait, cell.role, cell.situation) !== oracle(pack, cell));
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('each cell of what is possible at any time is as the policy file says', () => {
    const wrong = policy.anytime.flatMap((action) =>
      roles.flatMap((role) =>
        SITUATION_NAMES.filter(
          (situation) => mayAnytime(policy, action, role, situation) !== oracleAnytime(pack, action, role, situation),
        ).map((situation) => ({ action, role, situation })),
      ),
    );
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

test.each(Object.keys(RULE))('without the check "%s" cells are wrong', async (check) => {
  let wrong = 0;
  for (const bundle of bundles) {
    const pack: unknown = policyFile(FOLDER, bundle.policy.id);
    for (const wait of await waitsOf(bundle))
      for (const cell of cellsOf(wait, Object.keys(bundle.policy.roles)))
        if (mayDo(bundle.policy, cell.wait, cell.role, cell.situation, check) !== oracle(pack, cell)) wrong++;
    if (wrong > 0) return;
  }
  expect(wrong).toBeGreaterThan(0);
});

test('docs/permissions.md and its pages are as script/permissions writes them, and there is no other', async () => {
  const docs = join(FOLDER, '..', 'docs');
  const pages = await pagesOfPermissions(bundles);
  for (const [file, text] of Object.entries(pages)) expect(readFileSync(join(docs, file), 'utf8')).toBe(text);
  const there = readdirSync(join(docs, 'permissions')).map((file) => `permissions/${file}`);
  expect(there.sort()).toEqual(
    Object.keys(pages)
      .filter((file) => file.includes('/'))
      .sort(),
  );
});
