import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { actorOf, signedInMember } from './authenticate';
import type { Deps } from './deps';
import { fieldErrors } from './field-errors';
import { fileOf } from './file-number';
import type { FieldError } from './problem';
import { invalid } from './invalid';
import { languageOf } from './language';
import { local } from './local';
import { fileBody } from './middleware/file-body';
import { jsonBody } from './middleware/json-body';
import { tableBody } from './middleware/table-body';
import type { Operation, Reply, SignedCall } from './operation';
import { cookieTokenIn } from './session/cookie';
import { requireOwnPage } from './session/own-page';
import { sinkOf } from './stream/sink';

const MOST_KEY_CHARACTERS = 80;

/**
 * An operation as Express runs it: who asks is settled before a body is read, everything is parsed before `handle` is
 * called, and all that is wrong with a request is told at once.
 */
export function answer(operation: Operation, deps: Deps): RequestHandler[] {
  const begin: RequestHandler = async (request, response, next) => {
    local(response).receivedAt = deps.clock();
    noteWhat(operation, request, response);
    await settleWho(operation, request, response, deps);
    next();
  };
  const handle: RequestHandler = async (request, response) => {
    const { actor, session } = local(response);
    // An operation for anybody has no actor; its type doesn't let it ask for one.
    const call = { ...callOf(operation, request, response, deps), actor, session } as SignedCall;
    await send(response, await operation.handle(call));
  };
  if (operation.takesFile === true) return [begin, fileBody(deps.config.mostFileBytes), handle];
  if (operation.bodySchema === undefined) return [begin, handle];
  return [begin, operation.csvQuery === undefined ? jsonBody : tableBody, handle];
}

function noteWhat(operation: Operation, request: Request, response: Response): void {
  const notes = local(response);
  notes.operation = operation;
  const { no } = request.params;
  const file = typeof no === 'string' ? fileOf(no) : undefined;
  if (file !== undefined) notes.no = file.no;
}

/** Counts the request for whoever asks, then says as whom they act. What nobody signed in asks counts for the address. */
async function settleWho(operation: Operation, request: Request, response: Response, deps: Deps): Promise<void> {
  const { who, ownTasks, unlimited } = operation;
  if (who === 'anybody') {
    if (unlimited !== true) await deps.limits.ofAddress(request, response);
    return;
  }
  const notes = local(response);
  const member = await signedInMember(request, notes, deps).catch(async (error: unknown) => {
    await deps.limits.ofAddress(request, response);
    throw error;
  });
  await deps.limits.ofAccount(request, response);
  const actingFor = request.get('X-Acting-For');
  // Only the id of a colleague is noted: a header may hold anything.
  if (actingFor !== undefined && actingFor !== member.id && deps.models.directory.person(actingFor) !== undefined)
    notes.actingFor = actingFor;
  notes.actor = actorOf(member, { actingFor, who, ownTasks }, deps);
}

function callOf(
  operation: Operation,
  request: Request,
  response: Response,
  deps: Deps,
): Omit<SignedCall, 'actor' | 'session'> {
  const errors: FieldError[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, prefix?: string): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value, { reportInput: true });
    if (!parsed.success) errors.push(...fieldErrors(parsed.error, prefix));
    return parsed.data;
  };
  const path = parse(operation.pathSchema, request.params, '/');
  const query = parse(operation.querySchema, request.query, '?');
  const { table } = local(response);
  const sent = table === undefined ? ((request.body as unknown) ?? {}) : { csv: request.body as unknown };
  const beside = table === undefined ? undefined : parse(operation.csvQuery, request.query, '?');
  const body = parse(operation.bodySchema, table === undefined ? sent : { ...(beside as object), ...sent });
  const key = request.get('Idempotency-Key');
  if (key !== undefined && (key === '' || key.length > MOST_KEY_CHARACTERS))
    errors.push({
      field: 'Idempotency-Key',
      code: 'too_big',
      message: {
        zh: `须为 1 至 ${MOST_KEY_CHARACTERS} 个字符。`,
        en: `The key must have 1 to ${MOST_KEY_CHARACTERS} characters.`,
      },
    });
  if (errors.length > 0) throw invalid(errors);
  return {
    deps,
    receivedAt: local(response).receivedAt ?? deps.clock(),
    ...{ path, query, body, key, table, file: local(response).file },
    lastEventId: numberIn(request.get('Last-Event-ID')),
    respondAsync: /(^|,)\s*respond-async\s*(,|;|$)/i.test(request.get('Prefer') ?? ''),
    cookie: request.get('Authorization') === undefined ? cookieTokenIn(request.get('Cookie')) : undefined,
    requireOwnPage: () => requireOwnPage(request),
    language: languageOf(request.get('Accept-Language')),
    address: request.ip ?? '',
    onKnown: (id) => void (local(response).account = id),
    log: deps.log.child({ request: local(response).requestId }),
  };
}

/** What a stream of ours gave as an id; anything else goes on from nowhere. */
function numberIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

/** @throws whatever a file's pieces end with: what has left by then is cut off, so that nobody takes it for the whole */
async function send(response: Response, { status, body, type, headers, stream, pieces }: Reply): Promise<void> {
  response.status(status).set(headers ?? {});
  if (pieces !== undefined) {
    const reading = pipeline(Readable.from(pieces), response.type(type ?? 'application/octet-stream'));
    await reading.catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    return;
  }
  if (stream !== undefined) {
    response.type(type ?? 'text/event-stream').flushHeaders();
    stream(sinkOf(response));
    return;
  }
  if (body === undefined) response.end();
  else if (type === undefined) response.json(body);
  else response.type(type).send(body);
}

/** Whoever asked went away before they had all of it: that is nobody's fault. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
