import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';

/**
 * Words of regret. They stand in the letter that tells the result, so nothing is to be done outside; and they can't be
 * taken back, so there is no undo. An apology is not an admission: it changes neither foundation nor liability.
 */
export default defineRemedy({
  kind: 'apology',
  title: both('道歉', 'Apology'),
  help: both(
    '书面致歉写入结果通知，无须填写参数。致歉不等于认定责任。',
    'The result letter contains the apology. No parameters are needed. An apology is not an admission of liability.',
  ),
  letter: both(
    '对此给您带来的不便，我们诚恳地向您道歉。',
    'We sincerely apologise for the trouble this has caused you.',
  ),
  params: z.strictObject({}),
  costFen: () => 0,
  execute: async () => ({ status: 'done', reference: 'letter' }),
});
