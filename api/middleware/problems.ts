import type { ErrorRequestHandler } from 'express';
import { languageOf } from '../language';
import { local } from '../local';
import { asProblem } from '../as-problem';
import { documentOf, PROBLEM_JSON } from '../problem';
import type { Logger } from 'pino';

/** Answers whatever was thrown as a problem document; what nobody foresaw is logged in full and answered without why. */
export function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    const notes = local(response);
    notes.problem = problem.code;
    const about = { request: notes.requestId, operation: notes.operation?.id, staff: notes.account, no: notes.no };
    if (problem.code === 'Internal') log.error({ ...about, err: error }, 'unforeseen');
    else if (problem.details.cause instanceof Error)
      log.warn({ ...about, because: problem.details.cause.name }, problem.code);
    const language = languageOf(request.headers['accept-language']);
    response
      .status(problem.status)
      .set(problem.headers)
      .set('Content-Language', language)
      .type(PROBLEM_JSON)
      .send(JSON.stringify(documentOf(problem, language, notes.requestId)));
  };
}
