/**
 * The independent reader: of the system it knows what stands in MongoDB, in Temporal's histories and in the books of the
 * gateways, as the documents describe them, and none of its code. It holds that against what clients were told.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { mongo } from 'mongoose';
import { readLines } from './lines';

/** Something promised that is not so. */
export interface Finding {
  what: 'lost' | 'twice' | 'late' | 'early' | 'stuck' | 'oneSided' | 'broken' | 'unheardOf' | 'otherwise';
  no: string;
  detail: string;
}

/** What a reading came to. */
export interface Reading {
  findings: Finding[];
  counts: Record<string, number>;
  ends: Record<string, number>;
}

interface Line {
  e: 'sitting' | 'case' | 'sent' | 'told' | 'again' | 'unanswered' | 'otherwise' | 'odd' | 'end' | 'fault';
  t: number;
  n?: number;
  key?: string;
  by?: string;
  what?: string;
  no?: string;
  begun?: string;
  status?: number;
  code?: string;
  seq?: number;
  kind?: string;
  from?: number;
  first?: unknown;
  then?: unknown;
}

/** An event as its stored text says it. */
export interface Stored {
  seq: number;
  type: string;
  at: string;
  by?: { id: string };
  cause?: { action: string; key: string; via: string; received?: string };
  data: Record<string, unknown>;
}

interface Kept {
  row?: { status: string; tasks: number };
  events: Stored[];
  breaks?: string;
}

interface Booked {
  gateway: string;
  key: string;
  no?: string;
}

interface Rung {
  at: string;
  does: string;
}

/** Stamps of the API may lie so far ahead of the engine's clock. */
const AHEAD_MS = 1_000;
/** From sending a request to its stamp, on a machine that has nothing to spare. */
const STAMPED_WITHIN_MS = 1_500;
/** A timer that should have fired so long ago fires no more. */
const LATE_TIMER_MS = 60_000;
/** Cases whose histories are read for when things really happened. */
const HISTORIES = 400;
const ONCE_A_RUNG = ['TaskReminded', 'TaskOverdue', 'TaskEscalated', 'TaskWarned', 'TaskDecidedByDefault'];

export async function read(options: { folder: string; mongoUri: string; temporalAddress: string }): Promise<Reading> {
  const mongoClient = await new mongo.MongoClient(options.mongoUri).connect();
  const connection = await Connection.connect({ address: options.temporalAddress });
  try {
    const reader = new Reader(options.folder, mongoClient.db(), new Client({ connection }));
    return await reader.read();
  } finally {
    await connection.close();
    await mongoClient.close();
  }
}

class Reader {
  private readonly findings: Finding[] = [];
  private readonly counts: Record<string, number> = {};
  private readonly ends: Record<string, number> = {};
  private readonly lines: Line[];
  private readonly booked: Booked[];
  private readonly cases = new Map<string, Kept>();

  constructor(
    folder: string,
    private readonly db: mongo.Db,
    private readonly temporal: Client,
  ) {
    this.lines = readLines<Line>(join(folder, 'ledger.jsonl'));
    this.booked = readLines<Booked>(join(folder, 'gateways.jsonl'));
  }

  async read(): Promise<Reading> {
    await this.readStore();
    this.compareWithLedger();
    await this.compareMoney();
    this.checkDeadlines();
    await this.compareEngine();
    await this.checkMoments();
    return { findings: this.findings, counts: this.counts, ends: this.ends };
  }

  private find(what: Finding['what'], no: string, detail: string): void {
    this.findings.push({ what, no, detail });
  }

  private count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  private kept(no: string): Kept {
    const known = this.cases.get(no);
    if (known !== undefined) return known;
    const kept: Kept = { events: [] };
    this.cases.set(no, kept);
    return kept;
  }

