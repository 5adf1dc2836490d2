import type { Response } from 'express';
import type { Operation } from './operation';
import type { ProblemCode } from './problem-types';

/** What middleware notes of a request for the log and the metrics. */
export interface Local {
  requestId: string;
  /** Set once a route was found. */
  operation?: Operation;
  /** Id of who is signed in. */
  staff?: string;
  problem?: ProblemCode;
}

/** The notes of the request that this response answers. */
export function local(response: Response): Local {
  return response.locals as Local;
}
