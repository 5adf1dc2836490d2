// What the benchmark's worker offers: ours, and what it is measured against.
export { complaintWorkflow } from '../workflows/complaint';
export { barestWorkflow } from './barest';
