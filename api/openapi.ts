import { z } from 'zod';
import { CONTENT_TYPES } from '../domain/attachments/content-type';
import { addressOf } from './addresses';
import type { Answer, KnownHeader, Operation } from './operation';
import { COMES_BACK, PROBLEM_JSON, problemSchema } from './problem';
import { PROBLEM_TYPES } from './problem-types';
import type { ProblemCode } from './problem-types';
import { SESSION_COOKIE } from './session/cookie';
import { PAGE_HEADER } from './session/own-page';
import { without } from './without';

type Json = Record<string, unknown>;

const HEADERS: Readonly<Record<KnownHeader | 'X-Acting-For' | 'Accept-Language' | typeof PAGE_HEADER, string>> = {
  'Idempotency-Key':
    'Your own key for this request, 1 to 80 characters. A retry with the same body returns the first result and ' +
    'does nothing twice. A different body is refused (KeyReused). Keys are scoped to the person, except those that begin with `import:`.',
  'File-Name':
    'Name of the file, UTF-8 in percent-encoding (`%E5%B0%8F%E7%A5%A8.jpg`). Folders are cut off. A header, because addresses are logged on the way.',
  'Last-Event-ID': 'Id of the last event received. Later events come first.',
  Prefer: '`respond-async`: answer 202 as soon as the request was sent, without waiting for the result.',
  'X-Acting-For':
    'Id of an absent colleague whose substitute you are according to the directory. You act in that colleague’s roles ("X for Y").',
  [PAGE_HEADER]: 'Any value. Required for requests that use the session cookie: no page of another site can send it.',
  'Accept-Language': '`zh` or `en`: language of problem documents. Default: English.',
};

