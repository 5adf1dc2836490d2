import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rebuild } from '../../cli/rebuild';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { connect } from '../../models/connect';
import { connectAnswered } from '../../models/connect-answered';
import { openModels } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import { ACTION_NAMES, COMPLAINT_WORKFLOW } from '../../workflows/messages';
import type { Client } from '@temporalio/client';
import type { Chance } from '../support/chance';
import { sendRubbish } from '../support/rubbish';
import { ScriptedCase } from '../support/scripted-case';
import type { Clients } from './clients';
import type { Disk } from './disk';
import type { Gateways, Mood } from './gateways';
import type { Servers } from './servers';
import { PARTS } from './servers';

/** Everything that a fault may lay hands on. */
export interface Scene {
  servers: Servers;
  clients: Clients;
  gateways: Gateways;
  disk: Disk;
  /** Past every way that can be cut. */
  temporal: Client;
  /** Of the policy `soak-shop`. */
  shop: PolicyBundle;
  /** Lets the story of a case begin that did not come by the API. */
  follow: (no: string) => void;
}

/** Does harm, and makes it good again; answers what it was, in a word or two. */
type Fault = (scene: Scene, chance: Chance) => Promise<string>;

const MOODS: readonly Mood[] = ['fails', 'hangs', 'losesAnswers'];
const seconds = (chance: Chance, least: number, most: number): number =>
  chance.whole('for', least * 1_000, most * 1_000);

/** The kinds of fault. Each ends with everything as it was. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  kill: async ({ servers }, chance) => {
    const part = chance.pick('part', PARTS);
    await servers.end(part, 'SIGKILL');
    return part;
  },
  stop: async ({ servers }, chance) => {
    const part = chance.pick('part', PARTS);
    await servers.end(part, 'SIGTERM');
    return part;
  },
  fullDisk: async ({ disk }, chance) => {
    if (!disk.canBeFull) return 'not possible here';
    disk.fill();
    await sleep(seconds(chance, 3, 9));
    disk.free();
    return 'everything';
  },
  slowDisk: async ({ servers }, chance) => {
    const what = chance.pick('what', ['mongo', 'temporal', 'slow way'] as const);
    const ms = seconds(chance, 2, 6);
    if (what !== 'slow way') await servers.freeze(what, ms);
    else {
      for (const way of Object.values(servers.ways)) way.delayMs = chance.whole('delay', 50, 300);
      await sleep(ms);
      for (const way of Object.values(servers.ways)) way.delayMs = 0;
    }
    return what;
  },
  cut: async ({ servers: { ways } }, chance) => {
    const what = chance.pick('what', ['mongo', 'temporal', 'both'] as const);
    const cut = what === 'both' ? [ways.mongo, ways.temporal] : [ways[what]];
    for (let times = chance.whole('times', 1, 3); times > 0; times--) {
      for (const way of cut) way.cut();
      await sleep(chance.whole(`for ${times}`, 50, 3_000));
      for (const way of cut) way.mend();
      await sleep(400);
    }
    return what;
  },
  disorder: async ({ clients }, chance) => {
    clients.disorder = 0.7;
    await sleep(seconds(chance, 4, 9));
    clients.disorder = 0;
    return 'requests twice and thrice, late, out of turn';
  },
  clock: async ({ servers }, chance) => {
    const part = chance.pick('part', ['api', 'worker'] as const);
    const offset = chance.pick('offset', [-600, -60, -3, 3, 60, 600]);
    await servers.setClock(part, offset * 1_000);
    await sleep(seconds(chance, 3, 6));
    await servers.setClock(part, 0);
    return `${part} ${offset > 0 ? '+' : ''}${offset} s`;
  },
  mail: (scene, chance) => inMood(scene, 'mail', chance),
  sms: (scene, chance) => inMood(scene, 'sms', chance),
  remedy: (scene, chance) => inMood(scene, 'remedy', chance),
  rubbish: async ({ clients, temporal }, chance) => {
    const numbers = [...clients.active.keys()].slice(-12);
    let sent = 0;
    for (let i = 0; i < 40 && numbers.length > 0; i++) {
      const one = chance.for(i);
      await sendRubbish(temporal.connection, one.pick('no', numbers), rubbishOf(one)).then(
        () => sent++,
        () => undefined,
      );
    }
    return sent === 0 ? 'nobody there' : 'malformed and oversized';
  },
  freshHistory: async ({ servers, temporal, shop, follow }, chance) => {
    const keys = await openVault(join(servers.stack.data, 'keys'));
    const database = await connect(servers.stack.mongoUri);
    try {
      const { register } = openModels(database, keys);
      for (let i = 0; i < 3; i++) {
        const no = formatComplaintNumber('2026-11-22', randomBytes(8));
        const eventsPerRun = chance.whole(`events ${i}`, 8, 20);
        const plan = { name: 'fresh', end: '', intake: {} };
        const one = new ScriptedCase(temporal, keys.vault, no, shop, plan, 'goods', register, eventsPerRun);
        await one.begin(Date.now() + 60_000);
        follow(no);
      }
    } finally {
      await database.close();
    }
    await sleep(chance.whole('first', 300, 1_500));
    await servers.end('worker', 'SIGKILL');
    await servers.allRunning();
    await sleep(chance.whole('second', 300, 1_500));
    await servers.end('worker', 'SIGTERM');
    return 'runs of 8 to 20 events, two restarts';
  },
  restoredBackup: async (scene, chance) => {
    const { servers, clients } = scene;
    const { data } = servers.stack;
    const store = ['mongo-stand-in', 'mongod'].map((name) => join(data, name)).find((path) => existsSync(path));
    if (store === undefined) return 'no store of ours';
    const backup = join(data, '..', 'backup');
    const since = Date.now() - 120_000;
    await servers.whileDown('mongo', () => cpSync(store, backup, { recursive: true }));
    await sleep(seconds(chance, 3, 8));
    await servers.whileDown('mongo', () => {
      rmSync(store, { recursive: true });
      cpSync(backup, store, { recursive: true });
    });
    rmSync(backup, { recursive: true });
    await servers.allRunning();
    const active = [...clients.active].filter(([, at]) => at > since).map(([no]) => no);
    await rebuiltFrom(scene, [...new Set([...active, ...(await begunSince(scene, since))])]);
    return 'of the database, and rebuild';
  },
};

/** A complaint may be begun, and its client not have heard of it yet. */
async function begunSince({ temporal }: Scene, since: number): Promise<string[]> {
  const begun: string[] = [];
  const query = `StartTime > "${new Date(since).toISOString()}" AND WorkflowType = "${COMPLAINT_WORKFLOW}"`;
  for await (const { workflowId } of temporal.workflow.list({ query })) begun.push(workflowId);
  return begun;
}

