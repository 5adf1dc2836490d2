import { withRun } from '../stage';
import { acknowledge } from './acknowledge/definition';
import { runAcknowledge } from './acknowledge/run';
import { admit } from './admit/definition';
import { runAdmit } from './admit/run';
import { agreeTime } from './agree-time/definition';
import { runAgreeTime } from './agree-time/run';
import { appointment } from './appointment/definition';
import { runAppointment } from './appointment/run';
import { approachOthers } from './approach-others/definition';
import { runApproachOthers } from './approach-others/run';
import { approve } from './approve/definition';
import { runApprove } from './approve/run';
import { archive } from './archive/definition';
import { runArchive } from './archive/run';
import { assign } from './assign/definition';
import { runAssign } from './assign/run';
import { callback } from './callback/definition';
import { runCallback } from './callback/run';
import { checkCustomer } from './check-customer/definition';
import { runCheckCustomer } from './check-customer/run';
import { choose } from './choose/definition';
import { runChoose } from './choose/run';
import { classify } from './classify/definition';
import { runClassify } from './classify/run';
import { conclude } from './conclude/definition';
import { runConclude } from './conclude/run';
import { confirm } from './confirm/definition';
import { runConfirm } from './confirm/run';
import { confirmWithdrawal } from './confirm-withdrawal/definition';
import { runConfirmWithdrawal } from './confirm-withdrawal/run';
import { convene } from './convene/definition';
import { runConvene } from './convene/run';
import { coordinate } from './coordinate/definition';
import { runCoordinate } from './coordinate/run';
import { customerSigns } from './customer-signs/definition';
import { runCustomerSigns } from './customer-signs/run';
import { decideExtension } from './decide-extension/definition';
import { runDecideExtension } from './decide-extension/run';
import { dispatch } from './dispatch/definition';
import { runDispatch } from './dispatch/run';
import { earlyWarn } from './early-warn/definition';
import { runEarlyWarn } from './early-warn/run';
import { execute } from './execute/definition';
import { runExecute } from './execute/run';
import { fieldWork } from './field-work/definition';
import { runFieldWork } from './field-work/run';
import { firstResponsible } from './first-responsible/definition';
import { runFirstResponsible } from './first-responsible/run';
import { form } from './form/definition';
import { runForm } from './form/run';
import { guarantee } from './guarantee/definition';
import { runGuarantee } from './guarantee/run';
import { handIn } from './hand-in/definition';
import { runHandIn } from './hand-in/run';
import { handOver } from './hand-over/definition';
import { runHandOver } from './hand-over/run';
import { heed } from './heed/definition';
import { runHeed } from './heed/run';
import { improve } from './improve/definition';
import { runImprove } from './improve/run';
import { investigate } from './investigate/definition';
import { runInvestigate } from './investigate/run';
import { judge } from './judge/definition';
import { runJudge } from './judge/run';
import { keepPromise } from './keep-promise/definition';
import { runKeepPromise } from './keep-promise/run';
import { legalMinimum } from './legal-minimum/definition';
import { runLegalMinimum } from './legal-minimum/run';
import { lookBack } from './look-back/definition';
import { runLookBack } from './look-back/run';
import { lookForAlike } from './look-for-alike/definition';
import { runLookForAlike } from './look-for-alike/run';
import { mediate } from './mediate/definition';
import { runMediate } from './mediate/run';
import { notify } from './notify/definition';
import { runNotify } from './notify/run';
import { offer } from './offer/definition';
import { runOffer } from './offer/run';
import { penalise } from './penalise/definition';
import { runPenalise } from './penalise/run';
import { progress } from './progress/definition';
import { runProgress } from './progress/run';
import { propose } from './propose/definition';
import { runPropose } from './propose/run';
import { pursueMeasures } from './pursue-measures/definition';
import { runPursueMeasures } from './pursue-measures/run';
import { quote } from './quote/definition';
import { runQuote } from './quote/run';
import { readBack } from './read-back/definition';
import { runReadBack } from './read-back/run';
import { record } from './record/definition';
import { runRecord } from './record/run';
import { reportBack } from './report-back/definition';
import { runReportBack } from './report-back/run';
import { respondentReply } from './respondent-reply/definition';
import { runRespondentReply } from './respondent-reply/run';
import { review } from './review/definition';
import { runReview } from './review/run';
import { serveNotice } from './serve-notice/definition';
import { runServeNotice } from './serve-notice/run';
import { signOff } from './sign-off/definition';
import { runSignOff } from './sign-off/run';
import { solveAtOnce } from './solve-at-once/definition';
import { runSolveAtOnce } from './solve-at-once/run';
import { sort } from './sort/definition';
import { runSort } from './sort/run';
import { supervise } from './supervise/definition';
import { runSupervise } from './supervise/run';
import { takeOver } from './take-over/definition';
import { runTakeOver } from './take-over/run';
import { takePart } from './take-part/definition';
import { runTakePart } from './take-part/run';
import { warn } from './warn/definition';
import { runWarn } from './warn/run';

