import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { samplePlaces } from '../../cli/sample-staff';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { IN_A_MONTH } from '../support/in-a-month';
import { Stack } from '../support/stack';
import { Http } from './support/http';
import type { Answered } from './support/http';
import { member, PASSWORD } from './support/running-api';

/** The eight steps in seconds: what nobody judges in time is founded. */
const POLICY = 'hasty';
const PEOPLE = [
  member('mei', { roles: ['complaintsDesk'] }),
  // Whoever holds a post at a place has to be let in to a case there, whatever is away.
  member('lin', { roles: ['complaintsManager'], places: ['hq'] }),
  member('audit', { roles: ['auditor'] }),
];

const policies = fastPolicies({ only: [POLICY] });
const JUDGED_BY_DEFAULT = /after: PT8S(\s+do: decide\s+action: judge)/;
const file = join(policies, `${POLICY}.yaml`);
// Time enough between the last who is told and the decision, on a busy machine too.
writeFileSync(file, readFileSync(file, 'utf8').replace(JUDGED_BY_DEFAULT, 'after: PT16S$1'));

const apiEnv: Record<string, string> = {};
let stack: Stack;
let who: Record<string, Http> = {};

beforeAll(async () => {
  stack = await Stack.start({
    api: true,
    before: (one) => enterStaff(one, PEOPLE, samplePlaces()),
    env: { REDRESS_POLICIES: policies, REDRESS_ANSWER_WITHIN_MS: '1500' },
    apiEnv,
  });
}, 180_000);
afterAll(async () => {
  await stack.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

async function as(id: string): Promise<Http> {
  const http = new Http(stack.apiUrl);
  return (who[id] ??= http.as((await http.post('/api/v1/session', { id, password: PASSWORD })).body.token as string));
}

async function register(): Promise<string> {
  const http = await as('mei');
  const intake = { category: 'quality', channel: 'phone', complainant: { name: '客' }, text: '坏了' };
  for (;;) {
    const { status, body } = await http.post('/api/v1/complaints', { policy: POLICY, ...intake });
    if (status === 201) return body.no as string;
  }
}

async function judge(no: string, key: string): Promise<Answered> {
  const data = { founded: false, evidence: '监控' };
  const headers = { 'Idempotency-Key': key };
  return (await as('lin')).post(`/api/v1/complaints/${no}/actions/judge`, { data }, headers);
}

/** Until the case has answered, one way or the other. */
async function answered(send: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answer = await send();
    if (answer.status < 500 && answer.body.code !== 'Busy') return answer;
    await sleep(250);
  }
}

type Entry = { type: string; by?: unknown; data: Record<string, unknown> };
const timeline = async (no: string): Promise<Entry[]> =>
  (await (await as('audit')).get(`/api/v1/complaints/${no}/timeline`)).body.items as Entry[];
const typesOf = async (no: string): Promise<string[]> => (await timeline(no)).map(({ type }) => type);

/** When it is decided without whoever is asked; everybody above has been told by then. Undefined once that is past. */
async function decidesAt(no: string): Promise<number | undefined> {
  for (;;) {
    const { body } = await (await as('mei')).get(`/api/v1/complaints/${no}/forecast`);
    const steps = (body as { items: { what: string; at: string; task?: string }[] }).items.filter(
      ({ task }) => task === 'main/judge/1/judge',
    );
    if (steps.length === 1 && steps[0]?.what === 'decide') return Date.parse(steps[0].at);
    if ((await typesOf(no)).includes('JudgedFounded')) return undefined;
    await sleep(100);
  }
}

test('sent in time and again too late, a word counts from its first stamp, though worker, engine and API were gone; one first sent too late never does', async () => {
  let inTime: string;
  let late: string;
  let decides: number;
  for (;;) {
    [inTime, late] = await Promise.all([register(), register()]);
    const [first, second] = await Promise.all([decidesAt(inTime), decidesAt(late)]);
    if (first === undefined || second === undefined) continue;
    decides = Math.max(first, second);
    await stack.kill('worker');
    const sent = await judge(inTime, 'in-time');
    expect(sent.body).toMatchObject({ status: 504, code: 'AnswerLate', idempotencyKey: 'in-time' });
    if (Date.now() < Math.min(first, second)) break;
    // The machine was busy: by the time that it was sent, it may have been late.
    await stack.begin('worker');
  }
  // What waits for a worker is in the engine's memory alone: nothing of the first attempt is left.
  for (const part of ['api', 'temporal'] as const) await stack.kill(part);
  await sleep(decides - Date.now() + 1_000);
  for (const part of ['temporal', 'api'] as const) await stack.begin(part);
  expect((await judge(inTime, 'in-time')).body.code).toBe('AnswerLate');
  expect((await judge(late, 'late')).body.code).toBe('AnswerLate');
  await stack.begin('worker');

  expect((await answered(() => judge(inTime, 'in-time'))).status).toBe(200);
  const types = await typesOf(inTime);
  expect(types).toContain('JudgedUnfounded');
  expect(types).not.toContain('TaskDecidedByDefault');

  const refused = await answered(() => judge(late, 'late'));
  expect(refused.body).toMatchObject({ status: 409, code: 'TaskEnded' });
  // A refusal waits for no journal: what was decided may be stored a moment later.
  while (!(await typesOf(late)).includes('JudgedFounded')) await sleep(100);
  expect(await typesOf(late)).toContain('TaskDecidedByDefault');
  expect(await typesOf(late)).not.toContain('JudgedUnfounded');
}, 240_000);

test('while the clock of the API is ahead of the engine’s nothing is taken, and the same request is good once it is right', async () => {
  const no = await register();
  const note = async (): Promise<Answered> =>
    (await as('lin')).post(
      `/api/v1/complaints/${no}/actions/note`,
      { data: { text: '客户来电' } },
      { 'Idempotency-Key': 'ahead' },
    );
  const begin = async (options: string): Promise<void> => {
    await stack.parts.get('api')?.stop();
    apiEnv['NODE_OPTIONS'] = options;
    await stack.begin('api');
    // By another clock no session holds.
    who = {};
  };
  await begin(IN_A_MONTH);
  const refused = await note();
  expect([refused.status, refused.headers.get('content-type')]).toEqual([
    503,
    expect.stringContaining('application/problem+json'),
  ]);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.body).toMatchObject({ code: 'ClockAhead', wayOut: expect.any(String) });
  await begin('');
  expect(await typesOf(no)).not.toContain('NoteAdded');
  expect((await answered(note)).status).toBe(200);
  expect((await typesOf(no)).filter((type) => type === 'NoteAdded')).toHaveLength(1);
}, 240_000);

