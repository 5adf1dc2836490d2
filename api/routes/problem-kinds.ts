import { z } from 'zod';
import { both } from '../../domain/values/text';
import { defineOpenOperation } from '../operation';
import { Problem } from '../problem';
import { asProblemCode, PROBLEM_TYPES } from '../problem-types';

const kindSchema = z
  .object({ code: z.string(), status: z.int(), title: z.object({ zh: z.string(), en: z.string() }) })
  .meta({ id: 'ProblemKind' });

/** Where the `type` of a problem document leads. */
export const problemKind = defineOpenOperation({
  id: 'problemKind',
  method: 'get',
  path: '/problems/{code}',
  tag: 'About',
  title: both('问题类型', 'A problem type'),
  pathSchema: z.object({ code: z.string() }),
  answers: { 200: { description: 'The problem type.', schema: kindSchema } },
  problems: ['NotFound'],
  handle: ({ path }) => {
    const code = asProblemCode(path.code);
    if (code === undefined) throw new Problem('NotFound');
    return { status: 200, body: { code, ...PROBLEM_TYPES[code] } };
  },
});

/** Every code that a problem document may carry. */
export const problemKinds = defineOpenOperation({
  id: 'problemKinds',
  method: 'get',
  path: '/problems',
  tag: 'About',
  title: both('全部问题类型', 'All problem types'),
  answers: { 200: { description: 'By code.', schema: z.object({ kinds: z.array(kindSchema) }) } },
  handle: () => ({
    status: 200,
    body: { kinds: Object.entries(PROBLEM_TYPES).map(([code, kind]) => ({ code, ...kind })) },
  }),
});
