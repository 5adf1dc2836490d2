import type { FieldError } from '../../../api/problem';
import { DOCUMENT, validatorOf } from './document';

/** An answer as a test looks at it. */
export interface Answered {
  status: number;
  // Tests know what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  headers: Headers;
}

export interface Request {
  body?: unknown;
  /** Sent instead of `body`, as it is. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
}

/** The fields that a problem names. */
export function fieldsOf({ body }: Answered): FieldError[] {
  return (body as { errors?: FieldError[] }).errors ?? [];
}

/**
 * Speaks to the API as a program would, and holds every answer against the document: an answer that the document doesn't
 * tell of, or of another shape, is an error of the test's own.
 */
export class Http {
  constructor(
    private readonly base: string,
    private readonly token?: string,
  ) {}

  as(token: string): Http {
    return new Http(this.base, token);
  }

  get(path: string, headers?: Record<string, string>): Promise<Answered> {
    return this.ask('GET', path, headers === undefined ? {} : { headers });
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered> {
    return this.ask('POST', path, { body, ...(headers === undefined ? {} : { headers }) });
  }

  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered> {
    return this.ask('PUT', path, { body, ...(headers === undefined ? {} : { headers }) });
  }

  patch(path: string, body: unknown): Promise<Answered> {
    return this.ask('PATCH', path, { body });
  }

  delete(path: string): Promise<Answered> {
    return this.ask('DELETE', path, {});
  }

  async ask(method: string, path: string, { body, raw, headers }: Request): Promise<Answered> {
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(raw === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: raw as string }),
    });
    const text = await response.text();
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const parsed: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    checkAgainstDocument(method, path, response.status, type, parsed);
    return { status: response.status, body: parsed, headers: response.headers };
  }
}

function checkAgainstDocument(method: string, path: string, status: number, type: string, body: unknown): void {
  const address = path.split('?')[0] ?? path;
  const known = Object.keys(DOCUMENT.paths).find((one) =>
    new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(address),
  );
  const operation = known === undefined ? undefined : DOCUMENT.paths[known]?.[method.toLowerCase()];
  // Addresses and methods that the API doesn't have are answered by problems that belong to no operation.
  if (operation === undefined) return;
  const answer = operation.responses[String(status)];
  if (answer === undefined)
    throw new Error(
      `${method} ${path} answered ${status}, of which the document says nothing: ${JSON.stringify(body)}`,
    );
  if (answer.content === undefined && body === '') return;
  const schema = answer.content?.[type]?.schema;
  if (schema === undefined)
    throw new Error(`${method} ${path} answered ${status} as ${type}, of which the document says nothing`);
  if (!type.endsWith('json')) return;
  const validate = validatorOf(schema);
  if (!validate(body))
    throw new Error(`${method} ${path} answered ${status} in another shape: ${JSON.stringify(validate.errors)}`);
}