/** The document of the API (OpenAPI 3.1), from the same operations and schemas by which it answers. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = (paths[addressOf(operation)] ??= {});
    path[operation.method] = describe(operation, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Redress',
      version: '1',
      description:
        'Complaints from registration to archiving. Sign in with `POST /api/v1/session`, then send the token as ' +
        '`Authorization: Bearer …`. Every error is a problem document (RFC 9457) with a stable `code`. ' +
        '投诉从登记到归档的全过程。先登录取得令牌，再在 Authorization 头中携带；所有错误均为 RFC 9457 问题文档。',
    },
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      },
      schemas: schemas.components,
    },
  };
}

function describe(operation: Operation, schemas: Schemas): Json {
  const { id, tag, title, help, who, bodySchema } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary: `${title.en} · ${title.zh}`,
    ...(help === undefined ? {} : { description: `${help.en}\n\n${help.zh}` }),
    parameters: parametersOf(operation, schemas),
    ...(bodySchema === undefined ? {} : { requestBody: bodyOf(operation, bodySchema, schemas) }),
    ...(operation.takesFile === true ? { requestBody: FILE_BODY } : {}),
    responses: { ...answersOf(operation, schemas), ...problemsOf(operation, schemas) },
    security: who === 'anybody' ? [] : [{ session: [] }, { cookie: [] }],
    ...(who === 'auditor' || who === 'administrator' ? { 'x-role': who } : {}),
  };
}

const FILE_BODY: Json = {
  required: true,
  content: Object.fromEntries(
    ['application/octet-stream', ...CONTENT_TYPES.map(({ type }) => type)].map((type) => [
      type,
      { schema: { type: 'string', format: 'binary' } },
    ]),
  ),
};

function bodyOf({ bodyExample, csvQuery }: Operation, schema: z.ZodType, schemas: Schemas): Json {
  return {
    required: true,
    content: {
      'application/json': {
        schema: schemas.of(schema, 'input'),
        ...(bodyExample === undefined ? {} : { example: bodyExample }),
      },
      ...(csvQuery === undefined ? {} : { 'text/csv': { schema: { type: 'string', description: TABLE } } }),
    },
  };
}

const TABLE =
  'The table itself in UTF-8, UTF-16 or GB18030, as stated by `charset`. Without `charset`, the byte order mark or the content must ' +
  'identify the encoding. The answer names the encoding used.';

function parametersOf(operation: Operation, schemas: Schemas): Json[] {
  const { pathSchema, querySchema, csvQuery, headers, who, method } = operation;
  const known = [
    ...(headers ?? []),
    ...(who === 'anybody' ? [] : (['X-Acting-For'] as const)),
    ...(who === 'anybody' || method === 'get' ? [] : ([PAGE_HEADER] as const)),
    'Accept-Language' as const,
  ];
  return [
    ...fieldsOf(pathSchema, 'path', schemas),
    ...fieldsOf(querySchema, 'query', schemas),
    // With JSON they stand in the body.
    ...fieldsOf(csvQuery, 'query', schemas).map((field) => ({ ...field, required: false })),
    ...known.map((name) => ({
      name,
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: HEADERS[name],
    })),
  ];
}

function fieldsOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: Schemas): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field,
    ...(description === undefined ? {} : { description }),
  }));
}

function answersOf({ answers }: Operation, schemas: Schemas): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]: [string, Answer]) => [
      status,
      {
        description: answer.description,
        ...(answer.schema === undefined && answer.type === undefined
          ? {}
          : {
              content: {
                [answer.type ?? 'application/json']: {
                  schema: answer.schema === undefined ? { type: 'string' } : schemas.of(answer.schema, 'output'),
                },
                ...Object.fromEntries((answer.also ?? []).map((type) => [type, { schema: { type: 'string' } }])),
              },
            }),
      },
    ]),
  );
}

/** Problems by status, each naming the codes that it may carry. */
function problemsOf(operation: Operation, schemas: Schemas): Record<string, Json> {
  const codes = new Set<ProblemCode>(operation.problems);
  if (operation.unlimited !== true) codes.add('TooManyRequests');
  if (operation.who !== 'anybody') for (const code of SIGNED_IN) codes.add(code);
  if (operation.who !== 'anybody' && operation.who !== 'signedIn') codes.add('RoleMissing');
  if (operation.bodySchema !== undefined) for (const code of WITH_BODY) codes.add(code);
  if (operation.takesFile === true) for (const code of WITH_FILE) codes.add(code);
  if (
    operation.pathSchema !== undefined ||
    operation.querySchema !== undefined ||
    operation.headers?.includes('Idempotency-Key') === true
  )
    codes.add('Invalid');
  codes.add('Internal');
  const statuses = new Set([...codes].map((code) => PROBLEM_TYPES[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => [
      String(status),
      {
        description: [...codes]
          .filter((code) => PROBLEM_TYPES[code].status === status)
          .map((code) => `\`${code}\`: ${PROBLEM_TYPES[code].title.en}.`)
          .join('\n'),
        ...(COMES_BACK.includes(status) ? { headers: RETRY_AFTER } : {}),
        content: { [PROBLEM_JSON]: { schema: schemas.of(problemSchema, 'output') } },
      },
    ]),
  );
}
const RETRY_AFTER: Json = {
  'Retry-After': { required: true, description: 'Seconds to wait before a retry.', schema: { type: 'string' } },
};
const SIGNED_IN: readonly ProblemCode[] = [
  ...(['NotSignedIn', 'PasswordMustChange', 'MayNotActFor', 'CrossSite', 'StoreUnavailable'] as const),
];
const WITH_FILE: readonly ProblemCode[] = ['Invalid', 'BodyTooLarge', 'UnsupportedMediaType'];
const WITH_BODY: readonly ProblemCode[] = ['Invalid', 'MalformedJson', 'BodyTooLarge', 'UnsupportedMediaType'];

/** Schemas that have a name (`.meta({ id })`) stand once, under components; all others where they are used. */
class Schemas {
  readonly components: Record<string, Json> = {};
  /** Most are used by many operations, the schema of problems by each with every status. */
  private readonly made = { input: new Map<z.ZodType, Json>(), output: new Map<z.ZodType, Json>() };

  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const known = this.made[io].get(schema);
    if (known !== undefined) return known;
    const made = this.make(schema, io);
    this.made[io].set(schema, made);
    return made;
  }

  private make(schema: z.ZodType, io: 'input' | 'output'): Json {
    const json = z.toJSONSchema(schema, { io, reused: 'inline', unrepresentable: 'any' }) as Json & {
      $defs?: Record<string, Json>;
    };
    for (const [name, definition] of Object.entries(json.$defs ?? {})) this.add(name, definition);
    return pointed(without(json, '$schema', '$defs')) as Json;
  }

  private add(name: string, definition: Json): void {
    const schema = pointed(definition) as Json;
    const known = this.components[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two schemas are called ${name}: one that is sent and received needs two names`);
    this.components[name] = schema;
  }
}

/** References within one schema become references into the document. */
function pointed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(pointed);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]: [string, unknown]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : pointed(value),
    ]),
  );
}
