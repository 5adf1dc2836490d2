import { acknowledge } from './acknowledge';
import { agreeTime } from './agree-time';
import { approachOthers } from './approach-others';
import { approve } from './approve';
import { archive } from './archive';
import { assign } from './assign';
import { callback } from './callback';
import { choose } from './choose';
import { classify } from './classify';
import { confirm } from './confirm';
import { confirmWithdrawal } from './confirm-withdrawal';
import { coordinate } from './coordinate';
import { execute } from './execute';
import { firstResponsible } from './first-responsible';
import { form } from './form';
import { guarantee } from './guarantee';
import { improve } from './improve';
import { investigate } from './investigate';
import { judge } from './judge';
import { keepPromise } from './keep-promise';
import { notify } from './notify';
import { offer } from './offer';
import { penalise } from './penalise';
import { progress } from './progress';
import { propose } from './propose';
import { readBack } from './read-back';
import { record } from './record';
import { review } from './review';
import { signOff } from './sign-off';
import { solveAtOnce } from './solve-at-once';
import { takeOver } from './take-over';
import { warn } from './warn';

/** Every kind of step there is. A new stage: a file here, one of the same name in workflows/stages, and its line below. */
export const STAGES = {
  record,
  readBack,
  firstResponsible,
  agreeTime,
  acknowledge,
  solveAtOnce,
  classify,
  judge,
  confirm,
  assign,
  takeOver,
  investigate,
  guarantee,
  coordinate,
  propose,
  approve,
  offer,
  execute,
  notify,
  callback,
  form,
  choose,
  penalise,
  improve,
  review,
  warn,
  approachOthers,
  progress,
  signOff,
  keepPromise,
  confirmWithdrawal,
  archive,
} as const;

export type StageName = keyof typeof STAGES;
