import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { signatures } from '../../domain/step/signing';

export const signOff: Stage<'signOff'> = async (c, step) => {
  const given = await signatures(c, 'signature', {
    signatures: step.signatures.map((who) => ({ who })),
    order: step.order,
    need: step.need,
    rules: { ...step, actions: ['signOff'] },
  });
  c.record('signed', 'SignedOff', { by: given.map((answer) => answer.by?.id ?? '') });
  return next;
};
