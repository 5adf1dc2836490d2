import { counter } from './counter/definition';
import { email } from './email/definition';
import { letter } from './letter/definition';
import { phone } from './phone/definition';
import { sms } from './sms/definition';
import { visit } from './visit/definition';
import { web } from './web/definition';

/**
 * Every channel there is, in the order in which they are offered and tried. The one list: it is bundled with the
 * workflows, so no folder can be read for it, and what lies beside a definition never comes in here.
 */
export const DEFINITIONS = [phone, email, sms, web, visit, letter, counter] as const;
