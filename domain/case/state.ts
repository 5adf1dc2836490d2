import type { Absorbed, Approved, AskedByHand, Judgement, Merging, Pause, Promised, Resolution } from './parts';
import type { Clock } from './clocks/clock';
import type { Actor } from '../file/envelope';
import type { Findings } from './findings';
import type { HandedOver } from './tasks/held-task';
import type { KeysTaken } from '../file/keys-taken';
import type { Intake } from './intake';
import type { Cost } from '../penalties/loss';
import type { Stretch } from './clocks/moved-time';
import type { Bilingual } from '../values/text';
import type { Counting, TimeLimit } from '../time/time-limit';

/** One rung of an overdue ladder, at an absolute time. */
export interface Rung {
  at: string;
  does: 'remind' | 'overdue' | 'escalate' | 'warn' | 'decide' | 'fact';
  /** Role it goes to (escalate, warn). */
  to?: string;
  /** Decision by default: the action taken in nobody's name, and its data. */
  action?: string;
  data?: Record<string, unknown>;
  /** Whoever held the task past its due time is charged with the delay. */
  charge?: boolean;
  /** What is a fact once nobody has acted by then (a promise is missed, a warning omitted). */
  fact?: { type: string; data: Record<string, unknown> };
  /** How long after the due time, where it is after it: it keeps that distance when the due time is moved. */
  after?: TimeLimit;
  done?: boolean;
}

/** A due time that did not stay: why, and what it was before. */
export interface Move {
  because: MoveReason;
  /** When that was. */
  at: string;
  /** Due before; absent where only its ladder was moved. */
  wasDueAt?: string;
}
/** The case stood still, a step of the ladder was told late, more time was granted. */
export type MoveReason = 'pause' | 'toldLate' | 'extended';

/** An open wait for a person. */
export interface Task {
  /** `line/step/visit/name`, unique in the case. */
  id: string;
  title: Bilingual;
  /** Actions that end it. */
  actions: string[];
  /** Roles that may act, the one asked for first; escalation adds the next role and keeps the earlier ones. */
  roles: string[];
  /** Role whose turn it is now. */
  role: string;
  department?: string;
  /** The person it was given to, if any: then nobody else but escalated roles may act. */
  assignee?: string;
  /**
   * The assignee may act whatever roles they hold: the policy itself names them (the handler for the handler's own steps),
   * or nobody was eligible and the policy's owner appointed them.
   */
  byName?: true;
  /** Through whose hands it went after it was opened, in order. */
  handed?: HandedOver[];
  /** The assignee is heard in their own matter: nobody else may act, and being complained about is no bar. */
  heard?: true;
  /** Persons who may not act, with the reason: a rule of the policy's `separate`, or what the stage says. */
  barred: { id: string; why: string }[];
  openedAt: string;
  /** The offer that the customer answers by it. */
  offer?: Pick<Offer, 'option' | 'round'>;
  dueAt?: string;
  /** Why it is due then: calendar, intervals, skipped days. */
  explanation?: unknown;
  /** How its limit counts; clock time for a promised time. Absent without a limit. */
  counting?: Counting;
  /** What it owes, where that is no work on the case: a promised word, a word of progress, a report within the house. */
  owes?: 'promises' | 'progress' | 'report';
  /** Since when its time stands still, because the case waits for somebody who is not ours. */
  rests?: string;
  /** Standstills over, by which its times have not been moved yet. */
  stood?: Stretch[];
  /** What has moved its times so far, oldest first. */
  moved?: Move[];
  rungs: Rung[];
  /** Role(s) passed over at opening because nobody held them. */
  vacant?: string[];
  /** The person it was meant for, who could not act when it opened: it is the role's. */
  unavailable?: string;
  /** At opening, nobody up to the top might act: the policy's owner was told. */
  nobody?: true;
  /** Who has it and by when could not be worked out, for this reason: it opened without a time limit. */
  unplanned?: string;
  /** What whoever decides by hand is asked, where it is not the outputs of a table. */
  asks?: AskedByHand;
  status: 'open' | 'done' | 'decidedByDefault' | 'cancelled';
  closedAt?: string;
  answer?: TaskAnswer;
}

