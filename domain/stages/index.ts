import { runs } from '../stage';
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
  record: runs(record, runRecord),
  checkCustomer: runs(checkCustomer, runCheckCustomer),
  lookBack: runs(lookBack, runLookBack),
  handOver: runs(handOver, runHandOver),
  sort: runs(sort, runSort),
  conclude: runs(conclude, runConclude),
  readBack: runs(readBack, runReadBack),
  firstResponsible: runs(firstResponsible, runFirstResponsible),
  agreeTime: runs(agreeTime, runAgreeTime),
  acknowledge: runs(acknowledge, runAcknowledge),
  admit: runs(admit, runAdmit),
  solveAtOnce: runs(solveAtOnce, runSolveAtOnce),
  classify: runs(classify, runClassify),
  judge: runs(judge, runJudge),
  confirm: runs(confirm, runConfirm),
  takePart: runs(takePart, runTakePart),
  assign: runs(assign, runAssign),
  serveNotice: runs(serveNotice, runServeNotice),
  respondentReply: runs(respondentReply, runRespondentReply),
  takeOver: runs(takeOver, runTakeOver),
  investigate: runs(investigate, runInvestigate),
  guarantee: runs(guarantee, runGuarantee),
  coordinate: runs(coordinate, runCoordinate),
  mediate: runs(mediate, runMediate),
  convene: runs(convene, runConvene),
  propose: runs(propose, runPropose),
  legalMinimum: runs(legalMinimum, runLegalMinimum),
  approve: runs(approve, runApprove),
  offer: runs(offer, runOffer),
  execute: runs(execute, runExecute),
  dispatch: runs(dispatch, runDispatch),
  appointment: runs(appointment, runAppointment),
  quote: runs(quote, runQuote),
  fieldWork: runs(fieldWork, runFieldWork),
  customerSigns: runs(customerSigns, runCustomerSigns),
  handIn: runs(handIn, runHandIn),
  notify: runs(notify, runNotify),
  reportBack: runs(reportBack, runReportBack),
  callback: runs(callback, runCallback),
  form: runs(form, runForm),
  choose: runs(choose, runChoose),
  penalise: runs(penalise, runPenalise),
  improve: runs(improve, runImprove),
  supervise: runs(supervise, runSupervise),
  pursueMeasures: runs(pursueMeasures, runPursueMeasures),
  review: runs(review, runReview),
  lookForAlike: runs(lookForAlike, runLookForAlike),
  warn: runs(warn, runWarn),
  earlyWarn: runs(earlyWarn, runEarlyWarn),
  approachOthers: runs(approachOthers, runApproachOthers),
  progress: runs(progress, runProgress),
  signOff: runs(signOff, runSignOff),
  keepPromise: runs(keepPromise, runKeepPromise),
  heed: runs(heed, runHeed),
  confirmWithdrawal: runs(confirmWithdrawal, runConfirmWithdrawal),
  decideExtension: runs(decideExtension, runDecideExtension),
  archive: runs(archive, runArchive),
} as const;

export type StageName = keyof typeof STAGES;
