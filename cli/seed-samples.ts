import type { ApiClient } from './api-client';
import { sampleComplaints } from './sample-complaints';

/** Registers the first sample complaints. Safe to repeat: each has an idempotency key of its own. */
export async function seedSamples(client: ApiClient, most: number): Promise<number> {
  const samples = sampleComplaints().slice(0, most);
  for (const { id, policy, intake } of samples)
    await client.persist(() => client.post('/complaints', { policy, ...intake }, `sample:${id}`));
  return samples.length;
}
