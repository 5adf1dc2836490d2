import { titleOfCategory } from '../../domain/policy/category-tree';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Dashboard } from '../../domain/reports/dashboard';
import { STAGES } from '../../domain/stages';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
import type { Directory } from '../../models/directory';
import { roleTitles } from '../titles';

/** The rows of a dashboard with what policies and directory call them. Causes are codes, and called what they are. */
export function withTitles(
  { open, load, categories, topCategories, ...more }: Dashboard,
  bundles: readonly PolicyBundle[],
  directory: Pick<Directory, 'person'>,
) {
  const policyOf = (id: string) => bundles.find(({ policy }) => policy.id === id)?.policy;
  const stage = (policy: string, id: string): Bilingual => {
    const known = policyOf(policy);
    const step = [known?.main ?? [], ...(known?.tracks ?? []).map(({ steps }) => steps)]
      .flat()
      .find((one) => one.id === id);
    if (step === undefined) return id === '' ? both('主流程已结束', 'Main line ended') : both(id, id);
    return step.title ?? STAGES[step.stage].title;
  };
  const category = (policy: string, id: string): Bilingual => {
    const known = policyOf(policy);
    return known === undefined ? both(id, id) : titleOfCategory(known.categories, id);
  };
  const titled = (rows: Dashboard['categories']) =>
    rows.map((row) => ({ ...row, title: category(row.policy, row.category) }));
  const roles = roleTitles(
    load.flatMap(({ role }) => role ?? []),
    bundles,
  );
  const holder = ({ person, role = '' }: Dashboard['load'][number]): Bilingual => {
    if (person === undefined) return roles[role] ?? both(role, role);
    const name = directory.person(person)?.name ?? person;
    return both(name, name);
  };
  return {
    ...more,
    open: {
      ...open,
      byStage: open.byStage.map((row) => ({ ...row, title: stage(row.policy, row.stage) })),
      byDepartment: open.byDepartment.map((row) => ({
        ...row,
        title: policyOf(row.policy)?.departments[row.department]?.title ?? both(row.department, row.department),
      })),
    },
    load: load.map((row) => ({ ...row, title: holder(row) })),
    categories: titled(categories),
    topCategories: titled(topCategories),
  };
}
