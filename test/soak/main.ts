import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { readPolicies } from '../../models/policy-files';
import { Chance } from '../support/chance';
import { REMEDY_KINDS } from '../support/policies';
import { Clients } from './clients';
import { Disk } from './disk';
import { FAULTS } from './faults';
import type { Scene } from './faults';
import { Gateways } from './gateways';
import { Lines, readLines } from './lines';
import { read } from './reader';
import type { Finding } from './reader';
import { tableOf } from './report';
import { Servers } from './servers';
import { followStory, tellStory } from './stories';

const ROOT = join(__dirname, '..', '..');
const HELP = `Usage: script/soak [options]

Takes many complaints through everything at once on real engines of its own, does it harm of every kind meanwhile, and
then compares what clients were told with what is stored. What was done stands in the folder: started again, it goes on
where it ended.

  --folder F     where everything is kept              build/soak
  --cases N      in all, sittings together             100
  --faults N     in all                                14
  --minutes N    of this sitting, at most              30
  --seed S       of a new folder                       1
  --at-once N    stories told at a time                8
  --pause MS     between two faults                    2500
  --only KINDS   of fault, by commas                   all
  --disk-mb N    size of the disk in memory            6144
  --report       only prints what has come of it
  --help         this text
`;

/** How long what is left may take to come to its end once nobody does harm any more. */
const REST_MS = 150_000;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: {
      ...{
        folder: text,
        cases: text,
        faults: text,
        minutes: text,
        seed: text,
        'at-once': text,
        pause: text,
        only: text,
      },
      ...{ 'disk-mb': text, report: flag, help: flag },
    },
  });
  if (values.help === true) {
    say(HELP);
    return;
  }
  const folder = resolve(values.folder ?? join(ROOT, 'build', 'soak'));
  if (values.report === true) {
    say(tableOf(folder));
    return;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sitting = await Sitting.begin(folder, {
    cases: Number(values.cases ?? '100'),
    faults: Number(values.faults ?? '14'),
    until: Date.now() + Number(values.minutes ?? '30') * 60_000,
    seed: values.seed ?? '1',
    atOnce: Number(values['at-once'] ?? '8'),
    pauseMs: Number(values.pause ?? '2500'),
    kinds: values.only?.split(',') ?? Object.keys(FAULTS),
    diskMb: Number(values['disk-mb'] ?? '6144'),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => sitting.stop());
  const findings = await sitting.run();
  say(tableOf(folder));
  if (findings.length > 0) process.exitCode = 1;
}

interface Wanted {
  cases: number;
  faults: number;
  until: number;
  seed: string;
  atOnce: number;
  pauseMs: number;
  kinds: string[];
  diskMb: number;
}

/** One run of the program: goes on where the last one ended, ends with everything at rest and read. */
class Sitting {
  private isStopped = false;
  private readonly followed: Promise<void>[] = [];

  private constructor(
    private readonly folder: string,
    private readonly wanted: Wanted,
    private readonly ledger: Lines,
    private readonly scene: Scene,
    private readonly seed: Chance,
    private next: number,
    private faultsDone: number,
    private readonly close: () => Promise<void>,
  ) {}

  static async begin(folder: string, given: Wanted): Promise<Sitting> {
    const seed = new Chance(seedOf(folder, given.seed));
    const wanted = given;
    const path = join(folder, 'ledger.jsonl');
    const before = readLines<{ e: string; n?: number; i?: number }>(path);
    const next = Math.max(0, ...before.filter(({ e }) => e === 'case').map(({ n = 0 }) => n)) + 1;
    const faults = before.filter(({ e }) => e === 'fault').length;
    const ledger = new Lines(path);
    const gateways = await Gateways.open(folder);
    const policies = soakPolicies();
    const disk = Disk.open(folder, wanted.diskMb);
    const servers = await Servers.start(disk.data, {
      ...gateways.env,
      ...{ REDRESS_POLICIES: policies, REDRESS_DEFAULT_POLICY: 'soak-desk', REDRESS_WATCH_EVERY_S: '15' },
    });
    ledger.add({ e: 'sitting', t: Date.now(), seed: seed.of('all') });
    const clients = new Clients(servers.stack.apiUrl, servers.password, ledger, seed.for('clients'));
    const connection = await Connection.connect({ address: servers.stack.temporalAddress });
    const shop = readPolicies(policies, REMEDY_KINDS).find(({ policy }) => policy.id === 'soak-shop')!;
    const scene: Scene = {
      ...{ servers, clients, gateways, disk, shop, temporal: new Client({ connection }) },
      follow: (no) => sitting.follow(no),
    };
    const close = async (): Promise<void> => {
      await connection.close();
      await servers.close();
      await gateways.close();
      disk.close();
      ledger.close();
      rmSync(policies, { recursive: true });
    };
    const sitting: Sitting = new Sitting(folder, wanted, ledger, scene, seed, next, faults, close);
    return sitting;
  }

  /** Ends it early; what is under way comes to its end and is read. */
  stop(): void {
    this.isStopped = true;
  }

  async run(): Promise<Finding[]> {
    try {
      const from = Date.now();
      const first = this.next;
      const progress = setInterval(() => this.tell(from, first), 30_000);
      await Promise.all([this.harm(), ...Array.from({ length: this.wanted.atOnce }, () => this.tellStories())]);
      await Promise.all(this.followed);
      await this.scene.servers.allRunning();
      clearInterval(progress);
      this.tell(from, first);
      return await this.atRest();
    } finally {
      await this.close();
    }
  }

  private get isOver(): boolean {
    return this.isStopped || Date.now() > this.wanted.until;
  }

  private async tellStories(): Promise<void> {
    while (!this.isOver && (this.next <= this.wanted.cases || this.faultsDone < this.wanted.faults)) {
      const n = this.next++;
      this.ledger.add({ e: 'case', t: Date.now(), n });
      await tellStory(n, this.scene.clients, this.seed, this.ledger);
    }
  }

  private follow(no: string): void {
    const n = this.next++;
    this.ledger.add({ e: 'case', t: Date.now(), n, begun: no });
    this.followed.push(followStory(n, no, this.scene.clients, this.seed, this.ledger));
  }

  /** Every kind once, in an order of chance, then all anew. */
  private async harm(): Promise<void> {
    const { kinds, faults, pauseMs } = this.wanted;
    while (!this.isOver && this.faultsDone < faults) {
      await sleep(pauseMs);
      const i = this.faultsDone;
      const round = this.seed.for(`round ${Math.floor(i / kinds.length)}`);
      const kind = round.shuffled('kinds', kinds)[i % kinds.length]!;
      const from = Date.now();
      const what = await FAULTS[kind]!(this.scene, this.seed.for(`fault ${i}`)).catch(
        (error: unknown) => `failed: ${String(error)}`,
      );
      await this.scene.servers.allRunning();
      this.ledger.add({ e: 'fault', t: Date.now(), i, kind, what, from });
      this.faultsDone++;
    }
  }

  /** Reads until nothing is wrong, or nothing gets better any more. */
  private async atRest(): Promise<Finding[]> {
    const { stack } = this.scene.servers;
    for (const until = Date.now() + REST_MS; ;) {
      const report = await read({
        ...{ folder: this.folder, mongoUri: stack.mongoUri, temporalAddress: stack.temporalAddress },
      });
      writeFileSync(
        join(this.folder, 'report.json'),
        `${JSON.stringify({ ...report, at: new Date().toISOString(), diskMiB: this.scene.disk.usedMiB }, null, 1)}\n`,
      );
      if (report.findings.length === 0 || Date.now() > until) return report.findings;
      await sleep(10_000);
    }
  }

  private tell(from: number, first: number): void {
    const minutes = (Date.now() - from) / 60_000;
    const done = this.next - first;
    const mib = this.scene.disk.usedMiB;
    say(
      `${new Date().toISOString().slice(11, 19)}  case ${this.next - 1}, ${(done / minutes).toFixed(0)} a minute; fault ${this.faultsDone}; ${mib} MiB`,
    );
  }
}

/** The seed stays with the folder. */
function seedOf(folder: string, seed: string): string {
  const file = join(folder, 'seed');
  if (!existsSync(file)) writeFileSync(file, seed);
  return readFileSync(file, 'utf8');
}

/** The soak's own policies, the demo, a shipped one, and what they extend. */
function soakPolicies(): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-soak-policies-'));
  for (const name of [
    'base.yaml',
    'enterprise-eight-step.yaml',
    'demo.yaml',
    'service-desk.yaml',
    'calendars',
    'templates',
  ])
    cpSync(join(ROOT, 'policies', name), join(folder, name), { recursive: true });
  cpSync(join(__dirname, 'policies'), folder, { recursive: true });
  return folder;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
