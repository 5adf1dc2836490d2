import { createExecuteRemedy } from '../../activities/remedies/execute';
import { HttpGateway } from '../../activities/ports/http-gateway';
import { readRemedies } from '../../activities/remedies/registry';
import type { Effects } from '../../domain/activity-contract';
import { connect } from '../../models/connect';
import { RemedyLedger } from '../../models/remedy-ledger';
import { openVault } from '../../vault/open-vault';

/** What a worker needs for one order. */
export interface ChildInput {
  mongoUri: string;
  gatewayUrl: string;
  secret: string;
  keys: string;
  remedies: string;
  order: Parameters<Effects['executeRemedy']>[0];
}

// A worker that executes one remedy, in a process of its own so that it can be killed on the way.
async function main(input: ChildInput): Promise<void> {
  const { vault } = await openVault(input.keys);
  const connection = await connect(input.mongoUri);
  const executeRemedy = createExecuteRemedy({
    ledger: new RemedyLedger(connection),
    gateway: new HttpGateway({ url: input.gatewayUrl, secret: input.secret, vault }),
    remedies: readRemedies(input.remedies),
    attempt: () => 1,
  });
  const outcome = await executeRemedy(input.order);
  await connection.close();
  process.stdout.write(JSON.stringify(outcome));
}

main(JSON.parse(process.argv[2] ?? '') as ChildInput).catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
