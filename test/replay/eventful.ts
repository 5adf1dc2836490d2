import { randomUUID } from 'node:crypto';
import { revive } from '../../cli/revive';
import type { CaseState } from '../../domain/case/state';
import type { HttpDesk } from '../support/http-desk';
import { inParallel } from '../support/in-parallel';
import { PLANS } from '../support/plans';
import type { Plan } from '../support/plans';

/** What befalls cases beside their procedure, told through the API; answers whose histories are kept. */
export interface Eventful {
  tell: (desk: HttpDesk) => Promise<string[]>;
  /** Events by which one sees in the histories that it befell them. */
  shows: readonly string[];
}

const POLICY = 'enterprise-eight-step';
export const DESK = 'complaintsDesk';
const MANAGER = 'complaintsManager';
const GENERAL = 'generalManager';
const JUDGE = 'main/judge/1/judge';
const SOLVED = PLANS.find(({ name }) => name === 'solved') as Plan;

const COMPLAINT = {
  policy: POLICY,
  category: 'quality',
  channel: 'phone',
  complainant: { name: '沈立', phone: '13800000077', email: 'shen@example.com' },
  text: '电饭煲漏电',
  demand: { kind: 'refund', amountFen: 3_000 },
};

/** They wait for nothing that takes long, under policies as they are shipped. */
export const EVENTFUL: Readonly<Record<string, Eventful>> = {
  'large-batch': { tell: largeBatch, shows: ['NoteAdded', 'CaseResolved'] },
  repeats: { tell: repeats, shows: ['NoteAdded', 'JudgedFounded'] },
  reassigned: { tell: reassigned, shows: ['ActionRefused', 'TaskReassigned'] },
  'fresh-history': { tell: freshHistory, shows: ['CaseResolved'] },
  paused: { tell: paused, shows: ['CasePaused', 'CaseResumed'] },
  extended: { tell: extended, shows: ['ExtensionAsked', 'LimitExtended'] },
  revived: { tell: revived, shows: ['CaseRevived', 'NoteAdded', 'CaseResolved'] },
  incident: { tell: incident, shows: ['IncidentJoined', 'MembersLinked', 'MemberUnlinked', 'AnswerRejected'] },
  'corrective-action': { tell: correctiveAction, shows: ['MeasurePlanned', 'CompletionReported', 'EffectAssessed'] },
};

/** Ready to be judged. */
export async function atTheDesk(desk: HttpDesk, changes: object = {}): Promise<string> {
  const no = await desk.register(DESK, { ...COMPLAINT, ...changes });
  await desk.until(no, ({ tasks }) => tasks[JUDGE] !== undefined);
  return no;
}

/** No worker is there meanwhile. */
export async function withoutWorker(desk: HttpDesk, meanwhile: () => Promise<void>): Promise<void> {
  const { stack } = desk.office;
  await stack.kill('worker');
  try {
    await meanwhile();
  } finally {
    await stack.begin('worker');
  }
}

async function withdrawn(desk: HttpDesk, no: string): Promise<void> {
  await desk.does(MANAGER, no, 'withdraw');
  await desk.drive(no, SOLVED);
}

/** More comes while no worker is there than one batch of the journal bears. */
async function largeBatch(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk);
  const notes = Array.from({ length: 18 }, (_, i) => `${i} ${'客户来电催问处理进度。'.repeat(727)}`.slice(0, 8_000));
  await withoutWorker(desk, async () => {
    await inParallel(notes, 3, (text) => desk.does(DESK, no, 'note', { text }, { inPassing: true }));
  });
  await desk.until(no, (state) => state.notes === notes.length);
  await withdrawn(desk, no);
  return [no];
}

/** One key again and again, at once and later, waited for and in passing. */
async function repeats(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk);
  const again = Array.from({ length: 30 }, (_, i) => i);
  for (const inPassing of [false, true])
    await inParallel(again, 6, () => desk.does(DESK, no, 'note', { text: '同一条' }, { key: 'note-1', inPassing }));
  const judge = () =>
    desk.does(DESK, no, 'judge', { founded: true, reason: '有照片' }, { key: 'judge-1', task: JUDGE });
  await judge();
  await judge();
  await desk.drive(no, SOLVED);
  await judge();
  return [no];
}

/** A task is not given to whoever may not have it, and then to a colleague, who does it. */
async function reassigned(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk);
  const to = (person: string): object => ({ task: JUDGE, person, reason: '午休' });
  // In passing, so that the refusal stands in the case.
  await desk.does(DESK, no, 'reassign', to('supervisor'), { inPassing: true });
  await desk.until(no, ({ refusals }) => refusals === 1);
  await desk.does(DESK, no, 'reassign', to(`${DESK}-2`));
  await desk.does(DESK, no, 'judge', { founded: false, evidence: '监控' }, { task: JUDGE, inPassing: true });
  await desk.until(no, ({ refusals }) => refusals === 2);
  await desk.drive(no, SOLVED);
  return [no];
}

