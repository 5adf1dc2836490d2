import type { StageName } from '../../domain/stages';
import type { Stage } from '../stage';
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

/** How each kind of step runs; the compiler demands one for every stage that `domain/stages` defines. */
export const RUNNING: { [S in StageName]: Stage<S> } = {
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
};
