import { bytesOf } from './values/byte-size';
import type { Effect } from './linked-cases/corrective-action/effect';
import type { Aim } from './linked-cases/corrective-action/state';
import type { AddressName, StaffChannel } from './channels/channels';
import type { ClockAccount, Standstill } from './case/clocks/clock';
import type { CaseEvent } from './file/stored-event';
import type { Facts } from './case/known-facts';
import type { ProposedPenalty } from './penalties/penalty';
import type { PolicyTerms } from './policy/terms';
import type { ClockWarning, RungRule, TimeLimit } from './policy/step';
import type { ProposedOption, Rung } from './case/state';
import type { TimedFor } from './case/tasks/moved-task';
import type { Language } from './values/text';
import type { Counting } from './time/time-limit';

/**
 * What a case asks of the world, as contracts between workflow and activities. Two kinds, never mixed: pure answers
 * (local activities, asked one at a time) and effects (scheduled activities; everything that writes).
 */

/** Which bundle of tables, calendar and templates a case was started with. */
export interface BundleRef {
  bundleHash: string;
}

export type Decided =
  | {
      ok: true;
      answer: Record<string, unknown> | Record<string, unknown>[];
      rules: string[];
      facts: Facts;
      tableHash: string;
    }
  | { ok: false; reason: string; facts: Facts; outputs: string[] };

/** Somebody who acts in place of a colleague who is away. */
export interface Substitute {
  id: string;
  for: string;
}

export interface FoundRole {
  /** Role whose turn it is: the one asked for, or the next level up that somebody holds who may act. */
  role: string;
  /** Roles passed over. */
  vacant: string[];
  /** Nobody may act from the role asked for to the top: the role is the policy's owner's, or nobody's who may act. */
  nobody?: true;
}

export interface TaskPlan extends FoundRole {
  /**
   * The assignee asked for, if neither they nor a substitute may act: left, away, barred, without the post. The task is
   * then the role's.
   */
  unavailable?: string;
  /** Who may act because they stand in for somebody now. Absent in answers given before it was asked. */
  substitutes?: Substitute[];
  /** Set when the given time limit has one. */
  dueAt?: string;
  explanation?: unknown;
  /** How that limit counts. */
  counting?: Counting;
  rungs: Rung[];
}

export type Priced = { ok: true; options: ProposedOption[]; costFen: number } | { ok: false; problems: string[] };

