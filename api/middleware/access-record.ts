import type { RequestHandler } from 'express';
import type { AccessRecord } from '../../models/access-record';
import { local } from '../local';

const REFUSED: readonly number[] = [401, 403];

/** Notes every refusal in the access record: whose, of what, why, and of which file, as far as we know them. */
export function accessRecord(record: AccessRecord, clock: () => Date): RequestHandler {
  return (_request, response, next) => {
    response.once('close', () => {
      const { operation, account, actingFor, no, problem } = local(response);
      const isGuess = problem === 'WrongCredentials' || problem === 'TooManyAttempts';
      if (problem === undefined || !(isGuess || REFUSED.includes(response.statusCode))) return;
      record.note({
        ...{ at: clock().toISOString(), kind: isGuess ? 'signInFailed' : 'refused', code: problem },
        ...(operation === undefined ? {} : { operation: operation.id }),
        ...(account === undefined ? {} : { account }),
        ...(actingFor === undefined ? {} : { for: actingFor }),
        ...(no === undefined ? {} : { no }),
      });
    });
    next();
  };
}
