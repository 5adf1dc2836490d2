import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { release } from './definition';

export const releaseLabels: AnytimeLabels<typeof release> = {
  sentences: {
    ComplaintReleased: (e) =>
      both(`并入的 ${e.text('from')} 恢复单独办理。`, `The merged complaint ${e.text('from')} continues on its own.`),
  },
  fields: {
    from: { title: both('恢复办理的投诉', 'Complaint') },
    via: { title: both('经由', 'By way of') },
  },
  example: { from: 'C260930-4K7QMXJ' },
};
