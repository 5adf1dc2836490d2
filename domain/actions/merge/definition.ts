import { z } from 'zod';
import { normaliseComplaintNumber } from '../../values/complaint-number';
import { event } from '../../event';
import { absorbedNow } from '../../case/merging/merging';
import { busy, refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** What must be known to have happened or not before a complaint lets itself be taken over. */
const MONEY_MOVES = ['executeRemedy', 'undoRemedy', 'settleRemedy'];

/**
 * It repeats another complaint: that one is asked to take it over, with everything it says. Only once it has, this one
 * ends as a duplicate; it keeps its number, and the other one is named in it. Until then it takes no other itself, so
 * that of two that are merged into each other, or of several in a ring, none is left without anybody whose task it is.
 */
export const merge = defineAnytimeAction({
  name: 'merge',
  who: 'desk',
  title: both('并入另一投诉', 'Merge into another complaint'),
  help: both(
    '重复投诉并入已有投诉：内容、诉求、被投诉人一并转入，两个编号都保留。对方不接收的，本案继续办理。',
    'Merge a duplicate into the existing complaint. Text, demand and respondent are transferred, and both numbers stay valid. If the other complaint does not accept the merge, this case continues.',
  ),
  data: (text, { complaint }) => z.strictObject({ into: complaint, reason: text.optional() }),
  refuse: ({ state, message }) => {
    const into = normaliseComplaintNumber(message.data.into);
    if (into === undefined || into === state.no)
      return refuse(
        'Malformed',
        400,
        both('请填写另一投诉的编号。', 'Give the number of the other complaint.'),
        both('在 into 中填写编号。', 'Fill in its number as "into".'),
      );
    if (state.status === 'resolved' || state.ending !== undefined)
      return refuse(
        'AlreadySo',
        409,
        both('投诉已经答复或正在结案。', 'The case has been answered or is being closed.'),
      );
    if (absorbedNow(state).some(({ no }) => no === into))
      return refuse(
        'AlreadySo',
        409,
        both(
          `${into} 已并入本案，不能再把本案并入它。`,
          `${into} was merged into this complaint. Merging in the other direction is not possible.`,
        ),
        both('请继续办理本案。', 'Continue with this complaint.'),
      );
    const isMoving = Object.values(state.effects).some(
      ({ status, activity }) => status === 'underWay' && MONEY_MOVES.includes(activity),
    );
    return isMoving ? busy() : undefined;
  },
  events: {
    MergeRequested: event<{ into: string; reason?: string }>({
      audience: 'staff',
      apply: (_, { into, reason }, { seq, at, by }) => ({
        merging: {
          ...{ into, seq, since: at },
          ...(by === undefined ? {} : { by }),
          ...(reason === undefined ? {} : { reason }),
        },
        mergeRefused: undefined,
      }),
    }),
  },
  apply: ({ message: { data } }) => [
    { type: 'MergeRequested', data: { ...data, into: normaliseComplaintNumber(data.into) ?? data.into } },
  ],
});
