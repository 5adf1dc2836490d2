import type { StepOf } from '../../domain/policy/compiled';
import type { TaskAnswer } from '../../domain/state';
import type { StepHandle } from '../case';
import { next, to } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { ofHandler } from '../../domain/step/handler';

type Work = StepOf<'fieldWork'>;

/** As much as is reported during one visit at the customer's. */
const MOST_REPORTS = 30;
const REPORTS = {
  moveFixtures: 'FixturesMoved',
  reportDamage: 'DamageReported',
  goOnVerbally: 'VerballyApproved',
} as const;

export const fieldWork: Stage<'fieldWork'> = async (c, step) => {
  const damages: TaskAnswer[] = [];
  const words: TaskAnswer[] = [];
  let finished: TaskAnswer | undefined;
  for (let report = 1; report <= MOST_REPORTS && finished === undefined; report++) {
    // What is reported on the way is no new task: the time for the work goes on.
    const dueAt = c.state.tasks[`${c.place}/work-1`]?.dueAt;
    const answer = await c.awaitTask(`work-${report}`, {
      ...ofHandler(c, step),
      ...(dueAt === undefined ? {} : { within: undefined, dueAt }),
      actions: ['moveFixtures', 'reportDamage', ...(step.verbal === undefined ? [] : ['goOnVerbally']), 'finishWork'],
    });
    if (answer === undefined || !(answer.action in REPORTS)) {
      finished = answer;
      break;
    }
    c.record(`reported-${report}`, REPORTS[answer.action as keyof typeof REPORTS], { ...answer.data }, answer.by);
    if (answer.action === 'reportDamage') damages.push(answer);
    if (answer.action === 'goOnVerbally') words.push(answer);
  }
  const done = finished?.by !== undefined && finished.data['done'] === true;
  c.record('finished', done ? 'WorkFinished' : 'WorkUnfinished', { ...finished?.data }, finished?.by);
  for (const [i, damage] of damages.entries()) await settle(c, step, i + 1, damage);
  for (const [i, word] of words.entries()) await confirmWord(c, step, i + 1, word);
  const again = step.unfinished;
  return !done && again !== undefined && c.visit <= again.atMost ? to(again.to) : next;
};

/** What we broke is paid for at its price; a payment nobody knows the outcome of stands in the ledger as such. */
async function settle(c: StepHandle<Work>, step: Work, number: number, damage: TaskAnswer): Promise<void> {
  const answer = await c.awaitTask(`damage-${number}`, { ...step.damage, actions: ['settleDamage'] });
  const {
    paid = true,
    amountFen = damage.data['amountFen'],
    ...why
  } = (answer?.data ?? {}) as {
    paid?: boolean;
    amountFen?: number;
  };
  const costFen = Number(amountFen);
  if (!paid) {
    c.record(`damage-${number}-settled`, 'DamageSettled', { paid: false, amountFen: 0, ...why }, answer?.by);
    return;
  }
  const payment = await c.perform(`damage-${number}-paid`, 'executeRemedy', {
    kind: 'compensation',
    params: { amountFen: costFen, basis: 'loss' },
    costFen,
  });
  c.record(
    `damage-${number}-settled`,
    'DamageSettled',
    { paid: true, amountFen: costFen, payment: payment.status, ...why },
    answer?.by,
  );
}

async function confirmWord(c: StepHandle<Work>, step: Work, number: number, word: TaskAnswer): Promise<void> {
  if (step.verbal === undefined) return;
  const answer = await c.awaitTask(`word-${number}`, {
    ...step.verbal,
    assignee: String(word.data['approvedBy']),
    byName: true,
    actions: ['confirmVerbal'],
  });
  const confirmed = answer?.data['confirmed'] === true;
  c.record(
    `word-${number}-confirmed`,
    confirmed ? 'VerbalConfirmed' : 'VerbalDenied',
    { approvedBy: word.data['approvedBy'], ...answer?.data },
    answer?.by,
  );
}