  /** Events with their chain, and the register. */
  private async readStore(): Promise<void> {
    const chains = new Map<string, { seq: number; text: string; prev: string; hash: string }[]>();
    const fields = { projection: { no: 1, seq: 1, text: 1, prev: 1, hash: 1 } };
    for await (const row of this.db.collection('events').find({}, fields)) {
      const { no, seq, text, prev, hash } = row as unknown as {
        no: string;
        seq: number;
        text: string;
        prev: string;
        hash: string;
      };
      if (!no.startsWith('C')) continue;
      const chain = chains.get(no) ?? [];
      chain.push({ seq, text, prev, hash });
      chains.set(no, chain);
    }
    for (const [no, chain] of chains) {
      chain.sort((a, b) => a.seq - b.seq);
      let head = '';
      for (const [i, { seq, text, prev, hash }] of chain.entries()) {
        const real = createHash('sha256').update(`${prev}\n${text}`).digest('hex');
        if (seq !== i + 1 || prev !== head || real !== hash) {
          this.find('broken', no, `the chain breaks at event ${i + 1}`);
          break;
        }
        head = hash;
      }
      this.kept(no).events = chain.map(({ text }) => JSON.parse(text) as Stored);
      this.count('events', chain.length);
    }
    for await (const row of this.db.collection('register').find({}, { projection: { entry: 1, tasks: 1 } })) {
      const { _id, entry, tasks } = row as unknown as {
        _id: string;
        entry: { status: string; end?: string };
        tasks?: unknown[];
      };
      this.kept(_id).row = { status: entry.status, tasks: tasks?.length ?? 0 };
      const end = `${entry.status}${entry.end === undefined ? '' : ` ${entry.end}`}`;
      this.ends[end] = (this.ends[end] ?? 0) + 1;
      this.count('cases in the register');
    }
  }

  /** Everything accepted stands there, once; nothing else does. */
  private compareWithLedger(): void {
    const sent = new Map<string, Line>();
    const told = new Map<string, Line>();
    const numbers = new Set<string>();
    for (const line of this.lines) {
      if (line.begun !== undefined) numbers.add(line.begun);
      if (line.e === 'sent') sent.set(line.key ?? '', sent.get(line.key ?? '') ?? line);
      if (line.e === 'told') told.set(line.key ?? '', line);
      if (line.e === 'again') this.count('requests sent again later');
      if (line.e === 'odd') this.count(`answers ${line.code ?? line.status ?? ''}`);
      if (line.e === 'otherwise')
        this.find(
          'otherwise',
          line.no ?? '',
          `${line.key ?? ''}: first ${JSON.stringify(line.first)}, then ${JSON.stringify(line.then)}`,
        );
    }
    const accepted = new Map<string, number>();
    const perhaps = new Map<string, number>();
    for (const [key, asked] of sent) {
      this.count('requests');
      const answer = told.get(key);
      if (answer === undefined) {
        this.count('requests without an answer');
        add(perhaps, `${asked.no ?? ''} ${asked.what ?? ''}`);
        continue;
      }
      const { status = 0, no = '', seq } = answer;
      if (status >= 300) {
        this.count('requests refused');
        continue;
      }
      this.count('requests accepted');
      const { events, row } = this.kept(no);
      if (asked.what === 'register') {
        numbers.add(no);
        if (events[0]?.type !== 'ComplaintRecorded' || row === undefined)
          this.find('lost', no, `registered under ${key}`);
        continue;
      }
      add(accepted, `${no} ${asked.what ?? ''}`);
      if (seq === undefined) continue;
      const event = events[seq - 1];
      if (event === undefined || event.cause?.action !== asked.what || event.by?.id !== asked.by)
        this.find(
          'lost',
          no,
          `${asked.what ?? ''} under ${key} was told to be event ${seq}, which is ${event?.type ?? 'not there'}`,
        );
      else this.checkInTime(no, event, asked);
    }
    for (const [no, { events }] of this.cases) {
      if (!numbers.has(no) && (perhaps.get(' register') ?? 0) === 0)
        this.find('unheardOf', no, 'nobody was ever told of this case');
      this.findings.push(...compareActions(no, events, { accepted, perhaps }));
    }
  }