export interface PureAnswers {
  /** One decision table on facts. Never throws for bad facts: `ok: false` names the reason. */
  decide(question: BundleRef & { table: string; facts: Facts }): Promise<Decided>;
  /** FEEL conditions by name. A condition that cannot be answered is an error of the policy and says so. */
  testConditions(
    question: BundleRef & { conditions: Record<string, string>; facts: Facts },
  ): Promise<{ answers: Record<string, boolean>; problems: string[] }>;
  /** Who may act, when it is due, and the ladder in absolute times. `fixedDueAt` stands for a promised time. */
  planTask(
    question: BundleRef & {
      from: string;
      role: string;
      department?: string;
      /** Path of the case's place: whoever acts holds their post there or above. */
      places?: readonly string[];
      /** Whom the task is meant for, if anybody in particular. */
      assignee?: string;
      /** The policy names the assignee: what roles they hold does not matter. */
      byName?: boolean;
      /** Whoever stands above the role may act as well. */
      orAbove?: boolean;
      /** Staff ids who may not act. */
      barred: string[];
      within?: TimeLimit;
      fixedDueAt?: string;
      overdue: RungRule[];
    },
  ): Promise<TaskPlan>;
  /** A point in time by the policy's calendar, with its explanation. */
  planTime(question: BundleRef & { from: string; limit: TimeLimit }): Promise<{ at: string; explanation: unknown }>;
  /** The day on which an instant falls where the policy's calendar is kept, `2026-10-08`. */
  dayOf(question: BundleRef & { at: string }): Promise<string>;
  /** When a clock of the case is due, and when whom to warn; the same input gives the same answer whenever it is asked. */
  planClock(
    question: BundleRef & {
      startedAt: string;
      within: TimeLimit;
      standstills: Standstill[];
      /** More time that was granted. */
      extended?: TimeLimit[];
      outsideDueAt?: string;
      warn: ClockWarning[];
    },
  ): Promise<ClockAccount & { warnings: { at: string; to: string }[] }>;
  /**
   * Times moved over a standstill by the policy's calendar (`movedOver`), in the order given. Without `to` it ended when
   * the question is answered, by the clock of whoever answers; which that was is in the answer.
   */
  moveTimes(
    question: BundleRef & { times: TimedFor[]; from: string; to?: string },
  ): Promise<{ times: string[]; to: string }>;
  /** The role itself, or the next level up that somebody not barred holds. */
  findRole(
    question: BundleRef & { role: string; department?: string; places?: readonly string[]; barred: string[] },
  ): Promise<FoundRole>;
  /**
   * Who held a role at an instant, substitutes aside, and whether `person` (or, without one, everybody who held it) was
   * away then.
   */
  whoHeld(
    question: BundleRef & {
      role: string;
      department?: string;
      places?: readonly string[];
      person?: string;
      at: string;
    },
  ): Promise<{ persons: string[]; wasAway: boolean }>;
  /** Remedies checked against their own parameters and priced; the proposer's figures count for nothing. */
  priceOptions(
    question: BundleRef & {
      options: { title?: string; remedies: { kind: string; params: Record<string, unknown> }[] }[];
    },
  ): Promise<Priced>;
  /**
   * What time it is, to be kept: what a file itself reads may be another one on replay. The answer is `engine`, the time
   * that the engine has given the file; `due` instead, where that was no more than seconds before.
   */
  readClock(question: BundleRef & { engine?: string; due?: string }): Promise<string>;
}

/** How an effect ended. `unknown`: it may or may not have happened; a person finds out. */
export interface EffectOutcome {
  status: 'succeeded' | 'failed' | 'unknown';
  /** ISO instant at which it ended, as far as that is known. */
  at?: string;
  /** Plain facts for the history (channel, reference, attempts); no personal data. */
  result?: Record<string, unknown>;
}

const OUTCOMES: readonly unknown[] = ['succeeded', 'failed', 'unknown'] satisfies EffectOutcome['status'][];

/** Many times what any outcome takes: it stands in the history and in the state of its case. */
const MOST_BYTES = 64 * 1024;

/** Whether an activity's answer says how an effect ended. */
export function isOutcome(answer: unknown): answer is EffectOutcome {
  if (typeof answer !== 'object' || answer === null || !('status' in answer)) return false;
  const { result = {} } = answer as { result?: unknown };
  if (bytesOf(answer) > MOST_BYTES) return false;
  return OUTCOMES.includes(answer.status) && typeof result === 'object' && result !== null && !Array.isArray(result);
}

