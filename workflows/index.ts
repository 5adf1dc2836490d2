// The workflow types this worker offers, and nothing else: every function exported here can be started by name.
export { complaintWorkflow } from './complaint';
export { reportWorkflow } from './report';
export { absencesWorkflow } from './absences';
export { incidentWorkflow } from './incident';
export { correctiveActionWorkflow } from './corrective-action';
