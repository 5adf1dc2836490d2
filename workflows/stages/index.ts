import type { StageName } from '../../domain/stages';
import type { Stage } from '../stage';
import { acknowledge } from './acknowledge';
import { admit } from './admit';
import { appointment } from './appointment';
import { agreeTime } from './agree-time';
import { approachOthers } from './approach-others';
import { runApprove } from '../../domain/stages/approve/run';
import { archive } from './archive';
import { assign } from './assign';
import { callback } from './callback';
import { checkCustomer } from './check-customer';
import { legalMinimum } from './legal-minimum';
import { lookBack } from './look-back';
import { conclude } from './conclude';
import { choose } from './choose';
import { classify } from './classify';
import { confirm } from './confirm';
import { confirmWithdrawal } from './confirm-withdrawal';
import { convene } from './convene';
import { coordinate } from './coordinate';
import { customerSigns } from './customer-signs';
import { decideExtension } from './decide-extension';
import { dispatch } from './dispatch';
import { earlyWarn } from './early-warn';
import { execute } from './execute';
import { heed } from './heed';
import { form } from './form';
import { fieldWork } from './field-work';
import { handIn } from './hand-in';
import { handOver } from './hand-over';
import { firstResponsible } from './first-responsible';
import { guarantee } from './guarantee';
import { improve } from './improve';
import { investigate } from './investigate';
import { runJudge } from '../../domain/stages/judge/run';
import { keepPromise } from './keep-promise';
import { lookForAlike } from './look-for-alike';
import { mediate } from './mediate';
import { notify } from './notify';
import { offer } from './offer';
import { penalise } from './penalise';
import { progress } from './progress';
import { propose } from './propose';
import { pursueMeasures } from './pursue-measures';
import { quote } from './quote';
import { readBack } from './read-back';
import { record } from './record';
import { respondentReply } from './respondent-reply';
import { reportBack } from './report-back';
import { review } from './review';
import { serveNotice } from './serve-notice';
import { signOff } from './sign-off';
import { sort } from './sort';
import { supervise } from './supervise';
import { takePart } from './take-part';
import { solveAtOnce } from './solve-at-once';
import { takeOver } from './take-over';
import { warn } from './warn';

/** How each kind of step runs; the compiler demands one for every stage that `domain/stages` defines. */
export const RUNNING: { [S in StageName]: Stage<S> } = {
  record,
  checkCustomer,
  lookBack,
  handOver,
  sort,
  conclude,
  readBack,
  firstResponsible,
  agreeTime,
  acknowledge,
  admit,
  solveAtOnce,
  classify,
  judge: runJudge,
  confirm,
  takePart,
  assign,
  serveNotice,
  respondentReply,
  takeOver,
  investigate,
  guarantee,
  coordinate,
  mediate,
  convene,
  propose,
  legalMinimum,
  approve: runApprove,
  offer,
  execute,
  dispatch,
  appointment,
  quote,
  fieldWork,
  customerSigns,
  handIn,
  notify,
  reportBack,
  callback,
  form,
  choose,
  penalise,
  improve,
  supervise,
  pursueMeasures,
  review,
  lookForAlike,
  warn,
  earlyWarn,
  approachOthers,
  progress,
  signOff,
  keepPromise,
  heed,
  confirmWithdrawal,
  decideExtension,
  archive,
};
