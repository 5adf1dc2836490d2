import { isToldLate } from '../domain/file/escalation';
import type { PureAnswers } from '../domain/activity-contract';

/**
 * What time it is for a file: the engine's, as the file saw it when it asked. A workflow can't go by that itself, for a
 * replay may see another one; as an answer it stands in the history. The clock of the worker is asked by nobody but the
 * workflow code of before, which says nothing of the engine's. What happens in time happened when it was due: the engine's
 * timers are late by seconds at times.
 */
export const readClock: PureAnswers['readClock'] = async ({ engine, due }) => {
  if (engine === undefined) return new Date().toISOString();
  const isInTime = due !== undefined && !Number.isNaN(Date.parse(due)) && !isToldLate(due, engine);
  return isInTime ? new Date(due).toISOString() : engine;
};
