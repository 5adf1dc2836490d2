import type { ErrorRequestHandler } from 'express';
import type { Bilingual } from '../../domain/values/text';
import { asProblem } from '../as-problem';
import type { Deps } from '../deps';
import { local } from '../local';
import type { Problem } from '../problem';
import { languageFor, otherThan } from './at-link';
import { notice, speaking } from './page';
import { secure } from './secure';

/**
 * Answers a failure by a page in the customer's words, without why; what nobody foresaw is logged.
 * @param path of the page in the other language
 * @param say what is said of which failure
 */
export function failedPage(
  { log }: Deps,
  path: string,
  say: (problem: Problem) => { title: Bilingual; text: Bilingual },
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    const { requestId, no } = local(response);
    local(response).problem = problem.code;
    if (problem.code === 'Internal') log.error({ request: requestId, no, err: error }, 'unforeseen');
    secure(response);
    const language = languageFor(request);
    const speaks = speaking(language, `${path}?lang=${otherThan(language)}`);
    const { title, text } = say(problem);
    response
      .status(problem.status)
      .set(problem.headers)
      .type('html')
      .send(notice(speaks, title, speaks.say(text)));
  };
}
