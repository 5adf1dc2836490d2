import type { Operation } from '../operation';
import { access, accountChanges } from './access';
import { accounts } from './accounts';
import { actions, possible } from './actions';
import { chain, pack, verify } from './audit';
import { claims, claimsFile, moveClaim } from './claims';
import { complaint } from './complaint';
import { register } from './complaints';
import { correctiveActions } from './corrective-actions';
import { customerLink } from './customer-link';
import { dashboard } from './dashboard';
import { dashboardMarks } from './dashboard-marks';
import { docs, docsFile } from './docs';
import { documents } from './documents';
import { dropDraft, listDrafts, putDraft, readDraft } from './drafts';
import { earlier } from './earlier';
import { listFiles, readFile, uploadFile } from './files';
import { findings, healthOfCases } from './findings';
import { forecast } from './forecast';
import { health } from './health';
import { healthWork } from './health-work';
import { incidents } from './incidents';
import { mails } from './mails';
import { me, putPreferences } from './me';
import { messages } from './messages';
import { metrics } from './metrics';
import { openApi } from './openapi';
import { closeStatements, financeFile, payrollFile, statements } from './penalty-statements';
import {
  addOwnAbsence,
  changePassword,
  endOwnAbsence,
  endOwnSession,
  ownAccount,
  ownSessions,
  signOut,
} from './own-account';
import { importPay } from './pay';
import { places } from './places';
import { policies, policy, policyInWords, policyVersions } from './policies';
import { posts } from './posts';
import { endPresence, notePresence } from './presence';
import { preview } from './preview';
import { problemKind, problemKinds } from './problem-kinds';
import { ready } from './ready';
import { list } from './register';
import { reportMarks } from './report-marks';
import { report, reports, writeReport } from './reports';
import { session } from './session';
import { taskCounts } from './task-counts';
import { staff } from './staff';
import { stream } from './stream';
import { tasks } from './tasks';
import { timeline } from './timeline';
import { dropView, listViews, putView } from './views';
import { why } from './why';

/** Everything the API can be asked. Routes, checks, documents and metrics follow from this list. */
export const OPERATIONS: readonly Operation[] = [
  session,
  changePassword,
  signOut,
  me,
  putPreferences,
  ownSessions,
  endOwnSession,
  ownAccount,
  addOwnAbsence,
  endOwnAbsence,
  register,
  list,
  complaint,
  timeline,
  messages,
  uploadFile,
  listFiles,
  readFile,
  customerLink,
  earlier,
  forecast,
  why,
  documents,
  possible,
  preview,
  ...actions,
  tasks,
  taskCounts,
  stream,
  notePresence,
  endPresence,
  staff,
  putDraft,
  readDraft,
  listDrafts,
  dropDraft,
  listViews,
  putView,
  dropView,
  ...incidents,
  ...correctiveActions,
  policies,
  policy,
  policyVersions,
  policyInWords,
  importPay,
  statements,
  closeStatements,
  payrollFile,
  financeFile,
  claims,
  claimsFile,
  moveClaim,
  // Before the address that takes a number in its place.
  access(() => OPERATIONS),
  findings,
  chain,
  verify,
  pack,
  accountChanges,
  posts,
  ...accounts,
  ...places,
  dashboard,
  dashboardMarks,
  reports,
  report,
  reportMarks,
  writeReport,
  mails,
  problemKinds,
  problemKind,
  openApi(() => OPERATIONS),
  docs,
  docsFile,
  health,
  healthWork,
  healthOfCases,
  ready,
  metrics,
];
