import { z } from 'zod';
import { event } from '../../event';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** A case picked out for a callback beside the ordinary ones (seed 004: at the month's end); a track of its own does it. */
export const spotCheck = defineAnytimeAction({
  name: 'spotCheck',
  keeps: 'more',
  who: 'desk',
  takenUpBy: { track: 'spotCheck', on: 'SpotCheckOrdered' },
  title: both('抽查回访', 'Select for a spot check'),
  help: both('抽中本案，由办法规定的岗位回访。', 'Select the case for a callback by the role named in the policy.'),
  data: (text) => z.strictObject({ reason: text.optional() }),
  events: { SpotCheckOrdered: event<{ reason?: string }>({ audience: 'staff' }) },
  apply: ({ message }) => [{ type: 'SpotCheckOrdered', data: message.data }],
});
