import { ServiceError } from '@temporalio/client';
import { failureOf, problemOf } from '../../api/case/engine';

/** As the client throws it: its own error, with the server's beneath. */
function ofServer(code: number): Error {
  const cause = Object.assign(new Error('the server said no'), { code, details: '', metadata: {} });
  return new ServiceError('Unable to perform workflow execution update', { cause });
}

test.each([
  ['a case whose workflow task is being repeated', 9],
  ['a server that is away', 14],
  ['a server that has too much to do', 8],
])('%s is there again later: 503, and not a mistake of ours', (_, code) => {
  const error = ofServer(code);
  const problem = problemOf(failureOf(error), error, 'key');
  expect(problem).toMatchObject({ code: 'EngineUnavailable', status: 503 });
  expect(problem).toHaveProperty(['headers', 'Retry-After']);
});