export interface Effects {
  /** Executes a remedy once under its key; a repeat with the same key answers the first outcome. */
  executeRemedy(order: {
    no: string;
    key: string;
    kind: string;
    params: Record<string, unknown>;
    costFen: number;
  }): Promise<EffectOutcome>;
  /** Takes the remedy executed under the key `of` back; harmless when there is nothing to undo. */
  undoRemedy(order: { no: string; key: string; kind: string; of: string }): Promise<EffectOutcome>;
  /** A person's finding about an unknown outcome is booked in the ledger. */
  settleRemedy(order: { no: string; key: string; of: string; executed: boolean }): Promise<EffectOutcome>;
  /**
   * Tells the customer by email in their language, or by the channel that `prefers` names. `failed` with reason
   * `noAddress` when there is none: then a person has to tell them. `contact` holds sealed values.
   */
  sendMessage(
    order: BundleRef & {
      no: string;
      key: string;
      template: string;
      language: Language;
      contact: { name?: string; prefers?: string } & Partial<Record<AddressName, string>>;
      values: Record<string, string | number | boolean>;
    },
  ): Promise<EffectOutcome>;
  /**
   * Tells staff holding a role (or one person) that something awaits them; never those who are `barred` from the case.
   * Where nobody in the role may be told, the next level up is.
   */
  notifyStaff(
    order: BundleRef & {
      no: string;
      key: string;
      template: string;
      /**
       * `inPerson`: the person's own matter, of which no substitute is told and nobody who holds the role.
       * `orAnybody`: where nobody from the role to the top may be told, everybody else who has a role in the policy is.
       */
      to: {
        role?: string;
        department?: string;
        places?: readonly string[];
        person?: string;
        inPerson?: boolean;
        orAnybody?: boolean;
      };
      /** By mail if nothing is said. */
      by?: StaffChannel;
      barred?: string[];
      values: Record<string, string | number | boolean>;
    },
  ): Promise<EffectOutcome>;
  /**
   * Looks the customer up in the customer file. `said` holds what they said of themselves, sealed values among them.
   * The result says `match` (`matched`, `differs`, `unknown`) and which parts differ, never what the file holds.
   */
  lookUpCustomer(order: { no: string; key: string; said: Record<string, string> }): Promise<EffectOutcome>;
  /**
   * Counts a case among those like it, once, by the rule of its policy. The result says how many there are (`count`)
   * and, once they are enough, of which `incident` they all are; that has been opened or joined by then.
   */
  countAlike(
    order: BundleRef & {
      no: string;
      key: string;
      rule: string;
      values: Record<string, string | number | boolean>;
      /** Path of the case's place. */
      places?: readonly string[];
    },
  ): Promise<EffectOutcome>;
  /**
   * Opens a corrective action for a measure of a case, once under its key; what is sealed for the case is sealed anew
   * for it. The result names it (`correctiveAction`). `at` is the day that its number shows.
   */
  openCorrectiveAction(
    order: BundleRef & {
      no: string;
      key: string;
      at: string;
      aim: Aim;
      what: string;
      owner?: string;
      dueAt?: string;
      category?: string;
      /** Path of the case's place. */
      places?: readonly string[];
    },
  ): Promise<EffectOutcome>;
  /**
   * Counts earlier complaints of the same contact, and about the same persons or supplier, but none that is confidential
   * under another policy. `contact` holds sealed values.
   */
  lookBack(
    order: BundleRef & {
      no: string;
      key: string;
      /** ISO instant at which the case came in. */
      before: string;
      contact: { phone?: string; email?: string };
      persons: string[];
      supplier?: string;
    },
  ): Promise<EffectOutcome>;
  /**
   * Has another complaint take over what this one says, sealed anew for it, and those that were merged into this one
   * before. `failed` with the code of the refusal as its reason if it doesn't: then it has none of it. `upTo` is the
   * event that asks for it. The result says whether it is of the same customer (`sameCustomer`).
   */
  mergeInto(order: {
    no: string;
    key: string;
    into: string;
    upTo: number;
    by?: string;
    byFor?: string;
    places?: string[];
    reason?: string;
  }): Promise<EffectOutcome>;
  /** Tells the complaint that has taken this one over, and those into which that was merged, that it goes on by itself. */
  undoMerge(order: { no: string; key: string; into: string }): Promise<EffectOutcome>;
  /** Books a penalty decided, once under its key, in the month that it is now by the policy's time zone. */
  bookPenalty(order: BundleRef & { no: string; key: string; penalty: ProposedPenalty }): Promise<EffectOutcome>;
  /** Enters a claim for a supplier's share of the loss, once under its key. */
  claimFromSupplier(order: {
    no: string;
    key: string;
    supplier: string;
    amountFen: number;
    percent: number;
  }): Promise<EffectOutcome>;
}

export interface Journal {
  /**
   * Appends a batch to the event store and brings the read models up to it. Idempotent: numbers already stored are
   * compared, not written; another content under a stored number fails for good (`ChainBroken`).
   * @returns the new head of the hash chain.
   */
  appendEvents(batch: { no: string; head: string; events: CaseEvent[] }): Promise<string>;
}