  /** A word that was sent when the decision by default had been due never counts; unless the clock that stamped it was wrong. */
  private checkInTime(no: string, event: Stored, { t }: Line): void {
    const task = event.type === 'TaskDone' ? String(event.data['task']) : undefined;
    if (task === undefined) return;
    let rungs: Rung[] = [];
    for (const { seq, type, data } of this.kept(no).events) {
      if (seq >= event.seq) break;
      const opened = data['task'] as { id?: string; rungs?: Rung[] } | string | undefined;
      if (type === 'TaskOpened' && typeof opened === 'object' && opened.id === task) rungs = opened.rungs ?? [];
      if (type === 'TaskMoved' && opened === task) {
        const moved = (data['rungs'] ?? []) as string[];
        rungs = rungs.map((rung, i) => ({ ...rung, at: moved[i] ?? rung.at }));
      }
    }
    const decided = rungs.find(({ does }) => does === 'decide');
    if (decided === undefined) return;
    this.count('words on tasks that time decides');
    if (t <= Date.parse(decided.at) + STAMPED_WITHIN_MS) return;
    const isSkewed = this.lines.some(
      ({ e, kind, from = 0, t: to }) => e === 'fault' && kind === 'clock' && from <= t && t <= to,
    );
    if (!isSkewed)
      this.find(
        'late',
        no,
        `${task} was sent at ${new Date(t).toISOString()} and counted, decided by time at ${decided.at}`,
      );
  }

  /** What was paid and charged, by the books of who did it. */
  private async compareMoney(): Promise<void> {
    const once = new Set<string>();
    const paid = new Map<string, number>();
    for (const { gateway, key, no = '' } of this.booked) {
      this.count(`${gateway}: done`);
      const one = `${gateway} ${key}`;
      if (once.has(one) && gateway !== 'mail') this.find('twice', no, `${gateway} gateway did ${key} twice`);
      if (once.has(one) && gateway === 'mail') this.count('mail: again under the same message id');
      once.add(one);
      if (gateway === 'remedy') add(paid, no);
    }
    for (const [no, { events }] of this.cases) {
      const executed = events.filter(({ type }) => type === 'RemedyExecuted');
      const keys = new Set(executed.map(({ data }) => String(data['key'])));
      if (keys.size !== executed.length) this.find('twice', no, 'a remedy is executed twice under one key');
      const atGateway = executed.filter(({ data }) => once.has(`remedy ${String(data['key'])}`)).length;
      if (atGateway !== executed.length)
        this.find('lost', no, `${executed.length} remedies executed, the gateway knows ${atGateway}`);
      if ((paid.get(no) ?? 0) > executed.length)
        this.find('twice', no, `the gateway paid ${paid.get(no) ?? 0} times, ${executed.length} are in the case`);
      const consents = events.filter(({ cause, data }) => {
        const answer = (data['answer'] as { data?: { accepted?: boolean; remedies?: unknown[] } } | undefined)?.data;
        return (
          (cause?.action === 'answerOffer' && answer?.accepted === true) ||
          (cause?.action === 'solveAtOnce' && (answer?.remedies?.length ?? 0) > 0)
        );
      }).length;
      if (executed.length > consents)
        this.find('twice', no, `${executed.length} remedies, ${consents} times agreed to`);
      this.count('remedies executed', executed.length);
    }
    const penalties = new Map<string, string[]>();
    for await (const row of this.db.collection('penalties').find({})) {
      const { no, penalty } = row as unknown as { no: string; penalty: string };
      penalties.set(no, [...(penalties.get(no) ?? []), penalty]);
    }
    for (const [no, { events }] of this.cases) {
      const assessed = events.filter(({ type }) => type === 'PenaltyAssessed').length;
      const rows = penalties.get(no) ?? [];
      this.count('penalties booked', rows.length);
      if (new Set(rows).size !== rows.length) this.find('twice', no, 'the same penalty is booked twice');
      if (rows.length < assessed) this.find('lost', no, `${assessed} penalties assessed, ${rows.length} booked`);
      if (rows.length > assessed && this.cases.get(no)?.row?.status === 'closed')
        this.find('twice', no, `${assessed} penalties assessed, ${rows.length} booked`);
    }
    const remedies = new Map<string, number>();
    for await (const row of this.db.collection('remedies').find({}, { projection: { no: 1, status: 1 } })) {
      const { no, status } = row as unknown as { no: string; status: string };
      if (status === 'executed') add(remedies, no);
    }
    for (const [no, { events }] of this.cases) {
      const executed = events.filter(({ type }) => type === 'RemedyExecuted').length;
      if ((remedies.get(no) ?? 0) < executed)
        this.find('lost', no, `${executed} remedies executed, the ledger has ${remedies.get(no) ?? 0}`);
    }
  }

