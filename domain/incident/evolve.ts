import { speakerOf } from '../envelope';
import type { IncidentRules } from '../policy/incident-rules';
import type { CaseEvent } from '../events';
import type { ProceedingReducer } from '../proceeding/definition';
import { evolveBy } from '../proceeding/evolve';
import type { Contacting, IncidentAnswer, IncidentFindings, IncidentState, Member, Telling } from './state';

interface Opened {
  policy: IncidentState['policy'];
  rules: IncidentRules;
  alike?: IncidentState['alike'];
}
interface Linked {
  cases: string[];
  paths?: Record<string, string[]>;
  because: Member['because'];
}
/** What members said to a word: `taken`, `closed`, or the code of their refusal. */
interface Told {
  what: Telling;
  version: number;
  outcomes: Record<string, string>;
}

const events: Readonly<Record<string, ProceedingReducer<IncidentState>>> = {
  IncidentOpened: (_, { policy, rules, alike }: Opened, event) => ({
    status: 'open',
    openedAt: event.at,
    policy,
    rules,
    ...(alike === undefined ? {} : { alike }),
    ...(event.by === undefined ? {} : { openedBy: event.by.id }),
  }),
  StaffWarned: (state, { role, status }: { role: string; status: string }, event) => ({
    warned: [...state.warned, { role, status, at: event.at }],
  }),
  MembersLinked: (state, data: Linked, event) => ({
    members: {
      ...state.members,
      ...Object.fromEntries(
        data.cases.map((no): [string, Member] => {
          const member = linked(state.members[no], data.because, event.at);
          const places = data.paths?.[no];
          return [no, places === undefined ? member : { ...member, places }];
        }),
      ),
    },
  }),
  MemberUnlinked: (state, { case: no }: { case: string }) =>
    withMember(state, no, (member) => ({ ...member, status: 'left' })),
  MembersTold: (state, { what, version, outcomes }: Told) => ({
    members: {
      ...state.members,
      ...Object.fromEntries(
        Object.entries(outcomes).flatMap(([no, outcome]): [string, Member][] => {
          const member = state.members[no];
          return member === undefined ? [] : [[no, afterWord(member, what, version, outcome)]];
        }),
      ),
    },
  }),
  MembersClosed: (state, { cases }: { cases: string[] }) => ({
    members: {
      ...state.members,
      ...Object.fromEntries(
        cases.flatMap((no): [string, Member][] => {
          const member = state.members[no];
          return member === undefined ? [] : [[no, { ...member, status: 'closed' }]];
        }),
      ),
    },
  }),
  IncidentInvestigated: (state, data: Omit<IncidentFindings, 'version' | 'by' | 'byFor'>, event) => ({
    findings: { ...data, version: (state.findings?.version ?? 0) + 1, ...speakerOf(event.by) },
  }),
  AnswerProposed: (_, data: Pick<IncidentAnswer, 'options' | 'reason'>, event) => ({
    answer: { ...data, ...speakerOf(event.by) },
  }),
  AnswerPriced: (state, { costFen }: { costFen: number }) =>
    state.answer === undefined ? {} : { answer: { ...state.answer, costFen } },
  AnswerUnfit: () => ({ answer: undefined }),
  AnswerRejected: () => ({ answer: undefined }),
  AnswerApproved: (state, _, event) => {
    const { by: approvedBy, byFor: approvedByFor } = speakerOf(event.by);
    const approved = { approvedBy, ...(approvedByFor === undefined ? {} : { approvedByFor }) };
    return state.answer === undefined ? {} : { answer: { ...state.answer, ...approved } };
  },
  ContactsListed: (state, { list, total }: { list: string; total: number }) => ({
    contacts: [...state.contacts, { list, total, upTo: 0, told: 0, failed: 0, optedOut: 0, repeated: 0 }],
  }),
  ContactingStarted: (_, { text }: { text: string }, event) => ({ contacting: { text, since: event.at } }),
  ContactingStopped: () => ({ contacting: undefined }),
  CustomersContacted: (state, data: Omit<Contacting, 'total'>) => ({
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
  IncidentNoted: (state) => ({ notes: state.notes + 1 }),
  IncidentClosing: () => ({ status: 'closing' }),
  IncidentClosed: (_, __, event) => ({ status: 'closed', closedAt: event.at }),
};

/** The only way an incident changes. */
export const evolveIncident = (state: IncidentState, event: CaseEvent): IncidentState => {
  const next = evolveOwn(state, event);
  if (next.members === state.members) return next;
  const places = placesOf(next.members);
  return places.length === 0 && next.places === undefined ? next : { ...next, places };
};
const evolveOwn = evolveBy(events);

/** Where the complaints belong that it answers: each path once. One answer for several places is given above them all. */
function placesOf(members: IncidentState['members']): (readonly string[])[] {
  const paths = Object.values(members).flatMap(({ status, places }) =>
    places === undefined || (status !== 'member' && status !== 'closed') ? [] : [places],
  );
  return paths.filter((path, i) => paths.findIndex((other) => other.join('/') === path.join('/')) === i);
}

/** Types of events of incidents, beside those that all proceedings share. */
export const INCIDENT_EVENTS: readonly string[] = Object.keys(events);

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

function withMember(state: IncidentState, no: string, change: (member: Member) => Member): Partial<IncidentState> {
  const member = state.members[no];
  return member === undefined ? {} : { members: { ...state.members, [no]: change(member) } };
}
