import { z } from 'zod';
import { both } from '../../domain/values/text';
import { defineOpenOperation } from '../operation';

/** Whether the process lives; says nothing of what it needs. */
export const health = defineOpenOperation({
  id: 'health',
  method: 'get',
  path: '/health',
  atRoot: true,
  unlimited: true,
  tag: 'Operations',
  title: both('存活', 'Alive'),
  answers: { 200: { description: 'The process is alive.', schema: z.object({ status: z.literal('alive') }) } },
  handle: () => ({ status: 200, body: { status: 'alive' } }),
});
