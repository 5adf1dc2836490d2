import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

/** As often as outside help is asked for in one visit. */
const MOST_REQUESTS = 5;

export const dispatch: Stage<'dispatch'> = async (c, step) => {
  for (let attempt = 1; attempt <= MOST_REQUESTS; attempt++) {
    const actions = step.elsewhere === undefined ? ['dispatch'] : ['dispatch', 'dispatchElsewhere'];
    const answer = await c.awaitTask(`dispatch-${attempt}`, { ...step, actions });
    if (answer?.action !== 'dispatchElsewhere' || step.elsewhere === undefined) {
      if (answer?.by !== undefined) c.record('dispatched', 'JobDispatched', { ...answer.data }, answer.by);
      return next;
    }
    c.record(`asked-${attempt}`, 'ElsewhereAsked', { ...answer.data }, answer.by);
    const word = await c.awaitTask(`elsewhere-${attempt}`, { ...step.elsewhere, actions: ['agreeElsewhere'] });
    if (word?.data['agreed'] === true) {
      const { partner, department } = answer.data as { partner?: string; department?: string };
      const where = {
        ...(partner === undefined ? {} : { partner }),
        ...(department === undefined ? {} : { department }),
      };
      c.record('elsewhere', 'DispatchedElsewhere', where, word.by);
      return next;
    }
    c.record(`declined-${attempt}`, 'ElsewhereDeclined', { ...word?.data }, word?.by);
  }
  return next;
};
