import { setTimeout as sleep } from 'node:timers/promises';
import type { Task } from '../../domain/case/state';
import type { HttpDesk } from '../support/http-desk';
import { complaintIn, WEB_INTAKE } from '../support/http-scenario';
import { PLANS } from '../support/plans';
import type { Plan } from '../support/plans';
import type { Scenario } from '../support/scenario';
import type { Eventful } from './eventful';
import { atTheDesk, DESK, withoutWorker } from './eventful';

const JUDGE = 'main/judge/1/judge';
const SOLVED = PLANS.find(({ name }) => name === 'solved') as Plan;
/** How long, in milliseconds, a case is watched that nobody does anything about. */
const LEFT_ALONE_MS = 80_000;

/** What befalls cases under policies in which every time is a few seconds. */
export const IN_SECONDS: Readonly<Record<string, Eventful>> = {
  downtime: {
    tell: downtime,
    shows: ['TaskDecidedByDefault', 'ActionRefused', 'JudgedUnfounded', 'TaskMoved'],
  },
  merged: { tell: merged, shows: ['CaseMerged', 'ComplaintAbsorbed', 'CaseReopened'] },
  'rested-while-awaited': { tell: rested, shows: ['CasePaused', 'CaseResumed', 'TaskMoved', 'TaskEscalated'] },
};

/**
 * Nobody does anything about the complaint before the last rung of what asks for them; then they do what they can.
 * @returns the number, whatever has become of it by then
 */
export async function leftAlone(desk: HttpDesk, scenario: Scenario): Promise<string> {
  const no = await desk.register(scenario.recordedBy ?? WEB_INTAKE, complaintIn(scenario));
  const isTheirs = ({ rungs }: Task): boolean => rungs.every(({ done }) => done === true);
  await desk.drive(no, SOLVED, { withinMs: LEFT_ALONE_MS, isTheirs });
  return no;
}

/**
 * No worker is there when somebody decides by default. Of three complaints, one is judged in time, one too late, and of
 * the third nobody had been told yet that it waits.
 */
async function downtime(desk: HttpDesk): Promise<string[]> {
  await desk.as('complaintsManager');
  const [inTime, late] = await Promise.all([atTheDesk(desk), atTheDesk(desk)]);
  const rungOf = (task: Task | undefined, does: string) => task?.rungs.find((one) => one.does === does);
  const isTold = ({ tasks }: { tasks: Record<string, Task> }): boolean =>
    rungOf(tasks[JUDGE], 'escalate')?.done === true;
  const [first, second, untold] = await Promise.all([
    desk.until(inTime, isTold),
    desk.until(late, isTold),
    // Nobody above is told of it by the time that the others wait for the decision.
    sleep(5_000).then(() => atTheDesk(desk)),
  ]);
  await withoutWorker(desk, async () => {
    const word = { founded: false, evidence: '监控' };
    const decides = [first, second].map(({ tasks }) => Date.parse(rungOf(tasks[JUDGE], 'decide')?.at ?? ''));
    await desk.does('complaintsManager', inTime, 'judge', word, { inPassing: true });
    if (Date.now() > Math.min(...decides)) throw new Error('the time was over before the word was sent');
    await sleep(Math.max(...decides) - Date.now() + 500);
    await desk.does('complaintsManager', late, 'judge', word, { inPassing: true });
  });
  await desk.until(late, ({ refusals }) => refusals === 1);
  await desk.until(untold, (state) => isTold(state));
  await Promise.all([inTime, late, untold].map((no) => desk.drive(no, SOLVED, { withinMs: 30_000 })));
  return [inTime, late, untold];
}

/** Of three complaints about the same, two are merged into the third; one is taken up again and goes on as itself. */
async function merged(desk: HttpDesk): Promise<string[]> {
  const [into, one, another] = [await atTheDesk(desk), await atTheDesk(desk), await atTheDesk(desk)];
  const reason = '同一件事';
  await desk.does(DESK, one, 'merge', { into, reason });
  await desk.send(DESK, another, 'merge', { into: one, reason });
  await desk.does(DESK, one, 'reopen', { reason: '不是一件事' });
  await desk.does(DESK, another, 'merge', { into, reason });
  await Promise.all([into, one].map((no) => desk.drive(no, SOLVED, { withinMs: 30_000 })));
  return [into, one, another];
}

/** The customer is awaited longer than anybody would have had time; then nobody acts for as long as was left. */
async function rested(desk: HttpDesk): Promise<string[]> {
  const no = await atTheDesk(desk);
  await desk.does(DESK, no, 'pause', { waitsFor: 'customer', reason: '等客户补照片' });
  await sleep(6_000);
  await desk.does(DESK, no, 'resume');
  await desk.until(
    no,
    ({ tasks }) => tasks[JUDGE]?.rungs.some(({ does, done }) => does === 'escalate' && done) === true,
  );
  await desk.drive(no, SOLVED, { withinMs: 30_000 });
  return [no];
}
