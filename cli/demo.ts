import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bilingual } from '../domain/values/text';
import { ApiClient, ApiProblem } from './api-client';
import { DemoMistake, HELP, passwordFor, readDemoOptions } from './demo-options';
import type { DemoOptions } from './demo-options';
import { DEMO_POLICY, DEMO_ZONE, planFor } from './demo-plans';
import { Watch } from './demo-watch';
import type { Told } from './demo-watch';
import { importFile, readMap } from './import';
import { sampleComplaints } from './sample-complaints';
import { sampleStaff } from './sample-staff';
import { ScriptedStaff } from './scripted-staff';
import type { Account } from './scripted-staff';

/** Between two registrations, so that the eye can follow. */
const STAGGER_MS = 400;
const LOOK_EVERY_MS = 1_000;
/** Every ladder has run out by then. */
const PATIENCE_MS = 10 * 60_000;

interface SignedIn extends Account {
  client: ApiClient;
}

/** A case of the demo, numbered as it came. */
interface Shown {
  number: number;
  no: string;
  plan: ReturnType<typeof planFor>;
}

/** The demo as it runs: who acts, what is watched, what is printed. */
class Demo {
  private readonly shown = new Map<string, Shown>();
  private readonly staff: ScriptedStaff;
  private readonly watch: Watch;
  private readonly desk: ApiClient;
  private isStopped = false;

  constructor(
    private readonly options: DemoOptions,
    accounts: readonly SignedIn[],
  ) {
    this.desk = clientOf(accounts, 'complaintsDesk');
    this.watch = new Watch(clientOf(accounts, 'complaintsManager'), DEMO_POLICY);
    this.staff = new ScriptedStaff(accounts, (no) => (this.shown.get(no) as Shown).plan, {
      refused: (no, { action }, problem) => this.live(`         ${this.label(no)} ! ${action}: ${problem.message}`),
    });
  }

  async run(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    let registered = false;
    const isOver = (): boolean => this.isStopped || Date.now() > until || (registered && this.staff.open === 0);
    await Promise.all([
      this.register().then(() => (registered = true)),
      this.staff.run(isOver, LOOK_EVERY_MS),
      this.tellLive(isOver),
    ]);
  }

  /** Ends the demo early; what has happened until then is still told. */
  stop(): void {
    this.isStopped = true;
  }

  private async register(): Promise<void> {
    const { file, cases } = this.options;
    const run = `demo-${Date.now().toString(36)}`;
    if (file !== undefined) return this.importCases(file, run);
    const samples = sampleComplaints().filter(({ policy }) => policy === 'enterprise-eight-step');
    for (let i = 0; i < cases && !this.isStopped; i++) {
      const { id, intake } = samples[i % samples.length] as (typeof samples)[number];
      const post = () =>
        this.desk.post<{ no: string }>(
          '/complaints',
          { policy: DEMO_POLICY, ...intake },
          `${run}:${i}:${id}`.slice(0, 80),
        );
      await this.begin((await this.desk.persist(post)).no);
      await sleep(STAGGER_MS);
    }
  }

