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
  handle: async ({ deps }) => ({
    status: 200,
    type: deps.metrics.registry.contentType,
    body: await deps.metrics.registry.metrics(),
  }),
});
