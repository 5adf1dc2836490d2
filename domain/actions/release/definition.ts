import { z } from 'zod';
import { event } from '../../event';
import { absorbedNow } from '../../case/merging/merging';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { refuseOthers } from '../of-merges';

/** A merged complaint was reopened and goes on by itself. What it has said stays known, and so do conflicts of interest. */
export const release = defineAnytimeAction({
  name: 'release',
  who: 'case',
  goesWith: 'merge',
  title: both('并入的投诉恢复单独办理', 'Merged complaint continues on its own'),
  help: both('由被并入的投诉发出。', 'Sent by the merged complaint.'),
  isOffered: () => false,
  whileMerging: true,
  data: (_text, { complaint }) => z.strictObject({ from: complaint, via: complaint.optional() }),
  refuse: ({ state, message }) => refuseOthers(message) ?? refuseUnknown(state, message.data.from),
  events: {
    ComplaintReleased: event<{ from: string; via?: string }>({
      audience: 'staff',
      apply: (state, { from }, event) => ({
        absorbed: state.absorbed.map((one) =>
          one.no === from && one.leftAt === undefined ? { ...one, leftAt: event.at } : one,
        ),
      }),
    }),
  },
  apply: ({ message: { data } }) => [{ type: 'ComplaintReleased', data }],
});

function refuseUnknown(state: CaseState, from: string): Refusal | undefined {
  return absorbedNow(state).some(({ no }) => no === from)
    ? undefined
    : refuse('AlreadySo', 409, both('该投诉没有并入本案。', 'That complaint is not merged into this one.'));
}
