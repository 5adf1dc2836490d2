import type { PolicyBundle } from '../../domain/policy/bundle';
import { indexPage, packPage } from './page';

/** All pages by file name within `docs/`. */
export async function pagesOfPermissions(bundles: readonly PolicyBundle[]): Promise<Record<string, string>> {
  const pages: Record<string, string> = { 'permissions.md': indexPage(bundles) };
  for (const bundle of bundles) pages[`permissions/${bundle.policy.id}.md`] = await packPage(bundle);
  return pages;
}
