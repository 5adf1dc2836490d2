import { both } from '../../domain/values/text';
import { FINDINGS } from '../../models/case-findings';
import type { CaseFindings } from '../../models/case-findings';
import type { ApiMetrics } from '../metrics';
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
    await background.run('findings', () => measureFindings(models.findings, measured));
    return { status: 200, type: measured.registry.contentType, body: await measured.registry.metrics() };
  },
});

async function measureFindings(
  findings: CaseFindings,
  { openOnOneSide, watchmanLooked }: Pick<ApiMetrics, 'openOnOneSide' | 'watchmanLooked'>,
): Promise<void> {
  const [all, look] = await Promise.all([findings.all(), findings.lastLook()]);
  for (const what of FINDINGS) openOnOneSide.set({ what }, all.filter((finding) => finding.what === what).length);
  watchmanLooked.set(look === undefined ? 0 : Date.parse(look.at) / 1000);
}
