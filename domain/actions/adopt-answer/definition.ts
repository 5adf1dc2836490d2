import { z } from 'zod';
import { withDone } from '../../case/deeds';
import { refuseRepeated } from '../../case/effects/consent';
import { proceedingNumberSchema } from '../data-kinds';
import { event } from '../../event';
import { optionsSchema, refuseRemedies } from '../../stages/propose/definition';
import type { AdoptedFindings, AdoptedProposal, CaseState } from '../../case/state';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { conflictOfNamed } from '../conflict-of-named';
import { refuseStrangers } from '../of-incidents';

/**
 * What the incident found or offers reaches a member. The case's own steps take it up when they come to it; nobody who
 * is complained about decides on the case, not by way of an incident either.
 */
export const adoptAnswer = defineAnytimeAction({
  name: 'adoptAnswer',
  who: 'incident',
  title: both('采用统一调查或答复', 'Adopt the joint answer'),
  help: both('由批量事件发出。', 'Sent by the incident itself.'),
  isOffered: () => false,
  data: (text, kinds) => {
    const { cause, code, person, supplier } = kinds;
    return z.strictObject({
      incident: proceedingNumberSchema(),
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
  events: {
    /** For each member, as that is what was found and approved for it. */
    AnswerAdopted: event<{ incident: string; findings?: AdoptedFindings; proposal?: AdoptedProposal }>({
      audience: 'staff',
      apply: (state, { findings, proposal }, { seq }) =>
        state.incident === undefined
          ? {}
          : {
              did: withDeeds(state.did, { findings, proposal }, seq),
              incident: {
                ...state.incident,
                ...(findings === undefined ? {} : { findings }),
                ...(proposal === undefined ? {} : { proposal }),
              },
            },
    }),
  },
  apply: ({ message: { data } }) => [{ type: 'AnswerAdopted', data }],
});

/** What was done in the incident was done for each of its members. */
function withDeeds(
  did: CaseState['did'],
  { findings, proposal }: { findings?: AdoptedFindings; proposal?: AdoptedProposal },
  seq: number,
): CaseState['did'] {
  const deeds = [
    ['submitFindings', [findings?.by, findings?.byFor]],
    ['propose', [proposal?.by, proposal?.byFor]],
    ['approve', [proposal?.approvedBy, proposal?.approvedByFor]],
  ] as const;
  return deeds.reduce((known, [action, both]) => {
    const persons = both.filter((id) => id !== undefined);
    return persons.length === 0 ? known : withDone(known, action, persons, seq);
  }, did);
}
