import { lossOf } from '../../case/loss';
import { shareLoss, yetToClaim } from '../../penalties/liability';
import type { LiabilityShare } from '../../penalties/liability';
import { bookedLoss } from '../../penalties/loss';
import type { DecidedPenalty, PenaltyChanges, ProposedPenalty } from '../../penalties/penalty';
import { decideOn, personsIn } from '../../penalties/penalty';
import { excuseOf, groundOfDelay, groundsOf } from '../../penalties/penalty-grounds';
import type { PenaltyGround } from '../../penalties/penalty-grounds';
import type { RungRule } from '../../policy/step';
import type { TaskAnswer } from '../../case/state';
import { both } from '../../values/text';
import { next } from '../../step/outcome';
import type { ContextOf, ParamsOf, Run } from '../../stage';
import type { penalise } from './definition';

type PenaliseStep = ParamsOf<typeof penalise>;

export const runPenalise: Run<typeof penalise> = async (c, step) => {
  await excuseDelays(c, step);
  // Later costs are no part of this loss, also if the step runs again.
  const loss = step.loss === 'booked' ? { lossFen: c.remember('loss', () => booked(c)) } : {};
  await shareOutLoss(c, step, loss);
  const proposed = await propose(c, step, loss);
  if (proposed.length === 0) return next;
  c.record('proposed', 'PenaltyProposed', { penalties: proposed });
  if (step.hearing !== undefined) await hear(c, proposed, step.hearing, step.who);
  const answer = await c.awaitTask('decide', { ...step, barred: penalisedOf(proposed), actions: ['decidePenalties'] });
  const first = decideOn(proposed, answer?.data ?? {});
  const { decided, byWhom } =
    step.appeal === undefined
      ? { decided: first, byWhom: new Map<number, TaskAnswer>() }
      : await appeals(c, first, step.appeal);
  for (const [i, { waived, ...penalty }] of decided.entries()) {
    const by = (byWhom.get(i) ?? answer)?.by;
    if (waived === true) {
      c.record(`waived-${i + 1}`, 'PenaltyWaived', { ...penalty }, by);
      continue;
    }
    // Why it was reduced is the case's, not the ledger's.
    const { reason: _reason, ...entry } = penalty;
    await c.perform(`booked-${i + 1}`, 'bookPenalty', { penalty: entry });
    c.record(`assessed-${i + 1}`, 'PenaltyAssessed', { ...penalty }, by);
  }
  // Where nobody is heard and nobody can appeal, who is told and how is the house's own affair.
  if (step.hearing !== undefined || step.appeal !== undefined)
    for (const [i, person] of personsIn(proposed).entries())
      c.tellInPerson(`decided-${i + 1}-told`, 'penaltyDecided', person);
  return next;
};

function booked(c: ContextOf<typeof penalise>): number {
  return bookedLoss(c.state.remedies, c.state.costs ?? []);
}

/** Delays that are nobody's fault by the policy's own measure are marked so, and stay visible. */
async function excuseDelays(c: ContextOf<typeof penalise>, { excuse = [] }: PenaliseStep): Promise<void> {
  if (excuse.length === 0) return;
  const delays = c.remember('delays', () => {
    const decided = [...c.state.penalties, ...c.state.penaltiesWaived].map(({ ground }) => ground);
    return c.state.delays.filter(
      (delay) => delay.charged && delay.excused === undefined && !decided.includes(groundOfDelay(delay)),
    );
  });
  for (const [i, delay] of delays.entries()) {
    const { task, role, assignee, dueAt } = delay;
    const { persons, wasAway } = await c.ask(`delay-${i + 1}`, 'whoHeld', {
      ...{ role, at: dueAt },
      ...(assignee === undefined ? {} : { person: assignee }),
      ...c.at,
      ...(delay.department === undefined ? {} : { department: delay.department }),
    });
    const because = excuseOf(delay, excuse, wasAway);
    const person = assignee ?? (persons.length === 1 ? persons[0] : undefined);
    if (because !== undefined)
      c.record(`excused-${i + 1}`, 'DelayExcused', {
        ...{ task, role, because },
        ...(person === undefined ? {} : { person }),
      });
  }
}

/** Who bears the loss, and what is claimed from a supplier for its share. */
async function shareOutLoss(
  c: ContextOf<typeof penalise>,
  step: PenaliseStep,
  loss: { lossFen?: number },
): Promise<void> {
  if (step.liability === undefined) return;
  const answers = await c.decide('liability', step.liability, loss);
  const lossFen = loss.lossFen ?? lossOf(c.state);
  const shares = shareLoss(lossFen, Array.isArray(answers) ? (answers as Record<string, unknown>[]) : [answers]);
  if (shares.length > 0) c.record('liability', 'LiabilityShared', { shares, lossFen });
  if (step.claim === undefined) return;
  const claimed = c.remember('claims', () =>
    yetToClaim(
      shares.filter(({ bearer }) => bearer === step.claim?.bearer),
      c.state.claims ?? [],
      (share) => supplierOf(c, share),
    ),
  );
  for (const [i, share] of claimed.entries()) {
    const order = { supplier: supplierOf(c, share), amountFen: share.amountFen, percent: share.percent };
    await c.perform(`claimed-${i + 1}`, 'claimFromSupplier', order);
    c.record(`claim-${i + 1}`, 'SupplierClaimed', order);
  }
}

function supplierOf(c: ContextOf<typeof penalise>, share: LiabilityShare): string {
  const named = share['name'];
  if (typeof named === 'string' && named !== '') return named;
  return c.state.findings?.supplier ?? c.state.intake?.respondent.supplier ?? '';
}

