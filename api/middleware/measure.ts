import type { RequestHandler } from 'express';
import { local } from '../local';
import type { ApiMetrics } from '../metrics';

/** Takes the time of each answer, by operation. */
export function measure(metrics: ApiMetrics): RequestHandler {
  return (request, response, next) => {
    const stop = metrics.latency.startTimer();
    response.once('close', () => {
      const { operation, problem } = local(response);
      if (operation?.streams !== true)
        stop({ method: request.method, operation: operation?.id ?? 'none', status: String(response.statusCode) });
      if (problem !== undefined) metrics.problems.inc({ operation: operation?.id ?? 'none', code: problem });
    });
    next();
  };
}
