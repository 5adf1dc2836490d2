import { z } from 'zod';
import { proceedingNumberSchema } from '../data-kinds';
import { refuseRepeated } from '../consent';
import type { Envelope } from '../envelope';
import type { Refusal } from '../refusal';
import { refuse } from '../refusal';
import { optionsSchema, refuseRemedies } from '../stages/propose/definition';
import type { CaseState } from '../state';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';
import { conflictOfNamed } from './conflict-of-named';

/** An incident speaks for itself alone. */
function refuseOthers(message: Envelope<{ incident: string }>): Refusal | undefined {
  return message.by.id === message.data.incident
    ? undefined
    : refuse('WrongRole', 403, both('只能由该批量事件发出。', 'Only that incident itself sends this.'));
}

function refuseStrangers(state: CaseState, message: Envelope<{ incident: string }>): Refusal | undefined {
  const notMember = refuse('AlreadySo', 409, both('本案不属于该事件。', 'The case does not belong to that incident.'));
  return refuseOthers(message) ?? (state.incident?.no === message.data.incident ? undefined : notMember);
}

const incident = proceedingNumberSchema;

/** The case belongs to a mass incident from now on. Nothing else changes: customer, clocks and consent stay its own. */
export const joinIncident = defineAnytimeAction({
  name: 'joinIncident',
  who: 'incident',
  title: both('加入批量事件', 'Join an incident'),
  help: both('由批量事件发出。', 'Sent by the incident itself.'),
  isOffered: () => false,
  data: () => z.strictObject({ incident: incident() }),
  refuse: ({ state, message }) =>
    refuseOthers(message) ??
    (state.incident === undefined && state.status === 'open'
      ? undefined
      : refuse('AlreadySo', 409, both('已属于一个事件，或已答复。', 'It belongs to an incident, or is answered.'))),
  apply: ({ message: { data } }) => [{ type: 'IncidentJoined', data }],
});

/** The case goes on by itself; what it has already taken up stays. */
export const leaveIncident = defineAnytimeAction({
  name: 'leaveIncident',
  who: 'incident',
  title: both('退出批量事件', 'Leave an incident'),
  help: both('由批量事件发出。', 'Sent by the incident itself.'),
  isOffered: () => false,
  data: () => z.strictObject({ incident: incident() }),
  refuse: ({ state, message }) => refuseStrangers(state, message),
  apply: ({ message: { data } }) => [{ type: 'IncidentLeft', data }],
});

/**
 * What the incident found or offers reaches a member. The case's own steps take it up when they come to it; nobody who
 * is complained about decides on the case, not by way of an incident either.
 */
export const adoptAnswer = defineAnytimeAction({
  name: 'adoptAnswer',
  who: 'incident',
  title: both('采用统一调查或答复', "Adopt the incident's answer"),
  help: both('由批量事件发出。', 'Sent by the incident itself.'),
  isOffered: () => false,
  data: (text, kinds) => {
    const { cause, code, person, supplier } = kinds;
    return z.strictObject({
      incident: incident(),
      findings: z
        .strictObject({
          by: person,
          byFor: person.optional(),
          cause: text,
          causeCode: cause.optional(),
          persons: z.array(person).max(20),
          department: code.optional(),
          supplier: supplier.optional(),
          lossFen: z.int().nonnegative().optional(),
        })
        .optional(),
      proposal: z
        .strictObject({
          by: person,
          byFor: person.optional(),
          approvedBy: person,
          approvedByFor: person.optional(),
          options: optionsSchema(text, kinds),
          reason: text.optional(),
        })
        .optional(),
    });
  },
  refuse: ({ state, policy, message }) => {
    const { findings, proposal } = message.data;
    const remedies = proposal?.options.flatMap((option) => option.remedies) ?? [];
    const persons = [
      ...[findings?.by, findings?.byFor],
      ...[proposal?.by, proposal?.byFor, proposal?.approvedBy, proposal?.approvedByFor],
    ];
    return (
      refuseStrangers(state, message) ??
      conflictOfNamed(state, persons) ??
      refuseRemedies(state, policy, remedies) ??
      // What one answer gives all of them, a member that has had it gets by a decision of its own.
      refuseRepeated(state, remedies, undefined)
    );
  },
  apply: ({ message: { data } }) => [{ type: 'AnswerAdopted', data }],
});