/** What the table says about everybody who is up for a penalty now. */
async function propose(
  c: ContextOf<typeof penalise>,
  step: PenaliseStep,
  loss: { lossFen?: number },
): Promise<ProposedPenalty[]> {
  const proposed: ProposedPenalty[] = [];
  // As they stand now: who comes late from here on is no part of this proposal, also if the step runs again.
  const up = c.remember('candidates', () => groundsOf(c.state, step, loss.lossFen ?? lossOf(c.state)));
  for (const [i, ground] of up.entries()) {
    const name = `penalty-${i + 1}`;
    const { percent, of, cites } = await c.decide<{ percent: number; of: string; cites?: string }>(name, step.table, {
      because: ground.because,
      ...loss,
    });
    if (percent <= 0) continue;
    // A penalty is a person's, also where nobody is heard: whoever decides on it must not be the one who bears it.
    const named = await nameHolder(c, `holder-${i + 1}`, ground);
    const hit = c.state.answers[`${c.place}/${name}/rules`] as string[] | undefined;
    proposed.push({
      ...named,
      ...{ percent, of, rule: step.table },
      ...(hit === undefined ? {} : { hit }),
      ...(cites === undefined || cites === '' ? {} : { cites }),
    });
  }
  return proposed;
}

/** The person who held the role when it mattered, if it was one alone; what several hold takes nobody's pay. */
async function nameHolder(c: ContextOf<typeof penalise>, name: string, ground: PenaltyGround): Promise<PenaltyGround> {
  const { role, person, department } = ground;
  if (person !== undefined || role === undefined) return ground;
  const delay = c.state.delays.find((one) => groundOfDelay(one) === ground.ground);
  const { persons } = await c.ask(name, 'whoHeld', {
    ...{ role, at: delay?.dueAt ?? (ground.because === 'omission' ? omittedAt(c) : c.now()) },
    ...c.at,
    ...(department === undefined ? {} : { department }),
  });
  const [holder, ...others] = persons;
  return holder === undefined || others.length > 0 ? ground : { ...ground, person: holder };
}

/** Whoever held the post when the warning was due answers for it, not whoever holds it when that is decided. */
function omittedAt(c: ContextOf<typeof penalise>): string {
  return c.state.warningsOmitted?.at(-1)?.at ?? c.now();
}

/** Everybody named is heard, side by side; time goes by without them if they say nothing. */
async function hear(
  c: ContextOf<typeof penalise>,
  proposed: readonly ProposedPenalty[],
  hearing: NonNullable<PenaliseStep['hearing']>,
  who: string,
): Promise<void> {
  await c.all(
    personsIn(proposed).map((person, i) => async () => {
      const answer = await c.awaitTask(`hearing-${i + 1}`, {
        ...{ who, assignee: person, heard: true, within: hearing.within },
        title: both('陈述申辩', 'Your view on the proposed penalty'),
        actions: ['stateView'],
        tellAssignee: 'penaltyHearing',
        overdue: [silent('stateView')],
      });
      c.record(`heard-${i + 1}`, 'PersonHeard', { person, ...answer?.data }, answer?.by);
    }),
  );
}

/** Each person may appeal within the window; another role than decided decides on it. */
async function appeals(
  c: ContextOf<typeof penalise>,
  first: readonly DecidedPenalty[],
  appeal: NonNullable<PenaliseStep['appeal']>,
): Promise<{ decided: DecidedPenalty[]; byWhom: Map<number, TaskAnswer> }> {
  const { who, decideWithin, overdue } = appeal;
  const barred = penalisedOf(first);
  const answers = await c.all(
    personsIn(first).map((person, i) => async () => {
      const window = await c.awaitTask(`appeal-${i + 1}`, {
        ...{ who, assignee: person, heard: true, within: appeal.within },
        title: both('可申请复核', 'You may appeal'),
        actions: ['appealPenalty', 'acceptPenalty'],
        tellAssignee: 'penaltyAppeal',
        overdue: [silent('acceptPenalty')],
      });
      if (window?.action !== 'appealPenalty' || window.by === undefined) return undefined;
      c.record(`appealed-${i + 1}`, 'PenaltyAppealed', { person, ...window.data }, window.by);
      const answer = await c.awaitTask(`appeal-decision-${i + 1}`, {
        ...{ who, within: decideWithin, overdue, barred },
        title: both('处罚复核', 'Decide on an appeal'),
        actions: ['decideAppeal'],
      });
      const { waived = [], reduced = [] } = (answer?.data ?? {}) as PenaltyChanges;
      const outcome = waived.length > 0 ? 'waived' : reduced.length > 0 ? 'reduced' : 'upheld';
      c.record(`appeal-decided-${i + 1}`, 'AppealDecided', { person, outcome, ...answer?.data }, answer?.by);
      return answer;
    }),
  );
  const byWhom = new Map<number, TaskAnswer>();
  let decided = [...first];
  for (const answer of answers) {
    if (answer === undefined) continue;
    const changes = answer.data as PenaltyChanges;
    decided = decideOn(decided, changes);
    for (const { index } of [...(changes.waived ?? []), ...(changes.reduced ?? [])]) byWhom.set(index, answer);
  }
  return { decided, byWhom };
}

function silent(action: string): RungRule {
  return { do: 'decide', action };
}

function penalisedOf(penalties: readonly DecidedPenalty[]): { id: string; why: string }[] {
  return personsIn(penalties).map((id) => ({ id, why: 'penalised' }));
}
