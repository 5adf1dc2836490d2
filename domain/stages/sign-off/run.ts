import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { signOff } from './definition';
import { signatures } from '../../step/signing';

export const runSignOff: Run<typeof signOff> = async (c, step) => {
  const given = await signatures(c, 'signature', {
    signatures: step.signatures.map((who) => ({ who })),
    order: step.order,
    need: step.need,
    rules: { ...step, actions: ['signOff'] },
  });
  c.record('signed', 'SignedOff', { by: given.map((answer) => answer.by?.id ?? '') });
  return next;
};