/** As the operator does it: again, until nothing is missing. */
async function rebuiltFrom({ servers, temporal }: Scene, only: string[]): Promise<void> {
  const keys = await openVault(join(servers.stack.data, 'keys'));
  const connection = await connectAnswered(servers.stack.mongoUri);
  try {
    for (let tries = 0; tries < 5; tries++) {
      const again = tries < 4;
      const report = await rebuild({ client: temporal, connection, ...keys, check: false, only }).catch(
        // A slow machine loses the database for a moment, and the operator calls it once more.
        async (error: unknown) => {
          if (!again) throw error;
          await sleep(3_000);
        },
      );
      if (report?.differences.length === 0) return;
    }
  } finally {
    await connection.close();
  }
}

async function inMood({ gateways }: Scene, gateway: 'mail' | 'sms' | 'remedy', chance: Chance): Promise<string> {
  const mood = chance.pick('mood', MOODS);
  gateways.moods[gateway] = mood;
  await sleep(seconds(chance, 4, 9));
  gateways.moods[gateway] = 'well';
  return mood;
}

function rubbishOf(chance: Chance): Parameters<typeof sendRubbish>[2] {
  const rubbish = chance.pick('way', ['signal', 'update'] as const);
  const name = chance.happens('known', 0.7)
    ? chance.pick('name', ACTION_NAMES)
    : `nothing of ours ${chance.whole('n', 0, 99)}`;
  const encoding = chance.pick('encoding', ['json/plain', 'json/plain', 'binary/plain', 'binary/encrypted', '']);
  const size = chance.pick('size', [0, 10, 1_000, 300_000, 1_500_000]);
  const bytes = chance.pick('bytes', [
    '{"key":"a","by":{"id":"x"',
    JSON.stringify('宽'.repeat(size / 10)),
    JSON.stringify({
      key: 'k'.repeat(300),
      by: { id: 'lin', roles: ['complaintsDesk'], departments: [] },
      data: { text: 'x'.repeat(size) },
    }),
    JSON.stringify({
      key: `t${size}`,
      via: 'api',
      by: { id: 'lin', roles: ['god'], departments: [] },
      received: '9999-99-99',
      data: [],
    }),
    '[]',
    'null',
  ]);
  return { rubbish, name, encoding, bytes };
}
