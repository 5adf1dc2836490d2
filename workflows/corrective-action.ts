import { condition, continueAsNew } from '@temporalio/workflow';
import { CORRECTIVE_ACTION } from '../domain/linked-cases/corrective-action';
import { barredFromJudging } from '../domain/linked-cases/corrective-action/actions';
import type { CorrectiveActionState } from '../domain/linked-cases/corrective-action/state';
import { currentRound, ownerToTell } from '../domain/linked-cases/corrective-action/state';
import { durationMs } from '../domain/time/duration';
import { both } from '../domain/values/text';
import type { CorrectiveActionInput } from './messages';
import { orElse } from './runtime/activity-failed';
import { LinkedCase } from './linked-case/linked-case';
import { openDue } from './linked-case/open-due';

type Run = LinkedCase<CorrectiveActionState>;

/**
 * The life of a corrective or preventive action, which outlives the case it came from: people carry it out, verify and
 * assess it, each by a time; in between the complaints are watched, and counted by the end of that.
 */
export async function correctiveActionWorkflow(
  input: CorrectiveActionInput,
): Promise<{ no: string; outcome: string; rounds: number; events: number }> {
  const run = await LinkedCase.begin(CORRECTIVE_ACTION, input);
  const longer = await run.live([
    run.whenever(
      () => dueToSet(run.state),
      (due) => setDue(run, due),
    ),
    run.whenever(
      () => (run.state.dues['carryOut'] === undefined ? undefined : ownerToTell(run.state)),
      (owner) => tellOwner(run, owner),
    ),
    run.whenever(
      () => (run.state.phase === 'watch' && run.state.watchUntil === undefined ? true : undefined),
      () => setWatch(run),
    ),
    watch(run),
    run.whenever(
      () => (run.state.phase === 'count' ? run.state.watchUntil : undefined),
      (at) => count(run, at),
    ),
  ]);
  if (longer !== undefined) await continueAsNew<typeof correctiveActionWorkflow>(longer as CorrectiveActionInput);
  const { no, outcome = '', rounds, seq } = run.state;
  return { no, outcome, rounds: rounds.length, events: seq };
}

const TITLES = {
  carryOut: both('落实措施', 'Carry out the measure'),
  verify: both('核实措施完成', 'Verify that the measure was carried out'),
  assess: both('评价措施效果', 'Assess whether the measure works'),
} as const;
type Due = keyof typeof TITLES;

/** A wait for a person that is not open yet. */
function dueToSet({ phase, dues }: CorrectiveActionState): Due | undefined {
  return phase in TITLES && dues[phase] === undefined ? (phase as Due) : undefined;
}

async function setDue(run: Run, due: Due): Promise<void> {
  const { rules, owner, dueAt } = run.state;
  const { overseer, verifier } = rules;
  const asked = run.state;
  await openDue(run, due, {
    ...{ title: TITLES[due], from: new Date(Date.now()).toISOString() },
    ...(due === 'carryOut'
      ? {
          ...{ role: overseer, within: rules.within, overdue: rules.overdue },
          ...(owner === undefined ? {} : { person: owner }),
          ...(dueAt === undefined ? {} : { dueAt }),
        }
      : { role: verifier, barred: barredFromJudging(asked), ...rules[due] }),
  });
  // What was asked for is no longer so: it is done, somebody else's or due at another time. What is owed now is set next.
  const { state } = run;
  const isSame = state.phase === due && state.owner === owner && state.dueAt === dueAt;
  if (!isSame || state.rounds.length !== asked.rounds.length) run.emit({ type: 'DueMet', data: { due } });
}

async function tellOwner(run: Run, owner: string): Promise<void> {
  const { no, policy, rules, rounds, dues } = run.state;
  const { title = TITLES.carryOut, dueAt } = dues['carryOut'] ?? {};
  const status = await run.tell({
    ...{ no, key: `${no}/owner/${rounds.length}/${owner}`, bundleHash: policy.bundleHash, template: rules.template },
    to: { person: owner, role: rules.overseer, ...run.at },
    values: { no, task: title.zh, taskEn: title.en, ...(dueAt === undefined ? {} : { dueAt }) },
  });
  run.emit({ type: 'OwnerTold', data: { owner, status } });
}

async function setWatch(run: Run): Promise<void> {
  const { rules, openedAt = '' } = run.state;
  const from = currentRound(run.state).verified?.at ?? openedAt;
  const planned = run.ask('planTime', { from, limit: rules.watch }).then(({ at }) => at);
  // By the clock where no calendar can be asked.
  const at = await orElse(planned, () => new Date(Date.parse(from) + durationMs(rules.watch.duration)).toISOString());
  run.emit({ type: 'WatchSet', data: { until: at } });
}

/** Time passes; that it has is an event. */
async function watch(run: Run): Promise<void> {
  const until = (): string | undefined => (run.state.phase === 'watch' ? run.state.watchUntil : undefined);
  while (!run.isOver) {
    await condition(() => run.isOver || until() !== undefined);
    const at = until();
    if (at === undefined) continue;
    const isOver = await condition(() => run.isOver, Math.max(1, Date.parse(at) - Date.now()));
    if (!isOver) run.emit({ type: 'WatchEnded', data: {} });
  }
}

async function count(run: Run, at: string): Promise<void> {
  const { policy, category, openedAt = '', places = [] } = run.state;
  const effect = await run.work('countEffect', {
    ...{ bundleHash: policy.bundleHash, openedAt, verifiedAt: currentRound(run.state).verified?.at ?? openedAt, at },
    ...(category === undefined ? {} : { category }),
    ...(places.length === 0 ? {} : { places: places.flatMap((path) => path.at(-1) ?? []) }),
  });
  if (!run.isOver) run.emit({ type: 'EffectCounted', data: { ...effect } });
}
