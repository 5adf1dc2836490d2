import { z } from 'zod';
import { event } from '../../event';
import { instantSchema } from '../../time/instant';
import { CHANNELS } from '../../channels/channels';
import { intakeSchema } from '../../case/intake';
import { nextInbound } from '../../file/left-behind';
import { absorbedNow, refuseAsTarget } from '../../case/merging/merging';
import { isHeldAt } from '../../values/place';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { conflictOfNamed } from '../conflict-of-named';
import { refuseOthers } from '../of-merges';
import { withPart } from './part';
import type { AbsorbedPart } from './part';

const at = instantSchema();

/**
 * A complaint takes over what another one says, that is merged into it: texts, demand, contacts, references, and those
 * complained about. Large ones come in several messages. Whoever wants the merge has to be free to act here as well.
 */
export const absorb = defineAnytimeAction({
  name: 'absorb',
  keeps: 'more',
  who: 'case',
  goesWith: 'merge',
  title: both('接收并入的投诉', 'Accept a merged complaint'),
  help: both('由被并入的投诉发出。', 'Sent by the merged complaint.'),
  isOffered: () => false,
  whileMerging: true,
  data: (text, kinds) => {
    const { complaint, person, code, link, file, remedies } = kinds;
    return z.strictObject({
      from: complaint,
      /** The complaint that brings it along, where it was merged into that one before. */
      via: complaint.optional(),
      part: z.int().min(1).max(10_000),
      /** Who merges them, where they hold their posts. */
      by: person.optional(),
      byFor: person.optional(),
      places: z.array(z.string().max(60)).max(200).optional(),
      reason: text.optional(),
      /** With the first part: what the complaint is about. */
      intake: intakeSchema(text, kinds).optional(),
      recordedAt: at.optional(),
      respondents: z.array(person).max(1_000).default([]),
      department: code.optional(),
      given: z
        .array(
          z.strictObject({
            what: remedies(1),
            costFen: z.int().nonnegative(),
            at,
            status: z.enum(['executed', 'unknown']),
          }),
        )
        .max(50)
        .default([]),
      /** Its customer is told the outcome as well: they hear of it by nothing else. */
      hears: z.boolean(),
      references: z.array(z.strictObject({ title: text, uri: link.optional(), file: file.optional(), at })).default([]),
      words: z
        .array(z.strictObject({ by: z.enum(['customer', 'staff']), text, at, channel: z.enum(CHANNELS).optional() }))
        .default([]),
    });
  },
  refuse: ({ state, message }) => {
    const { data } = message;
    const known = absorbedNow(state).some(({ no }) => no === data.from);
    const isFirst = data.part === 1;
    return (
      refuseOthers(message) ??
      (data.from === state.no || isFirst !== (data.intake !== undefined) || (!isFirst && !known)
        ? refuse('Malformed', 400, both('并案消息有误。', 'The merge message is invalid.'))
        : undefined) ??
      refuseAsTarget(state) ??
      conflictOfNamed(state, [data.by, data.byFor]) ??
      (isHeldAt(data.places, state.places)
        ? undefined
        : refuse('WrongPlace', 403, both('本案属于另一单位。', 'The case belongs to a different place.')))
    );
  },
  events: {
    ComplaintAbsorbed: event<AbsorbedPart>({ audience: 'staff', apply: withPart }),
  },
  apply: ({ state, message: { data } }) => {
    const { intake } = data;
    if (intake === undefined) return [{ type: 'ComplaintAbsorbed', data }];
    const number = nextInbound(state);
    // Somebody has to read it, whatever step the case is at.
    return [
      { type: 'ComplaintAbsorbed', data },
      { type: 'MessageReceived', data: { channel: intake.channel, from: data.from, line: `inbound.${number}` } },
    ];
  },
});
