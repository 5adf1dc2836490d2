import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { Filled, form } from './definition';
import { ofHandler } from '../../step/handler';
import { reasonIn, tellCustomer } from '../../step/notify-customer';

export const runForm: Run<typeof form> = async (c, step) => {
  if (step.delay !== undefined) {
    const time = await c.ask('when', 'planTime', { from: c.now(), limit: step.delay });
    await c.waitUntil('wait', time.at, undefined, time.explanation);
  }
  const notTheirs = { recorder: c.state.recordedBy?.id, handler: c.state.handler };
  const barred = step.notBy.flatMap((who) => {
    const id = notTheirs[who];
    return id === undefined ? [] : [{ id, why: 'handler' as const }];
  });
  const rules = { ...(step.byHandler ? ofHandler(c, step) : step), barred };
  const times = step.signed?.atMost ?? 0;
  for (let filling = 1; filling <= times + 1; filling++) {
    const answer = await c.awaitTask(`filled-${filling}`, { ...rules, actions: ['fillForm'] });
    const { fields = {}, texts = {} } = (answer?.data ?? {}) as Partial<Filled>;
    const isEmpty = Object.keys(fields).length + Object.keys(texts).length === 0;
    // A ladder may let the case go on without the form; that nobody filled it in is a fact of its own.
    if (answer?.by === undefined && isEmpty) {
      c.record(`left-${filling}`, 'FormNotFilled', { form: step.form });
      return next;
    }
    c.record(`form-${filling}`, 'FormFilled', { form: step.form, fields, texts }, answer?.by);
    if (step.signed === undefined) break;
    const signature = await c.awaitTask(`signed-${filling}`, {
      ...step.signed,
      actions: ['signForm', 'returnForm'],
    });
    if (signature?.action !== 'returnForm') {
      c.record(`signature-${filling}`, 'FormSigned', { form: step.form, ...signature?.data }, signature?.by);
      break;
    }
    c.record(`returned-${filling}`, 'FormReturned', { form: step.form, ...signature.data }, signature.by);
  }
  if (step.template !== undefined)
    await tellCustomer(c, 'told', step.template, step, { ...reasonIn(c, { form: step.form, field: 'reason' }) });
  return next;
};
