import fc from 'fast-check';
import type { NewEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import { factsOf } from '../../domain/case/known-facts';
import { categoriesWithin, checkCategories, pathOfCategory, withInherited } from '../../domain/policy/category-tree';
import type { WrittenCategory } from '../../domain/policy/category-tree';
import { dashboardOf } from '../../domain/reports/dashboard';
import { marksOf } from '../../domain/reports/mark';
import { emptyCase } from '../../domain/case/state';
import { eventsOf, recorded } from '../models/case-events';

const named = (id: string): WrittenCategory => ({ title: { zh: id, en: id } });

/** Each category lies within one that was written before it, or within none: any forest can be made so. */
const forest = fc
  .array(fc.record({ above: fc.option(fc.nat()), says: fc.option(fc.subarray(['refund', 'gift'])) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((written) =>
    Object.fromEntries(
      written.map(({ above, says }, i): [string, WrittenCategory] => [
        `c${i}`,
        {
          ...named(`c${i}`),
          ...(above === null || i === 0 ? {} : { within: `c${above % i}` }),
          ...(says === null ? {} : { remedies: says }),
        },
      ]),
    ),
  );

describe('in any forest of categories', () => {
  test('a path leads from a top category to the category itself, each within the one before', () => {
    fc.assert(
      fc.property(forest, (categories) => {
        for (const id of Object.keys(categories)) {
          const path = pathOfCategory(categories, id);
          expect(path.at(-1)).toBe(id);
          expect(path.map((one) => categories[one]?.within)).toEqual([undefined, ...path.slice(0, -1)]);
        }
      }),
    );
  });

  test('a category lies within another if the other is on its path', () => {
    fc.assert(
      fc.property(forest, (categories) => {
        const ids = Object.keys(categories);
        for (const above of ids)
          expect(categoriesWithin(categories, above).sort()).toEqual(
            ids.filter((id) => pathOfCategory(categories, id).includes(above)).sort(),
          );
      }),
    );
  });

  test('what a category says of its remedies is so; what it does not say is as in the one it lies within', () => {
    fc.assert(
      fc.property(forest, (categories) => {
        const whole = withInherited(categories);
        for (const [id, { remedies, within }] of Object.entries(categories))
          expect(whole[id]?.remedies).toEqual(remedies ?? (within === undefined ? [] : whole[within]?.remedies));
      }),
    );
  });

  test('nothing is found wrong but what the forest lacks: too many levels, or remedies that nobody says', () => {
    fc.assert(
      fc.property(forest, (categories) => {
        const wrong = Object.keys(categories).flatMap((id) => {
          const path = pathOfCategory(categories, id);
          return [
            ...(path.length > 4 ? [`categories.${id}.within`] : []),
            ...(path.every((one) => categories[one]?.remedies === undefined) ? [`categories.${id}.remedies`] : []),
          ];
        });
        expect(checkCategories(categories).map(({ field }) => field)).toEqual(wrong);
      }),
    );
  });
});

describe('a case knows where its category lies from its events', () => {
  const no = 'C261122-4K7QMXD';
  const recordedIn = (...categories: string[]): NewEvent => {
    const event = recorded({ category: categories.at(-1) });
    return { ...event, data: { ...event.data, categories } };
  };
  const sorted = (...categories: string[]): NewEvent => ({
    type: 'CategoryJudged',
    data: { category: categories.at(-1), categories },
  });
  const lifeOf = (...news: NewEvent[]) => {
    let state = emptyCase(no, { id: 'p', version: '1.0.0', bundleHash: '' });
    const marks = eventsOf(no, news).flatMap((event) => {
      const before = state;
      state = evolve(state, event);
      return marksOf(before, event, state);
    });
    return { facts: factsOf(state), marks };
  };

  test('tables see it with all that it lies in, from the top', () => {
    expect(lifeOf(recordedIn('network', 'broadband')).facts).toMatchObject({
      category: 'broadband',
      categories: ['network', 'broadband'],
      topCategory: 'network',
    });
  });

  test('sorted anew it lies elsewhere', () => {
    expect(lifeOf(recordedIn('network', 'broadband'), sorted('billing')).facts).toMatchObject({
      category: 'billing',
      categories: ['billing'],
      topCategory: 'billing',
    });
  });

  test('under a policy without a tree it is its own top', () => {
    expect(lifeOf(recorded({ category: 'quality' })).facts).toMatchObject({
      categories: ['quality'],
      topCategory: 'quality',
    });
  });

  test('it is counted once by category and once by top category; a policy without a tree has the one only', () => {
    const [inTree] = lifeOf(recordedIn('network', 'broadband')).marks;
    expect(inTree).toMatchObject({ what: 'received', category: 'broadband', topCategory: 'network' });
    expect(lifeOf(recorded()).marks[0]).not.toHaveProperty('topCategory');
  });
});

test('a dashboard counts what lies within a top category there as well, and in the total once', () => {
  const day = '2026-11-22';
  const counter = (dimension: string, value: string, received: number) => ({
    ...{ policy: 'p', day, dimension, value, counts: { received } },
  });
  const { figures, categories, topCategories } = dashboardOf({
    ...{ now: `${day}T04:00:00Z`, today: day, from: day, to: day, standing: [] },
    days: [
      counter('', '', 6),
      counter('category', 'broadband', 3),
      counter('category', 'network', 2),
      counter('category', 'billing', 1),
      counter('topCategory', 'network', 5),
      counter('topCategory', 'billing', 1),
    ],
  });
  expect(figures.received).toBe(6);
  expect(categories.map(({ category, received }) => [category, received])).toEqual([
    ['broadband', 3],
    ['network', 2],
    ['billing', 1],
  ]);
  expect(topCategories.map(({ category, received }) => [category, received])).toEqual([
    ['network', 5],
    ['billing', 1],
  ]);
});
