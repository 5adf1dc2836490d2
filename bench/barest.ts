import { allHandlersFinished, ApplicationFailure, condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { ActionAnswer } from '../domain/file/action-answer';
import type { Envelope } from '../domain/file/envelope';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Intake } from '../domain/case/intake';
import type { EffectOutcome, Effects, Journal } from '../domain/activity-contract';
import { actionUpdate, recordUpdate } from '../workflows/messages';

const world = proxyActivities<Effects & Journal>({ startToCloseTimeout: '30s' });

export interface BarestInput {
  no: string;
  fingerprint: string;
  intake: Intake;
  policy: { id: string; version: string; bundleHash: string };
}

/**
 * What is left of a complaint without policy, rules, roles, deadlines, explanations and repeats: ten people are waited
 * for in a row, five things are done outside by the same activities, what happened goes to the same journal after each, and
 * one timer runs until the end. It takes the same messages as ours, and refuses those that come
 * too early.
 */
export async function barestWorkflow(input: BarestInput): Promise<void> {
  const { no, fingerprint, intake, policy } = input;
  const outbox: CaseEvent[][] = [];
  let fresh: CaseEvent[] = [];
  let seq = 0;
  let head = '';
  let awaited: string | undefined;
  let underWay = 0;
  let isOver = false;

  const note = (type: string, data: Record<string, unknown>): number => {
    fresh.push({ no, seq: ++seq, at: new Date(Date.now()).toISOString(), type, data });
    return seq;
  };
  /** What happened since the last time goes to the journal as one batch. */
  const batch = (): void => {
    outbox.push(fresh);
    fresh = [];
  };
  const standsStill = (): boolean => awaited !== undefined || underWay > 0 || isOver;
  const answer = async (at: number): Promise<ActionAnswer> => {
    await condition(standsStill);
    return { no, seq: at, upTo: seq, status: 'open', steps: {}, tasks: [], underWay: [] };
  };
  const person = async (action: string): Promise<void> => {
    awaited = action;
    await condition(() => awaited === undefined);
    if (action === 'review') note('CaseClosed', {});
    batch();
  };
  const effect = async (activity: string, done: Promise<EffectOutcome>): Promise<void> => {
    underWay++;
    const { status } = await done;
    underWay--;
    if (status !== 'succeeded') throw ApplicationFailure.nonRetryable(`${activity} ${status}`);
    note('Done', { activity });
    batch();
  };
  const tell = (template: string): Promise<void> =>
    effect(
      template,
      world.sendMessage({
        ...{ no, key: `${no}/${template}`, bundleHash: policy.bundleHash, template, language: intake.language },
        contact: { name: intake.complainant.name ?? '', email: intake.complainant.email ?? '' },
        values: {
          no,
          category: intake.category,
          recordedAt,
          remedies: 'refund',
          costFen: COST_FEN,
          option: 1,
          options: 1,
        },
      }),
    );
  const journal = async (): Promise<void> => {
    for (;;) {
      await condition(() => outbox.length > 0 || isOver);
      const events = outbox.shift();
      if (events === undefined) return;
      head = await world.appendEvents({ no, head, events });
    }
  };

  setHandler(recordUpdate, () => answer(1), {
    validator: (message) => {
      if (message.fingerprint !== fingerprint)
        throw ApplicationFailure.nonRetryable('another complaint', 'AnotherComplaint');
    },
  });
  for (const action of ACTIONS)
    setHandler<ActionAnswer, [Envelope], ReturnType<typeof actionUpdate>>(
      actionUpdate(action),
      (message) => {
        awaited = undefined;
        return answer(note('Did', { action, by: message.by.id, data: message.data }));
      },
      {
        validator: () => {
          if (awaited !== action) throw ApplicationFailure.nonRetryable('not now', 'Busy');
        },
      },
    );

  const recordedAt = new Date(Date.now()).toISOString();
  note('ComplaintRecorded', { intake, policy });
  const beside = Promise.all([journal(), condition(() => isOver, '4 hours')]);
  await tell('acknowledgement');
  for (const action of ['judge', 'accept', 'submitFindings', 'propose', 'approve']) await person(action);
  await tell('offer');
  await person('answerOffer');
  const refund = { kind: 'refund', params: { amountFen: COST_FEN, to: 'originalPayment' }, costFen: COST_FEN };
  await effect('refund', world.executeRemedy({ no, key: `${no}/refund`, ...refund }));
  await tell('result');
  await person('recordCallback');
  await person('decidePenalties');
  const penalty = {
    ground: 'responsible/qian',
    person: 'qian',
    because: 'responsible',
    percent: 5,
    of: 'performancePay',
    rule: 'penalty',
  };
  await effect('penalty', world.bookPenalty({ no, key: `${no}/penalty`, bundleHash: policy.bundleHash, penalty }));
  await person('planImprovement');
  await person('review');
  isOver = true;
  await beside;
  await condition(allHandlersFinished);
}

const COST_FEN = 39_900;
const ACTIONS = [
  ...['judge', 'accept', 'submitFindings', 'propose', 'approve', 'answerOffer'],
  ...['recordCallback', 'decidePenalties', 'planImprovement', 'review'],
];
