import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { dispatch } from './definition';

/** As often as outside help is asked for in one visit. */
const MOST_REQUESTS = 5;

export const runDispatch: Run<typeof dispatch> = async (c, step) => {
  for (let attempt = 1; attempt <= MOST_REQUESTS; attempt++) {
    const actions: ('dispatch' | 'dispatchElsewhere')[] =
      step.elsewhere === undefined ? ['dispatch'] : ['dispatch', 'dispatchElsewhere'];
    const answer = await c.awaitTask(`dispatch-${attempt}`, { ...step, actions });
    if (answer?.action !== 'dispatchElsewhere' || step.elsewhere === undefined) {
      if (answer?.action === 'dispatch' && answer.by !== undefined)
        c.record('dispatched', 'JobDispatched', { ...answer.data }, answer.by);
      return next;
    }
    c.record(`asked-${attempt}`, 'ElsewhereAsked', { ...answer.data }, answer.by);
    const word = await c.awaitTask(`elsewhere-${attempt}`, { ...step.elsewhere, actions: ['agreeElsewhere'] });
    if (word?.data['agreed'] === true) {
      const { partner, department } = answer.data;
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
