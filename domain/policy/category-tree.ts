import type { Bilingual } from '../values/text';
import type { PolicyProblem } from '../rules/policy/problem';

/** A category as a policy file writes it; what it leaves out is as in the category that it lies within. */
export interface WrittenCategory {
  title: Bilingual;
  remedies?: string[] | undefined;
  /** The category that this one lies within. */
  within?: string | undefined;
  /** It only holds others together: no complaint is recorded under it. */
  heading?: true | undefined;
}

/** A category with everything that it has inherited. */
export type Category = WrittenCategory & { remedies: string[] };

type Tree = Readonly<Record<string, WrittenCategory>>;

/** Whoever takes a complaint has to find its category while the customer waits. */
const MOST_LEVELS = 4;

/** Whether any category lies within another. */
export function isTree(categories: Tree): boolean {
  return Object.values(categories).some(({ within }) => within !== undefined);
}

/** From the top category to this one, which is the last; what the policy doesn't know stands alone. */
export function pathOfCategory(categories: Tree, id: string): string[] {
  const path: string[] = [];
  for (let at: string | undefined = id; at !== undefined && !path.includes(at); at = categories[at]?.within)
    path.unshift(at);
  return path;
}

/**
 * What an event that gives a case its category says of the category's place, so that the case knows it from its events
 * alone. Nothing under a policy without a tree.
 */
export function placeOfCategory({ categories }: { categories: Tree }, id: string): { categories?: string[] } {
  return isTree(categories) ? { categories: pathOfCategory(categories, id) } : {};
}

/** The category itself and all that lie within it, however deep. */
export function categoriesWithin(categories: Tree, id: string): string[] {
  return [id, ...Object.keys(categories).filter((one) => one !== id && pathOfCategory(categories, one).includes(id))];
}

/** Categories under which a complaint may be recorded. */
export function recordableCategories(categories: Tree): string[] {
  return Object.keys(categories).filter((id) => categories[id]?.heading !== true);
}

/** What people call it, with what it lies within: `网络质量 › 宽带`. An id that the policy doesn't know stands for itself. */
export function titleOfCategory(categories: Tree, id: string): Bilingual {
  const titles = pathOfCategory(categories, id).map((one) => categories[one]?.title ?? { zh: one, en: one });
  return { zh: titles.map(({ zh }) => zh).join(' › '), en: titles.map(({ en }) => en).join(' › ') };
}

/** Every category with what it doesn't say itself, from the nearest above it that says it. */
export function withInherited(categories: Tree): Record<string, Category> {
  return Object.fromEntries(
    Object.entries(categories).map(([id, category]) => [
      id,
      { ...category, remedies: remediesOf(categories, id) ?? [] },
    ]),
  );
}

function remediesOf(categories: Tree, id: string): string[] | undefined {
  const nearest = pathOfCategory(categories, id).findLast((one) => categories[one]?.remedies !== undefined);
  return nearest === undefined ? undefined : categories[nearest]?.remedies;
}

/** Mistakes that a tree can have: a branch that hangs on nothing, a loop, too many levels, an empty heading. */
export function checkCategories(categories: Tree): PolicyProblem[] {
  return Object.entries(categories).flatMap(([id, { heading }]) => {
    const problem = (part: string, message: string, hint: string): PolicyProblem => ({
      field: ['categories', id, ...(part === '' ? [] : [part])].join('.'),
      ...{ message, hint },
    });
    const path = pathOfCategory(categories, id);
    const [top = id] = path;
    const above = categories[top]?.within;
    // Going up comes back to where it was; said once, at the first category of the loop.
    if (above !== undefined && path.includes(above))
      return above === id && Object.keys(categories).find((one) => path.includes(one)) === id
        ? [
            problem(
              'within',
              `"${id}" lies within itself: ${[...path.toReversed(), id].join(' → ')}.`,
              'Remove "within" from one of them.',
            ),
          ]
        : [];
    return [
      ...(path.length > MOST_LEVELS
        ? [
            problem(
              'within',
              `"${id}" lies ${path.length} levels deep; there are ${MOST_LEVELS} at most.`,
              'Put the category higher, so that staff can find it.',
            ),
          ]
        : []),
      ...(remediesOf(categories, id) === undefined
        ? [problem('remedies', `"${id}" does not say which remedies it allows.`, 'Add "remedies"; "[]" allows none.')]
        : []),
      ...(heading === true && categoriesWithin(categories, id).length === 1
        ? [problem('heading', `nothing lies within "${id}".`, 'Remove "heading", or put categories within this one.')]
        : []),
    ];
  });
}
