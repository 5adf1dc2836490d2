import { condition, continueAsNew, setHandler } from '@temporalio/workflow';
import { placeOfCategory } from '../domain/policy/category-tree';
import { full, refuse } from '../domain/file/refusal';
import type { CaseState } from '../domain/case/state';
import { both } from '../domain/values/text';
import { Case } from './case/case';
import { Clocks } from './case/clocks';
import type { Answers } from './case/inbox';
import { accept, answered, judge, receiveActions, stateAnswer } from './case/inbox';
import { Lines } from './case/lines';
import { Merges } from './case/merges';
import { keepPromises } from './case/promises';
import { answerQueries } from './case/queries';
import { Revival } from './case/revival';
import { Shown } from './case/search-attributes';
import { moveRested } from './case/standstills';
import { tellSubstitutes } from './case/substitutes';
import { tellNamed } from './case/tell-named';
import { CaseTimes } from './case/times';
import { Tracks } from './case/tracks';
import type { ComplaintInput } from './messages';
import { recordUpdate } from './messages';
import { Alarm } from './runtime/alarm';
import { asFailure } from './runtime/as-failure';
import { checkInput } from './runtime/check-input';
import { Journal } from './runtime/journal';
import { Life } from './runtime/life';
import { asItWas, revivedEvent } from './runtime/revival';
import { RunSize } from './runtime/run-size';

/** Events and messages after which a case goes on in a fresh history: some 4,000 entries there, a tenth of what the engine bears. */
const ENTRIES_PER_RUN = 1_000;

/**
 * The life of one complaint, from its registration until it is closed: walks its policy's lines, takes people's actions
 * as updates and signals, lets time act where nobody does, and journals every change. The workflow id is the complaint
 * number. Long cases go on in a fresh history at any settled moment.
 */
export async function complaintWorkflow(
  given: ComplaintInput,
): Promise<{ no: string; end: string | undefined; events: number }> {
  checkInput('complaint', given);
  const { revived } = given;
  const input = revived === undefined ? given : await asItWas(given);
  const { resumed } = input;
  const size = new RunSize(input.eventsPerRun ?? ENTRIES_PER_RUN);
  size.add(input, 0);
  const kase = new Case(input.no, input.policy, size, resumed);
  const journal = new Journal(kase, resumed?.head ?? '');
  const lines = new Lines(kase);
  const ended = (): boolean => lines.ended && kase.failure === undefined;
  const tracks = new Tracks(kase, lines);
  const clocks = new Clocks(kase);
  const alarm = new Alarm(kase, new CaseTimes(kase, ended));
  const merges = new Merges(kase);
  tellSubstitutes(kase);
  tellNamed(kase);
  keepPromises(kase);
  const shown = new Shown();
  const answers: Answers = { ...resumed?.answers };
  const hear = (): void => {
    answerRecord(input, kase, answers);
    receiveActions(kase, alarm, answers);
    answerQueries(kase, journal);
  };
  const revival = revived === undefined ? undefined : new Revival(kase);
  if (revived === undefined) hear();
  else kase.emit(revivedEvent(revived));
  if (resumed === undefined) emitRecorded(kase, input);
  lines.start();

  const life = new Life(kase, journal, { isOver: ended, mayLeave: () => revival?.isUnderWay !== true });
  const end = await life.untilOverOrLong([
    tracks.watch(ended),
    clocks.watch(ended),
    moveRested(kase, ended),
    merges.watch(ended),
    revival === undefined ? alarm.ring() : goOn(revival, { kase, alarm, ended, hear }),
    life.journaled(),
    showChanges(kase, shown, life.isOver),
  ]);
  if (end === 'long') {
    await continueAsNew<typeof complaintWorkflow>({
      ...input,
      resumed: {
        ...{ state: kase.state, clock: kase.now(), outbox: kase.outbox, head: journal.head },
        ...{ answers, timeline: [] },
      },
    });
  }
  return { no: input.no, end: kase.state.end, events: kase.state.seq };
}

function emitRecorded(kase: Case, input: ComplaintInput): void {
  kase.emit({
    type: 'ComplaintRecorded',
    ...(input.by === undefined ? {} : { by: input.by }),
    data: {
      intake: input.intake,
      ...placeOfCategory(input.policy, input.intake.category),
      ...(input.places === undefined ? {} : { places: input.places }),
      policy: { id: input.policy.id, version: input.policy.version, bundleHash: input.policy.bundleHash },
      ...(input.follows === undefined ? {} : { follows: input.follows }),
    },
  });
}

/** A case that was revived first takes what it had taken and lost; then time acts and others are heard. */
async function goOn(
  revival: Revival,
  { kase, alarm, ended, hear }: { kase: Case; alarm: Alarm<CaseState>; ended: () => boolean; hear: () => void },
): Promise<void> {
  let ringing: Promise<void> | undefined;
  await revival.takeUp({
    alarm,
    over: ended,
    open: () => {
      hear();
      ringing = alarm.ring();
    },
    take: ({ action, message }) => {
      const judged = judge(kase, action, message);
      if (judged.verdict === 'accept') accept(kase, judged);
      if (judged.verdict !== 'refuse') return 'done';
      if (judged.refusal.code === 'Busy') return 'busy';
      kase.noteRefusal(action, judged.refusal, judged.message);
      return 'done';
    },
  });
  await ringing;
}

/** The start itself, which may be repeated: answered the same, and another complaint is refused. */
function answerRecord(input: ComplaintInput, kase: Case, answers: Answers): void {
  setHandler(
    recordUpdate,
    async () => {
      kase.size.add(undefined);
      await kase.settling.settled();
      return answered(kase, (answers[input.key] ??= stateAnswer(kase, 1)));
    },
    {
      validator: (message) => {
        if ((message as { fingerprint?: unknown } | undefined)?.fingerprint !== input.fingerprint)
          throw asFailure(
            refuse(
              'AnotherComplaint',
              422,
              both('此编号已属于另一投诉。', 'This number already belongs to another complaint.'),
            ),
          );
        if (kase.size.isFull) throw asFailure(full());
      },
    },
  );
}

/** Shows where the case stands when it stands: not while a step does something outside, which passes by itself. */
async function showChanges(kase: Case, shown: Shown, over: () => boolean): Promise<void> {
  const stands = (): boolean => kase.settling.isSettled() && kase.stepEffects === 0;
  for (let seen = -1; ;) {
    await condition(() => over() || (kase.state.seq !== seen && stands()));
    seen = kase.state.seq;
    if (shown.update(kase.state)) kase.reaction.commanded();
    if (over()) return;
  }
}
