import { acknowledge } from './acknowledge';
import { admit } from './admit';
import { approve } from './approve';
import { archive } from './archive';
import { assign } from './assign';
import { callback } from './callback';
import { confirm } from './confirm';
import { conclude } from './conclude';
import { confirmWithdrawal } from './confirm-withdrawal';
import { coordinate } from './coordinate';
import { execute } from './execute';
import { heed } from './heed';
import { form } from './form';
import { improve } from './improve';
import { investigate } from './investigate';
import { judge } from './judge';
import { keepPromise } from './keep-promise';
import { mediate } from './mediate';
import { notify } from './notify';
import { offer } from './offer';
import { penalise } from './penalise';
import { propose } from './propose';
import { readBack } from './read-back';
import { record } from './record';
import { respondentReply } from './respondent-reply';
import { review } from './review';
import { serveNotice } from './serve-notice';
import { signOff } from './sign-off';
import { warn } from './warn';

/** Every kind of step there is. A new stage: a file here, one of the same name in workflows/stages, and its line below. */
export const STAGES = {
  record,
  readBack,
  acknowledge,
  admit,
  judge,
  confirm,
  assign,
  serveNotice,
  respondentReply,
  investigate,
  coordinate,
  mediate,
  propose,
  approve,
  offer,
  execute,
  notify,
  callback,
  form,
  conclude,
  penalise,
  improve,
  review,
  warn,
  signOff,
  keepPromise,
  heed,
  confirmWithdrawal,
  archive,
} as const;

export type StageName = keyof typeof STAGES;
