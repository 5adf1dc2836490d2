import { both } from '../../domain/text';
import { defineOpenOperation } from '../operation';

/** For Prometheus. */
export const metrics = defineOpenOperation({
  id: 'metrics',
  method: 'get',
  path: '/metrics',
  atRoot: true,
  unlimited: true,
  tag: 'Operations',
  title: both('指标', 'Metrics'),
  answers: { 200: { description: 'In the text format of Prometheus.', type: 'text/plain' } },
  handle: async ({ deps: { metrics: measured, models, background } }) => {
    // While the database is away, what it said last.
    await background.run('setAside', async () => measured.setAside.set((await models.counters.setAside()).length));
    return { status: 200, type: measured.registry.contentType, body: await measured.registry.metrics() };
  },
});
