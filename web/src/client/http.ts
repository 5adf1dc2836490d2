import createClient from 'openapi-fetch';
import type { paths, components } from './schema';
import type { Bilingual, Language } from '../words/both';

export type Schemas = components['schemas'];

/** A field that the server found wrong. */
export interface FieldError {
  field: string;
  message: Bilingual;
  code: string;
}

/** An answer of the server that says why not (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly more: {
      title?: string;
      wayOut?: string;
      errors?: readonly FieldError[];
      instance?: string;
      retryAfterS?: number;
    } = {},
  ) {
    super(detail);
  }
}

/** No answer came: the connection is down, or broke off. Whether the request arrived is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

let spoken: Language = 'zh';
/** Problem documents come in this language from now on. */
export function setSpokenLanguage(language: Language): void {
  spoken = language;
}

const ACTING_FOR = 'redress.actingFor';
/** Kept for this tab alone: a reload goes on in the same name, and another tab is nobody's substitute. */
let actingFor = sessionStorage.getItem(ACTING_FOR) ?? undefined;
/** Whom the requests from now on are made for, if for a colleague. */
export function setActingFor(colleague: string | undefined): void {
  actingFor = colleague;
  if (colleague === undefined) sessionStorage.removeItem(ACTING_FOR);
  else sessionStorage.setItem(ACTING_FOR, colleague);
}
export function colleagueActedFor(): string | undefined {
  return actingFor;
}

/** Required by the server of whatever goes by the session's cookie: no page of another site can send it. */
const OF_OUR_PAGE = { 'X-Redress': '1' };

/** What goes along with every request. */
function headersOfAll(): Readonly<Record<string, string>> {
  return {
    ...OF_OUR_PAGE,
    'Accept-Language': spoken,
    ...(actingFor === undefined ? {} : { 'X-Acting-For': actingFor }),
  };
}

async function guarded(request: Request): Promise<Response> {
  for (const [name, value] of Object.entries(headersOfAll())) request.headers.set(name, value);
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NoAnswer();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const after = Number(response.headers.get('Retry-After'));
  const retry = after > 0 ? { retryAfterS: after } : {};
  try {
    const said = (await response.json()) as {
      code?: string;
      detail?: string;
      title?: string;
      wayOut?: string;
      instance?: string;
      errors?: FieldError[];
    };
    return new ApiProblem(said.code ?? 'Internal', response.status, said.detail ?? said.title ?? '', {
      ...said,
      ...retry,
    });
  } catch {
    // A proxy in between answers for a server that does not.
    return new ApiProblem('EngineUnavailable', response.status, '', retry);
  }
}

/** Everything that the API can be asked, typed by its own document. Refusals are thrown as `ApiProblem`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: guarded });

/** The body of an answer; refusals have been thrown before. */
export async function bodyOf<T>(asked: Promise<{ data?: T }>): Promise<T> {
  const { data } = await asked;
  return data as T;
}

/** Asks what has no type of its own: an action, whose name comes from the server. */
export async function send<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, key, keepalive }: { body?: unknown; key?: string; keepalive?: boolean } = {},
): Promise<T> {
  const response = await guarded(
    new Request(`${location.origin}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(keepalive === undefined ? {} : { keepalive }),
    }),
  );
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends a file as it is, and tells which part of it has left, from 0 to 1: `fetch` can't. */
export function upload<T>(path: string, file: File, onProgress: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${location.origin}/api/v1${path}`);
    const headers = { ...headersOfAll(), 'File-Name': encodeURIComponent(file.name.replace(/\p{Cs}/gu, '')) };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', file.type === '' ? 'application/octet-stream' : file.type);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new NoAnswer());
    request.onload = () => {
      const after = request.getResponseHeader('Retry-After');
      const response = new Response(request.responseText, {
        status: request.status,
        headers: after === null ? {} : { 'Retry-After': after },
      });
      if (response.ok) resolve(response.json() as Promise<T>);
      else void problemOf(response).then(reject);
    };
    request.send(file);
  });
}

/** Whether a request may have been taken although nothing says so: it is repeated under the same key, never anew. */
export function mayHaveBeenTaken(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  return error instanceof ApiProblem && ['AnswerLate', 'EngineUnavailable', 'CaseStopped'].includes(error.code);
}
