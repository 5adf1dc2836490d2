import { both } from '../../domain/values/text';
import { FINDINGS } from '../../models/case-findings';
import type { CaseFindings } from '../../models/case-findings';
import type { ApiMetrics } from '../metrics';
import { defineOpenOperation } from '../operation';
import { measureStanding } from '../standing';

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
  handle: async ({ deps }) => {
    const { metrics: measured, models, background } = deps;
    // While the database is away, what it said last; side by side, for Prometheus waits ten seconds.
    await Promise.all([
      background.run('setAside', async () => measured.setAside.set((await models.counters.setAside()).length)),
      background.run('findings', () => measureFindings(models.findings, measured)),
      background.run('standing', () => measureStanding(deps)),
    ]);
    return { status: 200, type: measured.registry.contentType, body: await measured.registry.metrics() };
  },
});

async function measureFindings(
  findings: CaseFindings,
  { openOnOneSide, watchmanLooked, openFiles }: Pick<ApiMetrics, 'openOnOneSide' | 'watchmanLooked' | 'openFiles'>,
): Promise<void> {
  const [all, look] = await Promise.all([findings.all(), findings.lastLook()]);
  for (const what of FINDINGS) openOnOneSide.set({ what }, all.filter((finding) => finding.what === what).length);
  watchmanLooked.set(look === undefined ? 0 : Date.parse(look.at) / 1000);
  if (look === undefined) return;
  openFiles.set({ side: 'register' }, look.register);
  openFiles.set({ side: 'engine' }, look.engine);
}
