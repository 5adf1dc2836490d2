import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { local } from '../local';

/**
 * One line for each answer: ids, codes and durations. Neither address nor body is logged, nor the path as it was sent:
 * a search names what is searched for.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('close', () => {
      const { requestId, operation, account, no, problem } = local(response);
      const line = {
        request: requestId,
        method: request.method,
        operation: operation?.id,
        status: response.statusCode,
        ms: Math.round(performance.now() - startedMs),
        staff: account,
        no,
        problem,
        // The caller went away before the answer was written.
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      if (response.statusCode >= 500) log.error(line, 'answered');
      else log.info(line, 'answered');
    });
    next();
  };
}
