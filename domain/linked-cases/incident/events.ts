import type { PayloadsOf } from '../../event';
import { eventOf } from '../../event';
import { speakerOf } from '../../file/envelope';
import type { IncidentRules } from '../../policy/incident-rules';
import type { Contacting, IncidentAnswer, IncidentFindings, IncidentState, Member, Telling } from './state';

interface Linked {
  cases: string[];
  /** Places of those that belong to one. */
  paths?: Record<string, string[]>;
  because: Member['because'];
  reason?: string;
  rule?: string;
}
/** What members said to a word: `taken`, `closed`, or the code of their refusal. */
interface Told {
  what: Telling;
  version: number;
  outcomes: Record<string, string>;
}

const event = eventOf<IncidentState>();

/** What happens to an incident, beside what all files of its kind share. */
export const INCIDENT_EVENTS = {
  /** `alike`: what a rule found in common; absent where a person opened it. */
  IncidentOpened: event<{ policy: IncidentState['policy']; rules: IncidentRules; alike?: IncidentState['alike'] }>({
    audience: 'staff',
    apply: (_, { policy, rules, alike }, { at, by }) => ({
      status: 'open',
      openedAt: at,
      policy,
      rules,
      ...(alike === undefined ? {} : { alike }),
      ...(by === undefined ? {} : { openedBy: by.id }),
    }),
  }),
  StaffWarned: event<{ role: string; status: string }>({
    audience: 'staff',
    apply: (state, { role, status }, { at }) => ({ warned: [...state.warned, { role, status, at }] }),
  }),
  MembersLinked: event<Linked>({
    audience: 'staff',
    apply: (state, data, { at }) =>
      withMembers(
        state,
        data.cases.map((no): [string, Member] => {
          const member = linked(state.members[no], data.because, at);
          const places = data.paths?.[no];
          return [no, places === undefined ? member : { ...member, places }];
        }),
      ),
  }),
  MemberUnlinked: event<{ case: string; reason?: string }>({
    audience: 'staff',
    apply: (state, { case: no }) => withKnown(state, [no], (member) => ({ ...member, status: 'left' })),
  }),
  MembersTold: event<Told>({
    audience: 'staff',
    apply: (state, { what, version, outcomes }) =>
      withKnown(state, Object.keys(outcomes), (member, no) => afterWord(member, what, version, outcomes[no] ?? '')),
  }),
  MembersClosed: event<{ cases: string[] }>({
    audience: 'staff',
    apply: (state, { cases }) => withKnown(state, cases, (member) => ({ ...member, status: 'closed' })),
  }),
  IncidentInvestigated: event<Omit<IncidentFindings, 'version' | 'by' | 'byFor'>>({
    audience: 'staff',
    apply: (state, data, { by }) => ({
      findings: { ...data, version: (state.findings?.version ?? 0) + 1, ...speakerOf(by) },
    }),
  }),
  AnswerProposed: event<Pick<IncidentAnswer, 'options' | 'reason'>>({
    audience: 'staff',
    apply: (_, data, { by }) => ({ answer: { ...data, ...speakerOf(by) } }),
  }),
  AnswerPriced: event<{ costFen: number }>({
    audience: 'staff',
    apply: ({ answer }, { costFen }) => (answer === undefined ? {} : { answer: { ...answer, costFen } }),
  }),
  AnswerUnfit: event<{ problems: string[] }>({ audience: 'staff', apply: () => ({ answer: undefined }) }),
  AnswerRejected: event<{ reason?: string }>({ audience: 'staff', apply: () => ({ answer: undefined }) }),
  AnswerApproved: event<{ comment?: string }>({
    audience: 'staff',
    apply: ({ answer }, _, event) => {
      const { by: approvedBy, byFor: approvedByFor } = speakerOf(event.by);
      const approved = { approvedBy, ...(approvedByFor === undefined ? {} : { approvedByFor }) };
      return answer === undefined ? {} : { answer: { ...answer, ...approved } };
    },
  }),
  ContactsListed: event<{ list: string; total: number }>({
    audience: 'staff',
    apply: (state, { list, total }) => ({
      contacts: [...state.contacts, { list, total, upTo: 0, told: 0, failed: 0, optedOut: 0, repeated: 0 }],
    }),
  }),
  ContactingStarted: event<{ text: string }>({
    audience: 'staff',
    apply: (_, { text }, { at }) => ({ contacting: { text, since: at } }),
  }),
  ContactingStopped: event<{ reason?: string }>({ audience: 'staff', apply: () => ({ contacting: undefined }) }),
  CustomersContacted: event<Omit<Contacting, 'total'>>({
    audience: 'staff',
    apply: (state, data) => ({
      contacts: state.contacts.map((one) =>
        one.list !== data.list
          ? one
          : {
              ...{ list: one.list, total: one.total, upTo: Math.max(one.upTo, data.upTo) },
              ...{ told: one.told + data.told, failed: one.failed + data.failed },
              ...{ optedOut: one.optedOut + data.optedOut, repeated: one.repeated + data.repeated },
            },
      ),
    }),
  }),
  IncidentNoted: event<{ text: string }>({ audience: 'staff', apply: (state) => ({ notes: state.notes + 1 }) }),
  IncidentClosing: event<{ lesson?: string }>({ audience: 'staff', apply: () => ({ status: 'closing' }) }),
  IncidentClosed: event<object>({ audience: 'staff', apply: (_, __, { at }) => ({ status: 'closed', closedAt: at }) }),
};

export type IncidentPayloads = PayloadsOf<typeof INCIDENT_EVENTS>;

function linked(before: Member | undefined, because: Member['because'], at: string): Member {
  // It was taken out and has not heard of that yet: there is nothing to tell it.
  if (before?.status === 'left' && before.told.join !== undefined && before.told.leave === undefined)
    return { ...before, status: 'member' };
  return { since: at, because, status: 'member', times: (before?.times ?? 0) + 1, told: {} };
}

function afterWord(member: Member, what: Telling, version: number, outcome: string): Member {
  const told = { ...member.told, [what]: version };
  if (outcome === 'closed') return { ...member, told, status: 'closed' };
  // Linked again while it was being told to leave: it has left, and comes again.
  if (what === 'leave' && member.status === 'member') return { ...member, told: {}, times: member.times + 1 };
  if (outcome === 'taken') return { ...member, told };
  const refused: Member = { ...member, told, refusals: { ...member.refusals, [what]: outcome } };
  return what === 'join' ? { ...refused, status: 'refused' } : refused;
}

function withMembers(state: IncidentState, changed: [string, Member][]): Pick<IncidentState, 'members'> {
  return { members: { ...state.members, ...Object.fromEntries(changed) } };
}

/** Those of the cases that are known here, each changed. */
function withKnown(
  state: IncidentState,
  cases: readonly string[],
  change: (member: Member, no: string) => Member,
): Pick<IncidentState, 'members'> {
  return withMembers(
    state,
    cases.flatMap((no): [string, Member][] => {
      const member = state.members[no];
      return member === undefined ? [] : [[no, change(member, no)]];
    }),
  );
}