  /** Each rung, timer and clock at most once, and not before its time by the case's own clock. */
  private checkDeadlines(): void {
    for (const [no, { events }] of this.cases) {
      const seen = new Set<string>();
      for (const { type, at, data } of events) {
        const due = data['due'] as string | undefined;
        const { task, rung, key, clock, warning } = data as Record<string, string | number | undefined>;
        const isRung = ONCE_A_RUNG.includes(type) && rung !== undefined;
        const isClock = type === 'ClockMissed' || type === 'ClockWarned';
        if (!isRung && !isClock && type !== 'TimerFired') continue;
        this.count(isRung ? 'steps of ladders' : isClock ? 'clocks rung' : 'timers fired');
        if (type === 'TaskDecidedByDefault') this.count('decisions by default');
        const one = [type, task, rung, key, clock, warning, isRung ? '' : due].join();
        if (seen.has(one)) this.find('twice', no, `${type} ${String(task ?? key ?? clock)} happened twice`);
        seen.add(one);
        if (due !== undefined && at < due) this.find('early', no, `${type} at ${at}, due at ${due}`);
      }
    }
  }

  /** Open on both sides or on none, and able to move. */
  private async compareEngine(): Promise<void> {
    const running = new Set<string>();
    const known = new Set<string>();
    for await (const { workflowId, status, type } of this.temporal.workflow.list()) {
      if (type !== 'complaintWorkflow') continue;
      known.add(workflowId);
      if (status.name === 'RUNNING') running.add(workflowId);
      else if (status.name !== 'COMPLETED' && status.name !== 'CONTINUED_AS_NEW')
        this.find('oneSided', workflowId, `a run ended as ${status.name}`);
    }
    for (const [no, { row, events }] of this.cases) {
      if (row === undefined) this.find('oneSided', no, `${events.length} events and no entry in the register`);
      else if (row.status === 'closed' && running.has(no))
        this.find('oneSided', no, 'closed in the register, running in the engine');
      else if (row.status !== 'closed' && !running.has(no))
        this.find(
          'oneSided',
          no,
          `${row.status} in the register, ${known.has(no) ? 'ended' : 'unknown'} in the engine`,
        );
      else if (row.status !== 'closed') await this.checkMoves(no, row);
    }
    for (const no of known) if (!this.cases.has(no)) this.find('oneSided', no, 'in the engine alone');
  }

  private async checkMoves(no: string, row: { status: string; tasks: number }): Promise<void> {
    this.count('cases open at the end');
    const { raw } = await this.temporal.workflow.getHandle(no).describe();
    const activities = raw.pendingActivities?.length ?? 0;
    const { events } = await this.temporal.workflow.getHandle(no).fetchHistory();
    const timers = new Map<string, number>();
    for (const event of events ?? []) {
      const {
        timerStartedEventAttributes: begun,
        timerFiredEventAttributes: fired,
        timerCanceledEventAttributes: gone,
      } = event;
      if (begun) timers.set(begun.timerId ?? '', msOf(event.eventTime) + msOf(begun.startToFireTimeout));
      if (fired) timers.delete(fired.timerId ?? '');
      if (gone) timers.delete(gone.timerId ?? '');
    }
    const overdue = [...timers.values()].filter((at) => at < Date.now() - LATE_TIMER_MS).length;
    const failing = raw.pendingWorkflowTask?.attempt ?? 1;
    if (failing > 3) this.find('stuck', no, `its workflow task was tried ${failing} times`);
    if (overdue > 0) this.find('stuck', no, `${overdue} timers should have fired`);
    if (row.status !== 'open' || row.tasks > 0) {
      if (timers.size === 0 && activities === 0 && row.tasks === 0)
        this.find('stuck', no, `${row.status}, and nothing is awaited`);
    } else this.find('stuck', no, `open without a task; ${timers.size} timers, ${activities} activities`);
  }

