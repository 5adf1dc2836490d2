import { setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Envelope } from '../../domain/file/envelope';
import { receivedAt } from '../../domain/file/envelope';
import type { FileState } from '../../domain/file/state';
import type { Verdict } from '../../domain/file/verdict';
import type { RefusalCode } from '../../domain/file/refusal';
import { clockAhead, full, unknownAction } from '../../domain/file/refusal';
import type { Alarm } from './alarm';
import { asFailure } from './as-failure';
import { CANCEL_REQUEST, refusalOfCancel } from './cancel-request';
import type { AnyFile } from './durable-file';

/** Characters of an unknown name that a refusal shows. */
const MOST_SHOWN = 60;

/** How far a stamp may lie ahead of the engine's time: clocks differ by that, and its timers are no finer. */
const MOST_AHEAD_MS = 1_000;

/** Refusals that another moment would not have brought, so that what is due first is let happen before them. */
const OF_THE_MOMENT: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  ...(['NoOpenTask', 'TaskEnded', 'Busy', 'AlreadySo', 'NotYet', 'NotTheAssignee', 'WrongRole'] as const),
]);

/** The messages that a kind of file understands, and what it does with them. */
export interface Messages<Accepted, Answer> {
  names: Iterable<string>;
  update: (name: string) => ReturnType<typeof defineUpdate<Answer, [Envelope]>>;
  signal: (name: string) => ReturnType<typeof defineSignal<[Envelope]>>;
  /** @param now an ISO instant, given where nothing is replayed */
  judge: (name: string, raw: unknown, now?: string) => Verdict<Accepted>;
  /** Turns it into events, all at once; answers the number of the first. */
  accept: (judged: Extract<Verdict<Accepted>, { verdict: 'accept' }>, received?: string) => number;
  /** The first answer under a key, if it is kept. */
  answerKept?: (key: string) => Answer | undefined;
  /** Waits for what an answer hangs on beside that the file has settled. */
  decided?: (seq: number) => Promise<void>;
  /** @throws ApplicationFailure if what was taken came to a refusal after all */
  answer: (message: Envelope, seq: number) => Answer;
  /** Of a file whose messages count from when they came: takes note of that. */
  cameIn?: (received?: string) => void;
  /** When the file sees a message that came past the API; undefined for what our own services send. */
  seenAt?: (raw: unknown) => Promise<string | undefined>;
  /** Whether what was accepted, and is refused by what was due before it, is noted. */
  notesLate: boolean;
  /** Under which name an unknown message is noted. */
  unknownAs: (name: string) => string;
}

/** Sets handlers for every message that a file understands, and for all others. They never throw plain errors, whatever is sent. */
export function receive<S extends FileState, Accepted, Answer>(
  file: AnyFile<S>,
  alarm: Alarm<S>,
  messages: Messages<Accepted, Answer>,
): void {
  const { judge, accept, seenAt, cameIn } = messages;
  for (const name of messages.names) {
    setHandler(
      messages.update(name),
      async (raw) => {
        file.size.add(raw);
        const received = receivedAt(raw);
        cameIn?.(received);
        const counts = received ?? (seenAt === undefined ? undefined : await seenAt(raw));
        await alarm.upTo(counts, received !== undefined);
        const judged = judge(name, raw);
        if (judged.verdict === 'refuse') {
          // It was taken as it came in; what happened first has made it impossible.
          if (messages.notesLate) file.noteRefusal(name, judged.refusal, judged.message);
          throw asFailure(judged.refusal);
        }
        const seq = judged.verdict === 'accept' ? accept(judged, received) : judged.seq;
        const kept = messages.answerKept?.(judged.message.key);
        if (kept !== undefined) return kept;
        if (messages.decided !== undefined) await messages.decided(seq);
        await file.settling.settled();
        return messages.answer(judged.message, seq);
      },
      { validator: (raw) => refuseAtOnce(name, raw) },
    );
    setHandler(messages.signal(name), async (raw) => {
      file.size.add(raw);
      const received = receivedAt(raw);
      cameIn?.(received);
      await alarm.upTo(received ?? (seenAt === undefined ? undefined : await seenAt(raw)), false);
      const judged = judge(name, raw);
      if (judged.verdict === 'accept') accept(judged);
      else if (judged.verdict === 'refuse') file.noteRefusal(name, judged.refusal, judged.message);
    });
  }
  setDefaultSignalHandler(async (name) => {
    file.size.add(undefined);
    if (seenAt !== undefined) {
      cameIn?.();
      // As every other signal, so that refusals stand in the order in which they came.
      await alarm.upTo(await seenAt(undefined), false);
    }
    if (name === CANCEL_REQUEST) file.noteRefusal(messages.unknownAs(name), refusalOfCancel());
    else file.noteRefusal(messages.unknownAs(name), unknownAction(name.slice(0, MOST_SHOWN)));
  });

  function refuseAtOnce(name: string, raw: unknown): void {
    // By the clock only here, for validators are not run again on replay.
    const received = receivedAt(raw);
    if (received !== undefined && Date.parse(received) > Date.now() + MOST_AHEAD_MS) throw asFailure(clockAhead());
    // Only here: what has been accepted, or came as a signal, stands in the history already.
    if (file.size.isFull) throw asFailure(full());
    const judged = judge(name, raw, received ?? new Date(Date.now()).toISOString());
    if (judged.verdict !== 'refuse') return;
    // What is due before it may let it in, so it is judged once that has happened.
    if (alarm.isDueBefore(received) && OF_THE_MOMENT.has(judged.refusal.code)) return;
    throw asFailure(judged.refusal);
  }
}