/** How a task ended. `by` is absent when time decided. */
export interface TaskAnswer {
  action: string;
  data: Record<string, unknown>;
  by?: Actor;
  /** The customer's own word, and the way by which it came; `by` recorded it. */
  author?: 'customer';
  channel?: string;
  at: string;
}

/** A time the case waits for. */
export interface Timer {
  at: string;
  /** Why it is then. */
  explanation?: unknown;
  fired: boolean;
}

/** Something done outside, once, under its key. */
export interface Effect {
  key: string;
  activity: string;
  status: 'underWay' | 'succeeded' | 'failed' | 'unknown';
  startedAt: string;
  endedAt?: string;
  result?: Record<string, unknown>;
}

/** Whether a step was entered or skipped, and the facts on which it hung then. */
export interface SteppedOn {
  entered: boolean;
  facts: Record<string, unknown>;
}

export interface LineState {
  /** Step the line stands at; absent once it has ended. */
  step?: string;
  /** Set while the line is inside that step: a case that resumes does not enter it again. */
  entered?: string | undefined;
  /** How often each step has been entered. */
  visits: Record<string, number>;
  /** Of steps that hang on facts which hold at once (`domain/case/lines/catch-up.ts`): how the line last came by them. */
  stepped?: Record<string, SteppedOn>;
  /** How often it has gone back to what it had skipped. */
  turnedBack?: number;
  status: 'running' | 'ended';
}

/** A remedy as proposed: what the customer gets and what it costs us. */
export interface ProposedRemedy {
  kind: string;
  params: Record<string, unknown>;
  costFen: number;
}
export interface ProposedOption {
  title?: string;
  remedies: ProposedRemedy[];
  costFen: number;
}

/** An option that was put to the customer, as they hear of it: its number in the round, counted over all proposals. */
export interface Offer {
  option: number;
  round: number;
  /** Which proposal of the case it is of, and where in that it stands, from 0. */
  proposal: number;
  index: number;
}

/** Why a delay is nobody's fault; it stays visible beside the delay. */
export type Excuse = 'absence' | 'reassignment' | 'pause';

/**
 * What an incident found, for all its members; texts sealed for this case. `by` is the investigator's staff id, `byFor`
 * the colleague in whose place they did it.
 */
export interface AdoptedFindings extends Findings {
  by: string;
  byFor?: string;
}
/** What an incident offers each of its members, approved there once for all. Staff ids. */
export interface AdoptedProposal {
  by: string;
  byFor?: string;
  approvedBy: string;
  approvedByFor?: string;
  options: { title?: string; remedies: { kind: string; params: Record<string, unknown> }[] }[];
  reason?: string;
}

export interface Delay {
  task: string;
  role: string;
  department?: string;
  /** Who held it when it fell due. */
  assignee?: string;
  /** When the task was opened, and when it was given to whoever held it, if that was later. */
  openedAt?: string;
  reassignedAt?: string;
  dueAt: string;
  endedAt?: string;
  charged: boolean;
  /** The case waited for somebody outside when it fell due. */
  paused?: boolean;
  /** Why it is nobody's fault after all; then it is not charged whatever `charged` says. */
  excused?: { because: Excuse; person?: string };
}