/**
 * Every kind of step there is, in the order of a procedure. A new stage: a folder here, and its lines below and in
 * `labels.ts`.
 */
export const STAGES = {
  record: withRun(record, runRecord),
  checkCustomer: withRun(checkCustomer, runCheckCustomer),
  lookBack: withRun(lookBack, runLookBack),
  handOver: withRun(handOver, runHandOver),
  sort: withRun(sort, runSort),
  conclude: withRun(conclude, runConclude),
  readBack: withRun(readBack, runReadBack),
  firstResponsible: withRun(firstResponsible, runFirstResponsible),
  agreeTime: withRun(agreeTime, runAgreeTime),
  acknowledge: withRun(acknowledge, runAcknowledge),
  admit: withRun(admit, runAdmit),
  solveAtOnce: withRun(solveAtOnce, runSolveAtOnce),
  classify: withRun(classify, runClassify),
  judge: withRun(judge, runJudge),
  confirm: withRun(confirm, runConfirm),
  takePart: withRun(takePart, runTakePart),
  assign: withRun(assign, runAssign),
  serveNotice: withRun(serveNotice, runServeNotice),
  respondentReply: withRun(respondentReply, runRespondentReply),
  takeOver: withRun(takeOver, runTakeOver),
  investigate: withRun(investigate, runInvestigate),
  guarantee: withRun(guarantee, runGuarantee),
  coordinate: withRun(coordinate, runCoordinate),
  mediate: withRun(mediate, runMediate),
  convene: withRun(convene, runConvene),
  propose: withRun(propose, runPropose),
  legalMinimum: withRun(legalMinimum, runLegalMinimum),
  approve: withRun(approve, runApprove),
  offer: withRun(offer, runOffer),
  execute: withRun(execute, runExecute),
  dispatch: withRun(dispatch, runDispatch),
  appointment: withRun(appointment, runAppointment),
  quote: withRun(quote, runQuote),
  fieldWork: withRun(fieldWork, runFieldWork),
  customerSigns: withRun(customerSigns, runCustomerSigns),
  handIn: withRun(handIn, runHandIn),
  notify: withRun(notify, runNotify),
  reportBack: withRun(reportBack, runReportBack),
  callback: withRun(callback, runCallback),
  form: withRun(form, runForm),
  choose: withRun(choose, runChoose),
  penalise: withRun(penalise, runPenalise),
  improve: withRun(improve, runImprove),
  supervise: withRun(supervise, runSupervise),
  pursueMeasures: withRun(pursueMeasures, runPursueMeasures),
  review: withRun(review, runReview),
  lookForAlike: withRun(lookForAlike, runLookForAlike),
  warn: withRun(warn, runWarn),
  earlyWarn: withRun(earlyWarn, runEarlyWarn),
  approachOthers: withRun(approachOthers, runApproachOthers),
  progress: withRun(progress, runProgress),
  signOff: withRun(signOff, runSignOff),
  keepPromise: withRun(keepPromise, runKeepPromise),
  heed: withRun(heed, runHeed),
  confirmWithdrawal: withRun(confirmWithdrawal, runConfirmWithdrawal),
  decideExtension: withRun(decideExtension, runDecideExtension),
  archive: withRun(archive, runArchive),
} as const;

export type StageName = keyof typeof STAGES;
