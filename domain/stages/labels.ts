import { approveLabels } from './approve/labels';
import { judgeLabels } from './judge/labels';

/** What people read of each stage. For the API and documents: workflows never load it. */
export const STAGE_LABELS = { judge: judgeLabels, approve: approveLabels };
