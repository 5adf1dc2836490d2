import type { Intake } from '../domain/intake';
export interface BarestInput { no: string; fingerprint: string; intake: Intake; policy: { id: string; version: string; bundleHash: string } }
export async function barestWorkflow(_: BarestInput): Promise<void> {}
