import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../cli/api-client';
import { ApiProblem } from '../../cli/api-client';
import { durationMs } from '../../domain/time/duration';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { Effects } from '../../domain/activity-contract';
import { eventOf } from '../../models/chain';
import type { Models } from '../../models/open-models';
import type { Scenario, Seen, Step } from './scenario';
import type { Compare } from './sight';
import { compareSight } from './sight';

/** By default. */
const PATIENCE_MS = 20_000;
const LOOKS_EVERY = 200;

/** What stories need besides the API: who is signed in under a name, and what is stored about a case. */
export interface Office {
  client: (id: string) => Promise<ApiClient>;
  models: Pick<Models, 'register' | 'events' | 'searchKeys'>;
  compare: Compare;
  /** How long what happens by itself may take: effects, and what fast policies wait a second for. */
  patienceMs?: number | undefined;
}

/**
 * Plays a scenario over HTTP on a real stack, whoever acts signed in under their own name. Real time can't be skipped:
 * what a story waits for must come by itself within moments (a callback, an archive) or not matter to what follows.
 * Stories that take people away or decide what the outside world answers are for the time-skipping server alone.
 * @returns the number of the case
 */
export async function tellOverHttp(scenario: Scenario, office: Office): Promise<string> {
  const run = new HttpRun(scenario, office);
  await run.tell();
  return run.no;
}

class HttpRun {
  no = '';

  constructor(
    private readonly scenario: Scenario,
    private readonly office: Office,
  ) {}

  async tell(): Promise<void> {
    const { recordedBy, story, ends, file } = this.scenario;
    const receiver = await this.office.client(recordedBy ?? WEB_INTAKE);
    const body = complaintIn(this.scenario);
    const { no } = await receiver.persist(() => receiver.post<{ no: string }>('/complaints', body, randomUUID()));
    this.no = no;
    for (const step of story) {
      try {
        await this.play(step);
      } catch (error) {
        throw new Error(`${file}:${step.line} (${no})\n${(error as Error).message}`, { cause: error });
      }
    }
    if (ends !== undefined) await this.eventually(() => this.look({ state: { end: ends } }));
    if (this.scenario.finally !== undefined) await this.see(this.scenario.finally);
  }

  private async play(step: Step): Promise<void> {
    if ('who' in step) return this.act(step);
    if ('expect' in step) return this.see(step.expect);
    if ('passes' in step) return;
    if ('until' in step) return this.see({ events: [{ type: step.until }] });
    throw new Error(`no such thing over HTTP: ${JSON.stringify(step)}`);
  }

  /** Until the task is there: what opens it may still be under way. */
  private async act({ who, does, with: data, task, refused }: Extract<Step, { who: string }>): Promise<void> {
    const client = await this.office.client(who);
    const said = inTime(data);
    const key = randomUUID();
    const attempt = async (): Promise<string | undefined> => {
      try {
        await client.act(this.no, does, said, { key, ...(task === undefined ? {} : { task }) });
        return undefined;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        const { code = String(error.status), errors = [] } = error.problem;
        // What the policy has no word for never gets as far as the case, which would say why it does not fit.
        const isUnknown = errors.length > 0 && errors.every((one) => one.code === 'unknown_code');
        if (isUnknown && refused !== undefined && UNKNOWN_TO_CASES.has(refused)) return refused;
        return AT_THE_EDGE[code] ?? code;
      }
    };
    await this.eventually(async () => {
      const code = await attempt();
      if (code !== refused) throw new Error(`${who} ${does}: ${code ?? 'accepted'}, not ${refused ?? 'accepted'}`);
    });
  }

  private see(seen: Seen): Promise<void> {
    return this.eventually(() => this.look(seen));
  }

  private async look({ told: _told, mayDo: _mayDo, reports: _reports, ...seen }: Seen): Promise<void> {
    const { register, events: store, searchKeys } = this.office.models;
    const record = await register.get(this.no);
    if (record === undefined) throw new Error(`${this.no} is not in the register`);
    const events: CaseEvent[] = [];
    for await (const chained of store.all(this.no)) events.push(eventOf(chained));
    const done = events.flatMap(({ type, data }) =>
      type === 'EffectStarted' ? [{ activity: data['activity'] as keyof Effects, key: data['key'] as string }] : [],
    );
    const sight = await searchKeys.vault.openDeep({ state: record.state, events }, this.no);
    compareSight({ ...sight, done: done.map(noOrder), mayDo: {} }, seen, this.office.compare);
  }

  private async eventually(holds: () => Promise<void>): Promise<void> {
    for (const end = Date.now() + (this.office.patienceMs ?? PATIENCE_MS); ;) {
      try {
        await holds();
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await sleep(LOOKS_EVERY);
      }
    }
  }
}

/** What an effect was ordered to do is known to nobody but the worker. */
function noOrder<T>(effect: T): T & { order: Record<string, never> } {
  return { ...effect, order: {} };
}

/** What a case would refuse, the API often has refused before, by another word that comes with the fields. */
const AT_THE_EDGE: Readonly<Record<string, string>> = { Invalid: 'Malformed' };

const UNKNOWN_TO_CASES: ReadonlySet<string> = new Set(['NotAllowedByPolicy', 'UnknownOption']);

/** In whose name complaints come in that nobody takes down. */
export const WEB_INTAKE = 'webIntake';

/** The complaint that a story begins with, as the API takes it. */
export function complaintIn({ complaint, policy, places }: Scenario): Record<string, unknown> {
  const place = places?.at(-1);
  return {
    ...(inTime(complaint) as Record<string, unknown>),
    policy,
    ...(place === undefined ? {} : { place }),
  };
}

/** `now+PT4H` and `now-P1D` become instants. */
function inTime(value: unknown): unknown {
  const [, sign, duration] = (typeof value === 'string' ? /^now([+-])(P.*)$/.exec(value) : undefined) ?? [];
  if (duration !== undefined) return new Date(Date.now() + Number(`${sign}1`) * durationMs(duration)).toISOString();
  if (Array.isArray(value)) return value.map(inTime);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inTime(part)]));
}
