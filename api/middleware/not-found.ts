import type { RequestHandler } from 'express';
import { both } from '../../domain/values/text';
import { matches } from '../addresses';
import type { Operation } from '../operation';
import { Problem } from '../problem';

/** Whatever no route took: an address that knows other methods says which, any other isn't there. */
export function notFound(operations: readonly Operation[]): RequestHandler {
  return (request, _response, next) => {
    const methods = new Set(
      operations
        .filter((operation) => matches(operation, request.path))
        .flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])),
    );
    const allowed = [...methods].sort().join(', ');
    next(
      methods.size === 0
        ? new Problem('NotFound', { detail: both('没有这个地址。', 'This address does not exist.') })
        : new Problem('MethodNotAllowed', {
            detail: both(`此地址支持：${allowed}。`, `This address supports ${allowed}.`),
            headers: { Allow: allowed },
          }),
    );
  };
}
