import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { authenticate } from './authenticate';
import type { Deps } from './deps';
import { fieldErrors } from './field-errors';
import type { FieldError } from './problem';
import { invalid } from './invalid';
import { languageOf } from './language';
import { local } from './local';
import { jsonBody } from './middleware/json-body';
import type { Operation, Reply, SignedCall } from './operation';

const MOST_KEY_CHARACTERS = 80;

/**
 * An operation as Express runs it: who asks is settled before a body is read, everything is parsed before `handle` is
 * called, and all that is wrong with a request is told at once.
 */
export function answer(operation: Operation, deps: Deps): RequestHandler[] {
  const begin: RequestHandler = async (request, response, next) => {
    local(response).operation = operation;
    const { who, ownTasks } = operation;
    if (who !== 'anybody')
      local(response).actor = await authenticate(request, { who, ...(ownTasks && { ownTasks }) }, deps);
    next();
  };
  const handle: RequestHandler = async (request, response) => {
    const { actor } = local(response);
    // An operation for anybody has no actor; its type doesn't let it ask for one.
    const call = { ...callOf(operation, request, response, deps), actor } as SignedCall;
    send(response, await operation.handle(call));
  };
  return operation.bodySchema === undefined ? [begin, handle] : [begin, jsonBody, handle];
}

function callOf(operation: Operation, request: Request, response: Response, deps: Deps): Omit<SignedCall, 'actor'> {
  const errors: FieldError[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, prefix?: string): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value, { reportInput: true });
    if (!parsed.success) errors.push(...fieldErrors(parsed.error, prefix));
    return parsed.data;
  };
  const path = parse(operation.pathSchema, request.params, '/');
  const query = parse(operation.querySchema, request.query, '?');
  const body = parse(operation.bodySchema, (request.body as unknown) ?? {});
  const key = request.get('Idempotency-Key');
  if (key !== undefined && (key === '' || key.length > MOST_KEY_CHARACTERS))
    errors.push({
      field: 'Idempotency-Key',
      code: 'too_big',
      message: {
        zh: `须为 1 至 ${MOST_KEY_CHARACTERS} 个字符。`,
        en: `It needs 1 to ${MOST_KEY_CHARACTERS} characters.`,
      },
    });
  if (errors.length > 0) throw invalid(errors);
  return {
    deps,
    ...{ path, query, body, key },
    respondAsync: /(^|,)\s*respond-async\s*(,|;|$)/i.test(request.get('Prefer') ?? ''),
    language: languageOf(request.get('Accept-Language')),
    address: request.ip ?? '',
    log: deps.log.child({ request: local(response).requestId }),
  };
}

function send(response: Response, { status, body, type, headers }: Reply): void {
  response.status(status).set(headers ?? {});
  if (body === undefined) response.end();
  else if (type === undefined) response.json(body);
  else response.type(type).send(body);
}
