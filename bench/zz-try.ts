import { fork } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { startMongo, startTemporal, freePort } from '../engines/for-tests';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';
import { openVault } from '../vault/open-vault';
import { connect } from '../models/connect';
import { seedStaff } from '../cli/seed';
import { benchBundle } from './policy';
import { prepareComplaint } from './complaint';
import { live } from './lifecycle';
async function main() {
  const data = mkdtempSync('/tmp/bench-');
  const mongo = await startMongo({ dataDir: data });
  const temporal = await startTemporal({ port: await freePort(), dataDir: data, headless: true, searchAttributes: SEARCH_ATTRIBUTES });
  const db = await connect(mongo.uri);
  await seedStaff(db, data);
  const env = { ...process.env, TEMPORAL_ADDRESS: temporal.address, MONGODB_URI: mongo.uri, REDRESS_DATA: data };
  const worker = fork(__dirname + '/worker.ts', { env, execArgv: ['--import', 'tsx'] });
  await once(worker, 'message');
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection });
  const { vault } = await openVault(data + '/keys');
  const bundle = benchBundle();
  const kind = (process.argv[2] ?? 'redress') as 'redress';
  for (let i = 0; i < 4; i++) {
    const c = await prepareComplaint(vault);
    const t = Date.now();
    const early = await live(client, bundle, kind, c);
    console.log('ms', Date.now() - t, 'early', early);
    if (i === 3) {
      const h = await client.workflow.getHandle(c.no).fetchHistory();
      const counts: Record<string, number> = {};
      for (const e of h.events ?? []) {
        const k = Object.keys(e).find((x) => x.endsWith('Attributes') && (e as any)[x])!.replace('EventAttributes', '');
        const at = (e as any).activityTaskScheduledEventAttributes; const m = (e as any).markerRecordedEventAttributes;
        const la = m ? JSON.parse(Buffer.from(m.details?.data?.payloads?.[0]?.data ?? '{}').toString()) : undefined;
        const kk = at ? k + ':' + at.activityType.name : m ? k + ':' + (la?.activity_type ?? m.markerName) : k;
        counts[kk] = (counts[kk] ?? 0) + 1;
      }
      const { default: { temporal: proto } } = await import('@temporalio/proto');
      console.log(h.events?.length, 'bytes', proto.api.history.v1.History.encode(h).finish().length, counts);
      writeFileSync('/tmp/hist-' + kind + '.json', JSON.stringify(h.events?.map((e) => { const a = Object.entries(e).find(([x, v]) => x.endsWith('Attributes') && v)!; return [a[0], (e as any).activityTaskScheduledEventAttributes?.activityType?.name]; })));
    }
  }
  worker.disconnect();
  await once(worker, 'exit');
  await connection.close(); await db.close();
  await temporal.stop(); await mongo.stop();
}
main().catch((e) => { console.error(e); process.exit(1); });
