import { next, to } from '../../step/outcome';
import type { ContextOf, DataOf, ParamsOf, Run } from '../../stage';
import type { TaskAnswerOf } from '../../step/context';
import type { fieldWork } from './definition';
import { ofHandler } from '../../step/handler';
import { tellCustomer } from '../../step/notify-customer';

type Work = ParamsOf<typeof fieldWork>;

/** As much as is reported during one visit at the customer's. */
const MOST_REPORTS = 30;
type Said<A extends string> = TaskAnswerOf<DataOf<typeof fieldWork>, A>;

export const runFieldWork: Run<typeof fieldWork> = async (c, step) => {
  const damages: Said<'reportDamage'>[] = [];
  const words: Said<'goOnVerbally'>[] = [];
  let finished: Said<'finishWork'> | undefined;
  for (let report = 1; report <= MOST_REPORTS && finished === undefined; report++) {
    // What is reported on the way is no new task: the time for the work goes on.
    const dueAt = c.state.tasks[`${c.place}/work-1`]?.dueAt;
    const verbally = step.verbal === undefined ? [] : (['goOnVerbally'] as const);
    const answer = await c.awaitTask(`work-${report}`, {
      ...ofHandler(c, step),
      ...(dueAt === undefined ? {} : { within: undefined, dueAt }),
      actions: ['moveFixtures', 'reportDamage', ...verbally, 'finishWork'],
    });
    if (answer === undefined) break;
    if (answer.action === 'finishWork') {
      finished = answer;
      break;
    }
    const name = `reported-${report}`;
    if (answer.action === 'moveFixtures') c.record(name, 'FixturesMoved', { ...answer.data }, answer.by);
    if (answer.action === 'reportDamage') {
      c.record(name, 'DamageReported', { ...answer.data }, answer.by);
      damages.push(answer);
    }
    if (answer.action === 'goOnVerbally') {
      c.record(name, 'VerballyApproved', { ...answer.data }, answer.by);
      words.push(answer);
    }
  }
  const done = finished?.by !== undefined && finished.data.done;
  c.record('finished', done ? 'WorkFinished' : 'WorkUnfinished', { ...finished?.data }, finished?.by);
  for (const [i, damage] of damages.entries()) await settle(c, step, i + 1, damage);
  for (const [i, word] of words.entries()) await confirmWord(c, step, i + 1, word);
  const again = step.unfinished;
  return !done && again !== undefined && c.visit <= again.atMost ? to(again.to) : next;
};

/** What we broke is paid for at its price; a payment nobody knows the outcome of stands in the ledger as such. */
async function settle(
  c: ContextOf<typeof fieldWork>,
  step: Work,
  number: number,
  damage: Said<'reportDamage'>,
): Promise<void> {
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
  const { template } = step.damage;
  if (template !== undefined) await tellCustomer(c, `damage-${number}-told`, template, step, { costFen });
}

async function confirmWord(
  c: ContextOf<typeof fieldWork>,
  step: Work,
  number: number,
  word: Said<'goOnVerbally'>,
): Promise<void> {
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
