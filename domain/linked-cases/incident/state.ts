import type { Findings } from '../../case/findings';
import type { IncidentRules } from '../../policy/incident-rules';
import { emptyProceeding } from '../state';
import type { ProceedingState } from '../state';

/** What a member is told, in this order. */
export const TELLINGS = ['join', 'findings', 'answer', 'leave'] as const;
export type Telling = (typeof TELLINGS)[number];

export interface Member {
  since: string;
  /** Path of the place that the case belongs to, if it does. */
  places?: readonly string[];
  because: 'detected' | 'linked';
  /** How often it has been linked: who has left and comes again is told anew. */
  times: number;
  /**
   * `refused`: the case did not take it (it belongs to another incident). `closed`: the case has ended. Whoever has left
   * may be linked again.
   */
  status: 'member' | 'left' | 'refused' | 'closed';
  /** Latest version of each word that the case has been told, whatever it said to it. */
  told: Partial<Record<Telling, number>>;
  /** Why the case did not take a word. */
  refusals?: Partial<Record<Telling, string>>;
}

/** One investigation for all; `by` is the staff id, `byFor` the colleague in whose place they did it. */
export interface IncidentFindings extends Findings {
  version: number;
  by: string;
  byFor?: string;
}

/** One answer for all. Costs are per member, in fen. */
export interface IncidentAnswer {
  by: string;
  byFor?: string;
  options: { title?: string; remedies: { kind: string; params: Record<string, unknown> }[] }[];
  reason?: string;
  costFen?: number;
  approvedBy?: string;
  approvedByFor?: string;
}

/** A list of other customers concerned, and how far they have been contacted. */
export interface Contacting {
  list: string;
  total: number;
  /** Positions up to this one (from 1) have been dealt with. */
  upTo: number;
  told: number;
  failed: number;
  optedOut: number;
  /** The same person stood in an earlier place. */
  repeated: number;
}

export interface IncidentState extends ProceedingState {
  rules: IncidentRules;
  /** What its members have in common, where a rule found them. */
  alike?: { rule: string; values: Record<string, string | number | boolean> };
  openedBy?: string;
  warned: { role: string; status: string; at: string }[];
  members: Record<string, Member>;
  findings?: IncidentFindings;
  answer?: IncidentAnswer;
  contacts: Contacting[];
  /** What the other customers are told (sealed), while they are being contacted. */
  contacting?: { text: string; since: string };
  notes: number;
}

const NO_RULES: IncidentRules = {
  handler: '',
  approver: '',
  overdue: [],
  warn: { tell: [], by: ['email'] },
  template: 'incident',
  notice: 'incidentNotice',
  rules: [],
};

export function emptyIncident(no: string): IncidentState {
  return { ...emptyProceeding(no), rules: NO_RULES, warned: [], members: {}, contacts: [], notes: 0 };
}

/** Members told at once, by one activity. */
export const MEMBERS_AT_ONCE = 25;

/**
 * The next word to members, and to which of them: everybody joins first, then hears what was found, then the answer.
 * Undefined: all know what there is to know.
 */
export function nextTelling(state: IncidentState): { what: Telling; version: number; cases: string[] } | undefined {
  for (const what of TELLINGS) {
    const version = versionOf(state, what);
    if (version === undefined) continue;
    const cases = Object.entries(state.members)
      .filter(([, member]) => isOwed(member, what, version))
      .map(([no]) => no);
    if (cases.length > 0) return { what, version, cases: cases.slice(0, MEMBERS_AT_ONCE) };
  }
  return undefined;
}

/** The list that is to be gone on with, and from where. */
export function nextContacts({ contacting, contacts }: IncidentState): Contacting | undefined {
  return contacting === undefined ? undefined : contacts.find(({ upTo, total }) => upTo < total);
}

function versionOf(state: IncidentState, what: Telling): number | undefined {
  switch (what) {
    case 'join':
    case 'leave':
      return 1;
    case 'findings':
      return state.findings?.version;
    case 'answer':
      return state.answer?.approvedBy === undefined ? undefined : 1;
  }
}

function isOwed({ status, told }: Member, what: Telling, version: number): boolean {
  if (what === 'leave') return status === 'left' && told.join !== undefined && told.leave === undefined;
  return status === 'member' && (told[what] ?? 0) < version;
}