/** Everything a case knows of itself. Changed by `evolve` alone. */
export interface CaseState {
  no: string;
  seq: number;
  policy: { id: string; version: string; bundleHash: string };
  status: 'new' | 'open' | 'resolved' | 'closed';
  recordedAt?: string;
  recordedBy?: Actor;
  resolvedAt?: string;
  closedAt?: string;
  /** How it ended: `solved`, `unfounded`, `withdrawn` … (the policy's ends). */
  end?: string;
  intake?: Intake;
  /** From the top unit of the organisation to the one that the case belongs to; absent where it belongs to none. */
  places?: string[];
  /** From the top category to the one of the intake, where the policy has categories within others. */
  categories?: string[] | undefined;
  severity?: string;
  priority?: string;
  major?: { since: string; reason?: string };
  /** The last one, which counts. */
  judgement?: Judgement | undefined;
  /** All of them, in order; those of earlier rounds too. */
  judgements?: Judgement[];
  /** The last one no longer stands by itself: the step that gave it is to be entered again. */
  judgeAnew?: true | undefined;
  department?: string;
  /** Who handles it now (staff id). */
  handler?: string;
  /** Who received the customer first and answers for the case to its end, whoever handles it (staff id). */
  firstResponsible?: string;
  findings?: Findings;
  /** Everybody complained about: from the intake and from findings. They may not act on the case. */
  respondents: string[];
  /** No options: the demand is to be declined, for this (sealed) reason. */
  proposal?: {
    by: string;
    options: ProposedOption[];
    costFen: number;
    round: number;
    reason?: string;
    /** Given although the complaint was judged unfounded, as the policy allows. */
    goodwill?: true;
    /** The incident whose answer it is, and who approved it there. */
    incident?: { no: string; approvedBy: string; approvedByFor?: string };
    /** As it was when it was approved. */
    approved?: Approved;
  };
  /** How many proposals there were, the present one among them: it is known by this number. */
  proposals: number;
  rejections: number;
  /** What the customer agreed to: where it stands in the proposal (from 0), in which round and proposal. */
  accepted?: { option: number; options: ProposedOption; round: number; proposal: number };
  /** Every option that was put to the customer; the last one is the one that is or was open. */
  offers: Offer[];
  /** Options of the present proposal that the customer refused, and proposals refused as a whole in this round. */
  offersRefused: number;
  proposalsRefused: number;
  remedies: {
    key: string;
    kind: string;
    status: 'executed' | 'failed' | 'unknown' | 'undone';
    costFen: number;
    at: string;
    round?: number;
    /** The proposal that it is of; none if it was given at first contact. */
    proposal?: number;
    /** Its parameters, without those that are sealed. */
    params?: Record<string, unknown>;
  }[];
  messages: { template: string; channel: string; status: 'sent' | 'failed'; at: string; round: number }[];
  callbacks: { at: string; reached: boolean; satisfied?: boolean; rating?: number; by?: string; round: number }[];
  /** Resolution rounds: 1, and one more each time the customer is not satisfied or the case is reopened. */
  round: number;
  /** What the rules propose, as long as nobody has decided on it. */
  penaltiesProposed?: Record<string, unknown>[] | undefined;
  penalties: Record<string, unknown>[];
  penaltiesWaived: Record<string, unknown>[];
  liability?: Record<string, unknown>[];
  /** What suppliers have been asked for so far, claim by claim. */
  claims?: { supplier: string; amountFen: number }[];
  /** What it cost beside remedies. */
  costs?: Cost[];
  /** What somebody did that the policy forbids by name. `finding` is sealed. */
  violations?: { kind: string; person: string; department?: string; finding: string }[];
  /** What those up for a penalty said, sealed; silence admits nothing. */
  hearings?: { person: string; statement?: string; at: string }[];
  /** `grounds` is sealed. */
  appeals?: { person: string; grounds: string; at: string; outcome?: 'upheld' | 'reduced' | 'waived' }[];
  delays: Delay[];
  improvements: Record<string, unknown>[];
  review?: Record<string, unknown>;
  promises: {
    at: string;
    by: string;
    status: 'made' | 'kept' | 'missed';
    line: string;
    of?: Promised;
    madeAt?: string;
    /** When the customer heard what was promised, in time or late. */
    toldAt?: string;
  }[];
  /** Early warnings that nobody gave in time: as of when, by which visit of which step, and who handled the case then. */
  warningsOmitted?: { at: string; place: string; handler?: string }[];
  /** What was filled in, by form: plain facts, and sealed texts apart from them. */
  forms?: Record<
    string,
    {
      fields: Record<string, string | number | boolean>;
      texts: Record<string, string>;
      filledAt: string;
      filledBy?: string;
      signedAt?: string;
      signedBy?: string;
    }
  >;
  /** What an authority decided about taking the complaint on. */
  admission?: {
    outcome: 'admitted' | 'refused' | 'question' | 'transferred';
    ground?: string;
    body?: string;
    reason?: string;
    at: string;
  };
  /** Notices to the other side that have reached it, by name. */
  notices?: Record<string, { receivedAt: string; method?: string; proof?: string }>;
  respondentReply?: {
    status: 'replied' | 'silent';
    dueAt: string;
    receivedAt?: string;
    late?: boolean;
    grounds?: string;
    investigation?: string;
  };
  /** What both sides agreed on in a mediation. */
  settlement?: { terms: string; amountFen?: number; at: string };
  notes: number;
  /** `from`: the merged complaint that they came with. */
  references: { title: string; uri?: string; file?: string; at: string; from?: string }[];
  refusals: number;
  lines: Record<string, LineState>;
  tasks: Record<string, Task>;
  timers: Record<string, Timer>;
  effects: Record<string, Effect>;
  /** Answers of steps under way, by `line/step/visit/name`: what makes a stage re-entrant. */
  answers: Record<string, unknown>;
  /** Who has done what so far, by action: staff ids, of a substitution both; who did it last, and when (event number). */
  did: Record<string, { all: string[]; last: string[]; seq: number }>;
  /** The last messages accepted. */
  keys: KeysTaken;
  /** Facts that later stages add, by name; seen by decision tables as they are. */
  facts: Record<string, string | number | boolean>;
  /** Time limits of the case as a whole, by the policy's names. */
  clocks: Record<string, Clock>;
  /** The case waits for somebody who is not ours; clocks that allow it stand still. */
  pause?: Pause;
  /** What the customer sent, by whatever channel; each is taken up by a line of its own. */
  inbound: { at: string; channel: string; line: string; heeded: boolean }[];
  /** What each round came to, the first and the final among them. */
  resolutions: Resolution[];
  /** The complaint that it repeats, and that has taken it over. */
  mergedInto?: string | undefined;
  /** That one is of the same customer. */
  mergedOfSameCustomer?: boolean;
  merging?: Merging | undefined;
  /** Why it was not merged when it was last asked for; `seq` is the asking event. */
  mergeRefused?: { into: string; code: string; at: string; seq: number } | undefined;
  /** Complaints that have yet to hear that it goes on by itself. */
  releasing: { into: string; seq: number }[];
  /** Complaints that were merged into this one. */
  absorbed: Absorbed[];
  /** Ways chosen by people, by the fact's name, and how often each way of each step was. */
  chosen?: Record<string, string>;
  timesChosen?: Record<string, number>;
  /** How often what turned up on the way changed the plan. */
  planChanges?: number;
  /** The mass incident it belongs to, and what that has handed over which no step has taken up yet. */
  incident?: { no: string; since: string; findings?: AdoptedFindings; proposal?: AdoptedProposal };
  /** Set when a track or an action has ended the case: every line stops at its next wait. */
  ending?: { as: string };
}

/** A case of which nothing is known yet. */
export function emptyCase(no: string, policy: CaseState['policy']): CaseState {
  return {
    no,
    seq: 0,
    policy,
    status: 'new',
    respondents: [],
    proposals: 0,
    rejections: 0,
    offers: [],
    offersRefused: 0,
    proposalsRefused: 0,
    remedies: [],
    messages: [],
    callbacks: [],
    round: 1,
    penalties: [],
    penaltiesWaived: [],
    delays: [],
    improvements: [],
    promises: [],
    notes: 0,
    references: [],
    refusals: 0,
    lines: {},
    tasks: {},
    timers: {},
    effects: {},
    answers: {},
    did: {},
    keys: {},
    facts: {},
    clocks: {},
    inbound: [],
    releasing: [],
    absorbed: [],
    resolutions: [],
  };
}
