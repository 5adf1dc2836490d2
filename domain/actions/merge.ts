import { z } from 'zod';
import { normaliseComplaintNumber } from '../complaint-number';
import { refuse } from '../refusal';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';

/** It repeats another complaint: the case ends as a duplicate and keeps its number, and the other one is named in it. */
export const merge = defineAnytimeAction({
  name: 'merge',
  who: 'desk',
  title: both('并入另一投诉', 'Merge into another complaint'),
  help: both('重复投诉并入已有投诉，两个编号都保留。', 'It repeats a complaint that is there; both numbers are kept.'),
  data: (text, { complaint }) => z.strictObject({ into: complaint, reason: text.optional() }),
  refuse: ({ state, message }) => {
    const into = normaliseComplaintNumber(message.data.into);
    if (into === undefined || into === state.no)
      return refuse(
        'Malformed',
        400,
        both('请填写另一投诉的编号。', 'Name the other complaint by its number.'),
        both('在 into 中填写编号。', 'Fill in its number as "into".'),
      );
    return state.status === 'resolved' || state.ending !== undefined
      ? refuse('AlreadySo', 409, both('投诉已经答复或正在结案。', 'The case has been answered, or is ending.'))
      : undefined;
  },
  apply: ({ message: { data } }) => [
    { type: 'CaseMerged', data: { ...data, into: normaliseComplaintNumber(data.into) ?? data.into } },
  ],
});