test('what nobody waits for is refused, too, once more waits for the store than a history bears; what was taken is kept', async () => {
  const no = await register();
  const http = await as('lin');
  // What was last read of a session and of a case holds while nothing can be read.
  await http.get(`/api/v1/complaints/${no}`);
  await stack.kill('mongo');
  const text = '客户来电催问处理进度。'.repeat(727);
  const taken: string[] = [];
  let refused: Answered | undefined;
  const fill = async (name: string): Promise<void> => {
    for (let i = 0; refused === undefined && i < 200; i++) {
      const headers = { 'Idempotency-Key': `${name}-${i}`, Prefer: 'respond-async' };
      const answer = await http.post(`/api/v1/complaints/${no}/actions/note`, { data: { text } }, headers);
      if (answer.status === 202) taken.push(`${name}-${i}`);
      else if (answer.status < 500) refused = answer;
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_, i) => fill(`writer-${i}`)));
  expect(refused?.body).toMatchObject({ status: 409, code: 'Busy', wayOut: expect.any(String) });
  expect(refused?.headers.get('retry-after')).toBe('60');
  expect(taken.length).toBeGreaterThan(100);
  await stack.begin('mongo');
  const notes = async (): Promise<number> =>
    (await (await as('lin')).get(`/api/v1/complaints/${no}`)).body.notes as number;
  for (let tries = 0; tries < 240 && (await notes()) < taken.length; tries++) await sleep(500);
  expect(await notes()).toBe(taken.length);
  expect((await (await as('audit')).get(`/api/v1/audit/${no}/verify`)).body).toMatchObject({ intact: true });
}, 300_000);