  /** When deadlines really happened, by the engine's own times: no event is written before it is due. */
  private async checkMoments(): Promise<void> {
    const timed = [...this.cases]
      .filter(([, { events }]) => events.some(({ type }) => ONCE_A_RUNG.includes(type)))
      .slice(-HISTORIES);
    for (const [no] of timed) {
      const runs: string[] = [];
      for await (const { runId } of this.temporal.workflow.list({ query: `WorkflowId = '${no}'` })) runs.push(runId);
      for (const runId of runs) {
        const { events } = await this.temporal.workflow.getHandle(no, runId).fetchHistory();
        for (const { activityTaskScheduledEventAttributes: scheduled, eventTime } of events ?? [])
          for (const payload of scheduled?.input?.payloads ?? [])
            for (const { type, data } of eventsIn(payload.data)) {
              const due = data['due'] as string | undefined;
              if (due === undefined || !ONCE_A_RUNG.includes(type)) continue;
              this.count('steps of ladders held against the engine’s times');
              if (msOf(eventTime) < Date.parse(due) - AHEAD_MS)
                this.find(
                  'early',
                  no,
                  `${type}, due at ${due}, was written at ${new Date(msOf(eventTime)).toISOString()}`,
                );
            }
      }
    }
  }
}

/**
 * Whether a case has what its clients were told, action by action, and nothing more.
 * @param told how often each action (`number action`) was accepted, and how often nobody knows
 */
export function compareActions(
  no: string,
  events: readonly Stored[],
  { accepted, perhaps }: Record<'accepted' | 'perhaps', ReadonlyMap<string, number>>,
): Finding[] {
  const findings: Finding[] = [];
  const caused = new Map<string, number>();
  const refused = new Map<string, number>();
  const askedInVain = new Map<string, number>();
  const keys = new Set<string>();
  for (const { cause, type, data } of events) {
    // What was accepted unheard (202) may be refused later, aloud.
    if (type === 'ActionRefused' && data['via'] === 'api') add(refused, `${no} ${String(data['action'])}`);
    // A merge stands in the events as asked for; where the other complaint refuses it, whoever waited is told so.
    if (type === 'MergeRefused') add(askedInVain, `${no} merge`);
    // A case that is merged speaks for itself.
    if (cause?.via !== 'api' || cause.action === 'absorb') continue;
    if (keys.has(cause.key)) findings.push({ what: 'twice', no, detail: `${cause.action} under one key` });
    keys.add(cause.key);
    add(caused, `${no} ${cause.action}`);
  }
  const all = [...caused.keys(), ...[...accepted.keys()].filter((one) => one.startsWith(`${no} `))];
  for (const what of new Set(all)) {
    const is = caused.get(what) ?? 0;
    const should = accepted.get(what) ?? 0;
    const detail = `${what}: ${should} accepted, ${is} stored`;
    if (is + (refused.get(what) ?? 0) < should) findings.push({ what: 'lost', no, detail });
    if (is - (askedInVain.get(what) ?? 0) > should + (perhaps.get(what) ?? 0))
      findings.push({ what: 'twice', no, detail });
  }
  return findings;
}

/** Events in the argument of the activity that stores them. */
function eventsIn(data: Uint8Array | null | undefined): Stored[] {
  try {
    const { events } = JSON.parse(Buffer.from(data ?? []).toString('utf8')) as {
      events?: (Stored | { text: string })[];
    };
    return (events ?? [])
      .map((event) => ('text' in event ? (JSON.parse(event.text) as Stored) : event))
      .filter((event) => typeof event.data === 'object');
  } catch {
    return [];
  }
}

/** Seconds may come as a number of 64 bits, which is an object. */
function msOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1e6);
}

function add(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
