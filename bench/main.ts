import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { prepareComplaint } from './complaint';
import type { PreparedComplaint } from './complaint';
import { cpuMsOf } from './cpu';
import { countsOf } from './history';
import type { HistoryCounts } from './history';
import { latencies } from './latency';
import { live } from './lifecycle';
import type { Contender } from './lifecycle';
import { median, quantile } from './numbers';
import { benchBundle } from './policy';
import { startServers } from './servers';
import type { Servers } from './servers';

const HELP = `Usage: npm run bench -- [options]

Measures lifecycles of complaints against the barest workflow that does the same outside work, the API against Temporal
itself, and what a case leaves in Temporal's history. Everything runs on this machine; nothing is kept.

  --cases N       lifecycles in a block                        24
  --blocks N      blocks of each contender, alternating        5
  --calls N       notes timed through the API and past it      200
  --at-once NS    how many at a time, of which 24 leave the    1,8,24
                  processors no moment to spare
  --only WORDS    lifecycles, latency; by default both
  --profile DIR   CPU profiles of the worker go there
  --help          this text
`;

const CONTENDERS = ['redress', 'barest'] as const;

type Program = keyof Servers['pids'];
const PROGRAMS: readonly Program[] = ['worker', 'Temporal', 'MongoDB', 'client'];

interface Block {
  perSecond: number;
  /** Processor time of a case, in milliseconds, by program; NaN where the system doesn't tell. */
  cpuMs: Record<Program, number>;
  early: number;
  counts: HistoryCounts[];
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      cases: text,
      blocks: text,
      calls: text,
      only: text,
      profile: text,
      'at-once': text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    say(HELP);
    return;
  }
  const {
    cases = '24',
    blocks = '5',
    calls = '200',
    only = 'lifecycles,latency',
    'at-once': atOnces = '1,8,24',
  } = values;
  const AT_ONCE = atOnces.split(',').map(Number);
  const servers = await startServers(values.profile);
  try {
    say(
      `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
    );
    say(`Temporal development server on SQLite, MongoDB: ${servers.mongo}, worker, API and client on the same machine`);
    if (only.includes('lifecycles'))
      for (const atOnce of AT_ONCE) await compare(servers, atOnce, Number(cases), Number(blocks));
    if (only.includes('latency'))
      for (const callers of AT_ONCE.slice(0, 2)) await compareLatency(servers, Number(calls), callers);
  } finally {
    await servers.stop();
  }
}

/** Blocks of all in turn, so that whatever else the machine does meets all. */
async function compare(servers: Servers, atOnce: number, cases: number, blocks: number): Promise<void> {
  const measured: Record<Contender, Block[]> = { redress: [], barest: [] };
  // The first block of each warms up the worker's caches and the compiler, and is not counted.
  for (let block = 0; block <= blocks; block++)
    for (const contender of block % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed()) {
      const done = await runBlock(servers, contender, atOnce, cases);
      if (block > 0) measured[contender].push(done);
    }
  say(`\nLifecycles, ${atOnce} at a time: ${blocks} blocks of ${cases} each`);
  for (const contender of CONTENDERS) tellBlocks(contender, measured[contender], cases, atOnce);
  const rates = (contender: Contender): number[] => measured[contender].map(({ perSecond }) => perSecond);
  const each = rates('redress').map((rate, i) => rate / (rates('barest')[i] ?? NaN));
  const ratio = (median(rates('redress')) / median(rates('barest'))).toFixed(2);
  say(`  ratio    ${ratio} of the medians (block by block ${inPlaces(each)})`);
}

function tellBlocks(contender: Contender, blocks: Block[], cases: number, atOnce: number): void {
  const rates = blocks.map(({ perSecond }) => perSecond);
  const early = blocks.reduce((sum, block) => sum + block.early, 0) / blocks.length / cases;
  const cpu = PROGRAMS.map((name) => [name, median(blocks.map(({ cpuMs }) => cpuMs[name]))] as const);
  const cpuInAll = cpu.reduce((sum, [, ms]) => sum + ms, 0);
  say(`  ${contender.padEnd(8)} ${median(rates).toFixed(2)} a second (${inPlaces(rates)})`);
  say(
    `           processor time of a case ${cpuInAll.toFixed(0)} ms: ${cpu.map(([name, ms]) => `${name} ${ms.toFixed(0)}`).join(', ')}`,
  );
  say(`           messages that came too early and were sent again: ${early.toFixed(1)} a case`);
  if (atOnce === 1) say(`           a case leaves ${inWords(blocks.flatMap(({ counts }) => counts))}`);
}

async function runBlock(servers: Servers, contender: Contender, atOnce: number, cases: number): Promise<Block> {
  const { client, vault, pids } = servers;
  const complaints: PreparedComplaint[] = [];
  for (let i = 0; i < cases; i++) complaints.push(await prepareComplaint(vault));
  const waiting = [...complaints];
  let early = 0;
  const caller = async (): Promise<void> => {
    for (let complaint = waiting.shift(); complaint !== undefined; complaint = waiting.shift())
      early += await live(client, BUNDLE, contender, complaint);
  };
  const cpu = (name: Program): number => cpuMsOf(pids[name]) ?? NaN;
  const cpuBefore = PROGRAMS.map(cpu);
  const from = performance.now();
  await Promise.all(Array.from({ length: atOnce }, caller));
  const perSecond = (cases * 1_000) / (performance.now() - from);
  const used = PROGRAMS.map((name, i) => [name, (cpu(name) - (cpuBefore[i] ?? NaN)) / cases]);
  const counts: HistoryCounts[] = [];
  for (const { no } of complaints.slice(0, 5)) counts.push(await countsOf(client.workflow.getHandle(no)));
  return { perSecond, cpuMs: Object.fromEntries(used) as Record<Program, number>, early, counts };
}

function inPlaces(values: readonly number[]): string {
  return values.map((value) => value.toFixed(2)).join(' ');
}

const BUNDLE = benchBundle();

function inWords(counts: HistoryCounts[]): string {
  const of = (name: keyof HistoryCounts): number => Math.round(median(counts.map((one) => one[name])));
  return [
    `${of('events')} events`,
    `${(of('bytes') / 1_000).toFixed(0)} kB`,
    `${of('workflowTasks')} workflow tasks`,
    `${of('updates')} updates`,
    `${of('effects')} effects`,
    `${of('batches')} journal batches`,
    `${of('pureAnswers')} pure answers`,
    `${of('timers')} timers`,
    `${of('searchAttributes')} search attribute changes`,
  ].join(', ');
}

async function compareLatency(servers: Servers, calls: number, callers: number): Promise<void> {
  await latencies(servers, Math.ceil(calls / 10), callers);
  const { api, temporal } = await latencies(servers, calls, callers);
  const told = (values: number[]): string =>
    `median ${median(values).toFixed(1)} ms, 95 % within ${quantile(values, 0.95).toFixed(1)} ms`;
  say(`\nA note, ${callers} at a time, ${api.length} each`);
  say(`  through the API     ${told(api)}`);
  say(`  the update directly ${told(temporal)}`);
  say(`  the API adds        ${(median(api) - median(temporal)).toFixed(1)} ms in the median`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
