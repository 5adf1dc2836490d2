import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import { FIGURES, marksBehind } from '../../domain/reports/figures';
import type { FigureName } from '../../domain/reports/figures';
import { MARKS } from '../../domain/reports/mark';
import { MARK_TITLES } from '../../domain/reports/mark-titles';
import type { MarkFound } from '../../models/marks';
import type { Position } from '../../models/page';
import type { Paging } from '../paging';
import { without } from '../without';

const markSchema = z
  .object({
    no: z.string().meta({ description: 'Complaint number.' }),
    policy: z.string(),
    what: z.enum(MARKS),
    title: bilingualSchema,
    at: z.iso.datetime(),
    value: z
      .number()
      .optional()
      .meta({ description: 'Milliseconds since the complaint came in, or fen, as the figure is.' }),
    place: z.string().optional(),
    category: z.string().optional(),
    department: z.string().optional(),
  })
  .meta({ id: 'Mark' });

/** Marks one by one. There is no total: the figure is that. */
export const marksSchema = z.object({
  title: bilingualSchema,
  definition: bilingualSchema,
  unit: z.enum(['count', 'share', 'duration', 'fen', 'percent']),
  what: z.array(z.enum(MARKS)).meta({ description: 'The kinds of mark of which the figure is made.' }),
  items: z.array(markSchema),
  perPage: z.int(),
  next: z.string().optional().meta({ description: '`cursor` of the next page; absent on the last.' }),
});

/** Marks as they are answered, under what their figure is called and how it is counted. */
export function marksPage(
  figure: FigureName,
  { items, next }: { items: readonly MarkFound[]; next?: Position },
  paging: Paging,
  asked: { perPage: number },
): z.output<typeof marksSchema> {
  const { title, definition, unit } = FIGURES[figure];
  const shown = items.map((mark) => shownMark(unit, mark));
  const page = paging.answer({ items: shown, total: { count: 0 }, ...(next === undefined ? {} : { next }) }, asked);
  return { ...{ title, definition, unit, what: marksBehind(figure) }, ...without(page, 'total', 'totalIs') };
}

/** Units of figures whose marks may be shown with their values: a percentage of a penalty is its person's. */
const WITH_VALUES = ['duration', 'fen'];

/** A mark as whoever may read the figure sees it: the case, and nobody's name. */
function shownMark(unit: string, mark: MarkFound): z.output<typeof markSchema> {
  const { no, policy, what, at, value, place, category, department } = mark;
  const sign = what === 'takenBack' ? -1 : 1;
  return {
    ...{ no, policy, what, title: MARK_TITLES[what], at },
    ...(value !== undefined && WITH_VALUES.includes(unit) ? { value: sign * value } : {}),
    ...(place === undefined ? {} : { place }),
    ...(category === undefined ? {} : { category }),
    ...(department === undefined ? {} : { department }),
  };
}
