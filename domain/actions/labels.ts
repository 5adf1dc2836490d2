import type { ActionLabels, AnytimeLabels } from '../labels/action-labels';
import { STAGE_LABELS } from '../stages/labels';
import type { ANYTIME } from './index';
import { absorbLabels } from './absorb/labels';
import { adoptAnswerLabels } from './adopt-answer/labels';
import { attachLabels } from './attach/labels';
import { decideByHandLabels } from './decide-by-hand/labels';
import { declareMajorLabels } from './declare-major/labels';
import { escalateLabels } from './escalate/labels';
import { extendLimitLabels } from './extend-limit/labels';
import { joinIncidentLabels } from './join-incident/labels';
import { leaveIncidentLabels } from './leave-incident/labels';
import { mergeLabels } from './merge/labels';
import { noteLabels } from './note/labels';
import { pauseLabels } from './pause/labels';
import { promiseLabels } from './promise/labels';
import { reassignLabels } from './reassign/labels';
import { receiveMessageLabels } from './receive-message/labels';
import { recordCostLabels } from './record-cost/labels';
import { releaseLabels } from './release/labels';
import { reopenLabels } from './reopen/labels';
import { reportViolationLabels } from './report-violation/labels';
import { resumeLabels } from './resume/labels';
import { spotCheckLabels } from './spot-check/labels';
import { withdrawLabels } from './withdraw/labels';

/** What people read of each action at any time. For the API and documents: workflows never load it. */
export const ANYTIME_LABELS = {
  absorb: absorbLabels,
  adoptAnswer: adoptAnswerLabels,
  attach: attachLabels,
  declareMajor: declareMajorLabels,
  escalate: escalateLabels,
  extendLimit: extendLimitLabels,
  joinIncident: joinIncidentLabels,
  leaveIncident: leaveIncidentLabels,
  merge: mergeLabels,
  note: noteLabels,
  pause: pauseLabels,
  promise: promiseLabels,
  reassign: reassignLabels,
  receiveMessage: receiveMessageLabels,
  recordCost: recordCostLabels,
  release: releaseLabels,
  reopen: reopenLabels,
  reportViolation: reportViolationLabels,
  resume: resumeLabels,
  spotCheck: spotCheckLabels,
  withdraw: withdrawLabels,
} satisfies { [A in keyof typeof ANYTIME]: AnytimeLabels<(typeof ANYTIME)[A]> };

/** What people read of every action there is, by its name. */
export const ACTION_LABELS: ReadonlyMap<string, ActionLabels> = new Map<string, ActionLabels>([
  ...Object.values(STAGE_LABELS).flatMap(({ actions }) => Object.entries<ActionLabels>(actions)),
  ...Object.entries<ActionLabels>(ANYTIME_LABELS),
  ['decideByHand', decideByHandLabels],
]);