/** So much is said of it that it goes on in a fresh history, with repeats of what was said before. */
async function freshHistory(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk);
  const keys = Array.from({ length: 520 }, () => randomUUID());
  await inParallel(keys, 8, (key) => desk.does(DESK, no, 'note', { text: '催问' }, { key, inPassing: true }));
  await desk.until(no, ({ notes }) => notes === keys.length);
  for (const key of [keys[0], keys.at(-1)])
    if (key !== undefined) await desk.does(DESK, no, 'note', { text: '催问' }, { key });
  await desk.drive(no, SOLVED);
  return [no];
}

async function paused(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk);
  await desk.does(DESK, no, 'pause', { waitsFor: 'customer', reason: '等客户补照片' });
  await desk.does(DESK, no, 'receiveMessage', { channel: 'sms', text: '照片已发' });
  // Unless the customer's word has ended it.
  await desk.send(DESK, no, 'resume');
  await desk.until(no, ({ pause }) => pause === undefined);
  await desk.drive(no, SOLVED);
  return [no];
}

async function extended(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk, { policy: 'clocked' });
  const asks = (reason: string) => desk.does(DESK, no, 'extendLimit', { clock: 'resolution', reason });
  await asks('厂家检测需十天');
  await desk.does(MANAGER, no, 'refuseExtension', { reason: '尚有时间' });
  await asks('厂家确认需十天');
  await desk.does(MANAGER, no, 'approveExtension');
  await desk.drive(no, SOLVED);
  return [no];
}

/** Its workflow ends before its time, with a note that was taken and not stored. */
async function revived(desk: HttpDesk): Promise<string[]> {
  const { temporal: client, database: connection, keys } = desk.office;
  const no = await atTheDesk(desk);
  await withoutWorker(desk, async () => {
    await desk.does(DESK, no, 'note', { text: '客户来电' }, { inPassing: true });
    await client.workflow.getHandle(no).terminate('by an operator');
  });
  await revive(no, { client, connection, ...keys, by: 'cli:operator', watchedMs: 1_000 });
  await desk.drive(no, SOLVED);
  return [no];
}

/** Three alike, of which one leaves; the first answer is rejected. */
async function incident(desk: HttpDesk): Promise<string[]> {
  // Not like those of another telling.
  const batch = randomUUID().slice(0, 8);
  const alike = {
    ...{ policy: 'batch', category: 'goods', channel: 'counter', complainant: { name: '顾女士' }, text: '电饭煲漏电' },
    ...{ product: 'cooker-5', fields: { batch } },
  };
  const [first, ...others] = await inParallel([1, 2, 3], 3, () => desk.register(DESK, alike));
  const members = [first as string, ...others];
  const joined = ({ incident: of }: CaseState): boolean => of !== undefined;
  const states = await Promise.all(members.map((one) => desk.until(one, joined)));
  const no = states[0]?.incident?.no as string;
  await desk.does(MANAGER, no, 'unlink', { case: members.at(-1), reason: '批号不同' });
  await desk.does(MANAGER, no, 'submitFindings', { cause: '插座接触不良', causeCode: 'socket', persons: [] });
  const refund = (amountFen: number) => ({
    options: [{ remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen } }] }],
  });
  await desk.does(MANAGER, no, 'propose', refund(19_900));
  await desk.does(GENERAL, no, 'reject', { reason: '应全额退款' });
  await desk.does(MANAGER, no, 'propose', refund(39_900));
  await desk.does(GENERAL, no, 'approve');
  await Promise.all(members.map((one) => desk.drive(one, SOLVED)));
  await desk.does(MANAGER, no, 'close');
  await desk.untilIncident(no, ({ status }) => status === 'closed');
  return [no, ...members];
}

/** A measure outlives its case; it does not work before its second round. */
async function correctiveAction(desk: HttpDesk): Promise<string[]> {
  const owner = 'handler-quality';
  const measures = [{ what: '装车前复核', owner }];
  const no = await atTheDesk(desk);
  const plan: Plan = {
    ...SOLVED,
    does: ({ actions }) =>
      actions.includes('planImprovement') ? { action: 'planImprovement', data: { measures } } : undefined,
  };
  const improvements = (await desk.drive(no, plan))?.improvements;
  const measure = improvements?.[0]?.['correctiveAction'] as string;
  for (const effective of [false, true]) {
    await due(desk, measure, 'carryOut');
    await desk.does(owner, measure, 'reportCompletion', { evidence: '复核单已存档' });
    await due(desk, measure, 'verify');
    await desk.does('supervisor', measure, 'verify');
    await due(desk, measure, 'assess');
    await desk.does('supervisor', measure, 'assess', { effective, finding: '看投诉数' });
  }
  await desk.untilCorrectiveAction(measure, ({ status }) => status === 'closed');
  return [no, measure];
}

async function due(desk: HttpDesk, no: string, name: string): Promise<void> {
  await desk.untilCorrectiveAction(no, ({ dues }) => dues[name] !== undefined);
}