/** What a report asks of the world. */
export interface ReportWork {
  /** Writes the report of the last period that had ended by `at`, once; answers which period that is. */
  writeReport(order: { policy: string; report: string; at: string }): Promise<{ period: string }>;
  /** Mails a report that is stored to everybody in the roles that get it; a repeat is the same mails. */
  mailReport(order: { policy: string; report: string; period: string }): Promise<{ told: number }>;
}

/** What is asked when absences are looked for. */
export interface AbsenceWork {
  /**
   * Tells whoever stands in for a colleague who is away now how many open tasks wait for them, once for each absence and
   * substitute; where none waits, nobody is told. Answers how many were. Harmless when repeated.
   */
  tellStandIns(): Promise<{ told: number }>;
}

/** What proceedings beside the cases ask of the world. Tried until it is done; every order can be repeated. */
export interface ProceedingWork {
  /**
   * Sends each member its word, sealed anew under that case's key. A member answers `taken` (before, too), `closed` if
   * the case has ended, or the code of its refusal.
   */
  tellMembers(order: {
    no: string;
    messages: { no: string; key: string; action: string; data: Record<string, unknown> }[];
  }): Promise<Record<string, string>>;
  /** Which of these cases have not ended yet. */
  openCases(question: { cases: string[] }): Promise<string[]>;
  /** From now on, complaints like these are another incident. */
  endLikeness(order: { no: string }): Promise<void>;
  /**
   * Tells those who stand in a list after a position, at most so many; nobody twice in an incident, nobody who wants to
   * hear no more. `upTo` is where to go on. Who could not be reached has been told by nobody.
   */
  contactCustomers(
    order: BundleRef & { no: string; list: string; after: number; atMost: number; template: string; text: string },
  ): Promise<{ upTo: number; told: number; failed: number; optedOut: number; repeated: number }>;
  /** Complaints counted before a corrective action was opened and after it was verified, up to the day before `at`. */
  countEffect(
    question: BundleRef & {
      category?: string;
      /** Of which places alone, by id; without, of all. */
      places?: readonly string[];
      openedAt: string;
      verifiedAt: string;
      at: string;
    },
  ): Promise<Effect>;
}

/** A message that the engine has taken for a file, and of which no event was ever journaled. */
export interface LostMessage {
  /** What it asks for, and as what it came: a signal's refusal is noted, an update's was answered. */
  action: string;
  message: unknown;
  /** When it was taken, ISO instant. */
  at: string;
}

/** Where in the histories of a file one is. */
export interface LostAt {
  runId: string;
  eventId: number;
}

/**
 * What a file that was revived asks for. Nothing of it comes with the start, which anybody who reaches Temporal can make:
 * all is read from the event store and from the histories of the runs before.
 */
export interface RevivalWork {
  /**
   * Stores what earlier runs have journaled and the store lacks, verifies the chain, and answers the file as it then is.
   * Fails for good if the chain is broken (`ChainBroken`), the register knows of more (`EventsMissing`), the policy is not
   * published here (`BundleUnknown`), or there is nothing to revive (`NothingToRevive`).
   */
  reviveFile(order: { no: string }): Promise<{
    state: { no: string; seq: number };
    head: string;
    /** When the last event happened, an ISO instant. */
    clock: string;
    /** Of a complaint: all of it, its steps too. */
    policy?: PolicyTerms;
  }>;
  /** Messages lost, in the order of the histories, at most some hundred kilobytes of them; `next` where there are more. */
  lostMessages(question: { no: string; after?: LostAt }): Promise<{ messages: LostMessage[]; next?: LostAt }>;
  /** What effects were ordered with, by their keys, as far as the histories have it. */
  lostOrders(question: { no: string; keys: string[] }): Promise<Record<string, Record<string, unknown>>>;
}

/** Everything that workflows ask for. */
export type World = PureAnswers & Effects & Journal & ProceedingWork;
