import type { StageName } from './index';
import { acknowledgeLabels } from './acknowledge/labels';
import { admitLabels } from './admit/labels';
import { agreeTimeLabels } from './agree-time/labels';
import { appointmentLabels } from './appointment/labels';
import { approachOthersLabels } from './approach-others/labels';
import { approveLabels } from './approve/labels';
import { archiveLabels } from './archive/labels';
import { assignLabels } from './assign/labels';
import { callbackLabels } from './callback/labels';
import { checkCustomerLabels } from './check-customer/labels';
import { chooseLabels } from './choose/labels';
import { classifyLabels } from './classify/labels';
import { concludeLabels } from './conclude/labels';
import { confirmLabels } from './confirm/labels';
import { confirmWithdrawalLabels } from './confirm-withdrawal/labels';
import { conveneLabels } from './convene/labels';
import { coordinateLabels } from './coordinate/labels';
import { customerSignsLabels } from './customer-signs/labels';
import { decideExtensionLabels } from './decide-extension/labels';
import { dispatchLabels } from './dispatch/labels';
import { earlyWarnLabels } from './early-warn/labels';
import { executeLabels } from './execute/labels';
import { fieldWorkLabels } from './field-work/labels';
import { firstResponsibleLabels } from './first-responsible/labels';
import { formLabels } from './form/labels';
import { guaranteeLabels } from './guarantee/labels';
import { handInLabels } from './hand-in/labels';
import { handOverLabels } from './hand-over/labels';
import { heedLabels } from './heed/labels';
import { improveLabels } from './improve/labels';
import { investigateLabels } from './investigate/labels';
import { judgeLabels } from './judge/labels';
import { keepPromiseLabels } from './keep-promise/labels';
import { legalMinimumLabels } from './legal-minimum/labels';
import { lookBackLabels } from './look-back/labels';
import { lookForAlikeLabels } from './look-for-alike/labels';
import { mediateLabels } from './mediate/labels';
import { notifyLabels } from './notify/labels';
import { offerLabels } from './offer/labels';
import { penaliseLabels } from './penalise/labels';
import { progressLabels } from './progress/labels';
import { proposeLabels } from './propose/labels';
import { pursueMeasuresLabels } from './pursue-measures/labels';
import { quoteLabels } from './quote/labels';
import { readBackLabels } from './read-back/labels';
import { recordLabels } from './record/labels';
import { reportBackLabels } from './report-back/labels';
import { respondentReplyLabels } from './respondent-reply/labels';
import { reviewLabels } from './review/labels';
import { serveNoticeLabels } from './serve-notice/labels';
import { signOffLabels } from './sign-off/labels';
import { solveAtOnceLabels } from './solve-at-once/labels';
import { sortLabels } from './sort/labels';
import { superviseLabels } from './supervise/labels';
import { takeOverLabels } from './take-over/labels';
import { takePartLabels } from './take-part/labels';
import { warnLabels } from './warn/labels';

/** What people read of each stage. For the API and documents: workflows never load it. */
export const STAGE_LABELS = {
  acknowledge: acknowledgeLabels,
  admit: admitLabels,
  agreeTime: agreeTimeLabels,
  appointment: appointmentLabels,
  approachOthers: approachOthersLabels,
  approve: approveLabels,
  archive: archiveLabels,
  assign: assignLabels,
  callback: callbackLabels,
  checkCustomer: checkCustomerLabels,
  choose: chooseLabels,
  classify: classifyLabels,
  conclude: concludeLabels,
  confirm: confirmLabels,
  confirmWithdrawal: confirmWithdrawalLabels,
  convene: conveneLabels,
  coordinate: coordinateLabels,
  customerSigns: customerSignsLabels,
  decideExtension: decideExtensionLabels,
  dispatch: dispatchLabels,
  earlyWarn: earlyWarnLabels,
  execute: executeLabels,
  fieldWork: fieldWorkLabels,
  firstResponsible: firstResponsibleLabels,
  form: formLabels,
  guarantee: guaranteeLabels,
  handIn: handInLabels,
  handOver: handOverLabels,
  heed: heedLabels,
  improve: improveLabels,
  investigate: investigateLabels,
  judge: judgeLabels,
  keepPromise: keepPromiseLabels,
  legalMinimum: legalMinimumLabels,
  lookBack: lookBackLabels,
  lookForAlike: lookForAlikeLabels,
  mediate: mediateLabels,
  notify: notifyLabels,
  offer: offerLabels,
  penalise: penaliseLabels,
  progress: progressLabels,
  propose: proposeLabels,
  pursueMeasures: pursueMeasuresLabels,
  quote: quoteLabels,
  readBack: readBackLabels,
  record: recordLabels,
  reportBack: reportBackLabels,
  respondentReply: respondentReplyLabels,
  review: reviewLabels,
  serveNotice: serveNoticeLabels,
  signOff: signOffLabels,
  solveAtOnce: solveAtOnceLabels,
  sort: sortLabels,
  supervise: superviseLabels,
  takeOver: takeOverLabels,
  takePart: takePartLabels,
  warn: warnLabels,
} satisfies Record<StageName, object>;