  private async importCases({ path, map }: { path: string; map: string }, keysBegin: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'redress-demo-'));
    const begun: Promise<void>[] = [];
    try {
      const { refused } = await importFile({
        ...{
          file: path,
          map: readMap(map),
          policy: DEMO_POLICY,
          limit: this.options.cases,
          client: this.desk,
          parallel: 1,
        },
        ...{ keysBegin, report: join(folder, 'refused.jsonl') },
        onRegistered: (no) => begun.push(this.begin(no)),
      });
      await Promise.all(begun);
      if (refused > 0) this.live(`${refused} rows were refused. Run redress import to see which and why.`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Gives a registered case its story and lets the staff have it. */
  private async begin(no: string): Promise<void> {
    const number = this.shown.size + 1;
    const index = number - 1;
    const shown: Shown = { number, no, plan: planFor({ index, category: '', demandFen: 0, receiptFen: 0 }) };
    this.shown.set(no, shown);
    type Detail = { category?: { id: string }; intake?: { demand?: { amountFen?: number }; receiptFen?: number } };
    const { category, intake } = await this.desk.persist(() => this.desk.get<Detail>(`/complaints/${no}`));
    const amounts = { demandFen: intake?.demand?.amountFen ?? 0, receiptFen: intake?.receiptFen ?? 0 };
    shown.plan = planFor({ index, category: category?.id ?? '', ...amounts });
    this.live(`         ${this.label(no)} ${no}: ${this.words(shown.plan.story.title)}`);
    this.watch.add(no);
    this.staff.follow({ no });
  }

  /** Prints what happens as it happens; a server that is away is waited for. */
  private async tellLive(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await sleep(LOOK_EVERY_MS);
      try {
        for (const { no, told } of await this.watch.look())
          this.live(`${timeOf(told)} ${this.label(no)} ${this.words(told.sentence)}`);
      } catch (error) {
        if (error instanceof ApiProblem && error.status < 500) throw error;
      }
    }
  }

  /** The timeline of each case, and how they ended. */
  async tellTimelines(): Promise<void> {
    const ends = this.staff.ends;
    for (const { no, plan } of this.shown.values()) {
      await this.watch.read(no);
      const end = ends.get(no) ?? this.words({ zh: '未结束', en: 'not ended' });
      print(`\n${this.label(no)} ${no}  ${this.words(plan.story.title)}  → ${end}`);
      for (const told of this.watch.of(no))
        print(`  ${timeOf(told)}  ${padded(told.by?.name ?? '—', 8)}${this.words(told.sentence)}`);
    }
    const counts = new Map<string, number>();
    for (const end of ends.values()) counts.set(end ?? 'open', (counts.get(end ?? 'open') ?? 0) + 1);
    print(`\n${ends.size} complaints: ${[...counts].map(([end, count]) => `${count} ${end}`).join(', ')}`);
  }

  private label(no: string): string {
    return `#${String(this.shown.get(no)?.number ?? 0).padStart(2, '0')}`;
  }

  private words(text: Bilingual): string {
    const { language } = this.options;
    return language === undefined ? `${text.zh} / ${text.en}` : text[language];
  }

  private live(line: string): void {
    if (!this.options.quiet) print(line);
  }
}

async function main(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    print(HELP);
    return;
  }
  await requireServer(options.base);
  const demo = new Demo(options, await signInAll(options));
  process.once('SIGINT', () => demo.stop());
  await demo.run();
  await demo.tellTimelines();
}

async function requireServer(base: string): Promise<void> {
  try {
    const { ok } = await fetch(`${base}/health`, { signal: AbortSignal.timeout(3_000) });
    if (ok) return;
  } catch {
    // Said below.
  }
  throw new DemoMistake(
    `No Redress server answers at ${base}.\nStart one in another terminal and leave it running:\n\n  script/server\n\n` +
      'If the server uses another port, add --port N here.',
  );
}

async function signInAll(options: DemoOptions): Promise<SignedIn[]> {
  const password = passwordFor(options);
  const accounts: SignedIn[] = [];
  for (const { id, roles, departments } of sampleStaff()) {
    const client = new ApiClient(options.base);
    try {
      await client.signIn(id, password);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      throw new DemoMistake(`The sample account ${id} can't sign in with that password: see --data and --password.`);
    }
    accounts.push({ id, roles, departments, client });
  }
  return accounts;
}

function clientOf(accounts: readonly SignedIn[], role: string): ApiClient {
  const account = accounts.find(({ roles }) => roles.includes(role));
  if (account === undefined) throw new DemoMistake(`No sample staff member holds the role ${role}.`);
  return account.client;
}

function timeOf({ at }: Told): string {
  return new Date(at).toLocaleTimeString('sv', { timeZone: DEMO_ZONE });
}

/** Chinese characters take the room of two. */
function padded(text: string, width: number): string {
  const wide = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return text + ' '.repeat(Math.max(1, width - text.length - wide));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const isTheirs = error instanceof DemoMistake || error instanceof ApiProblem;
  process.stderr.write(
    `${isTheirs || !(error instanceof Error) ? String(error instanceof Error ? error.message : error) : (error.stack ?? error.message)}\n`,
  );
  process.exitCode = 1;
});
