import { fieldAt } from '../domain/values/sealed';
import type { Client } from '@temporalio/client';
import type { ApiClient } from '../cli/api-client';
import { sampleStaff } from '../cli/sample-staff';
import { actionUpdate } from '../workflows/messages';
import type { Vault } from '../vault/vault';
import { COMPLAINT } from './complaint';

/** Milliseconds of each call. */
export interface Latencies {
  api: number[];
  temporal: number[];
}

const TEXT = 'The customer called again and asks when somebody will come.';
/** Notes taken of one case, so that none grows long. */
const PER_CASE = 20;

/**
 * How long a note takes through the API (signed in, checked, sealed, sent, settled, answered) and how long the very same
 * update takes when it is sent to Temporal directly, its text sealed before. One after the other on the same case, by as
 * many callers at once as asked for.
 */
export async function latencies(
  { client, vault, api }: { client: Client; vault: Vault; api: ApiClient },
  calls: number,
  callers: number,
): Promise<Latencies> {
  const measured: Latencies = { api: [], temporal: [] };
  const { id, roles, departments } = sampleStaff()[0] as ReturnType<typeof sampleStaff>[number];
  const by = { id, roles, departments };
  let left = Math.ceil(calls / PER_CASE);
  const caller = async (): Promise<void> => {
    while (left-- > 0) {
      const { no } = await api.post<{ no: string }>(
        '/complaints',
        { policy: 'bench', ...COMPLAINT },
        crypto.randomUUID(),
      );
      const text = (await vault.sealerFor(no))(TEXT, fieldAt('note', ['text']));
      const handle = client.workflow.getHandle(no);
      for (let i = 0; i < PER_CASE; i++) {
        const direct = {
          key: crypto.randomUUID(),
          by,
          via: 'api' as const,
          at: new Date().toISOString(),
          data: { text },
        };
        measured.temporal.push(await timed(() => handle.executeUpdate(actionUpdate('note'), { args: [direct] })));
        measured.api.push(
          await timed(() => api.post(`/complaints/${no}/actions/note`, { data: { text: TEXT } }, crypto.randomUUID())),
        );
      }
      await handle.terminate('measured');
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return measured;
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await call();
  return performance.now() - from;
}
