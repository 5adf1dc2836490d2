import type { Express, IRouter } from 'express';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { createApp } from '../../api/app';
import { readConfig } from '../../api/config';
import type { Outside } from '../../api/deps';
import { createMetrics } from '../../api/metrics';
import { openApiDocument } from '../../api/openapi';
import type { Operation } from '../../api/operation';
import { PROBLEM_TYPES } from '../../api/problem-types';
import { OPERATIONS } from '../../api/routes';
import { remedies } from '../../activities/remedies/registry';
import pino from 'pino';
import { z } from 'zod';
import { ACTIONS } from '../../domain/actions';
import { sealParams } from '../../api/remedy-params';
import { DOCUMENT, validatorOf } from './support/document';

const document = DOCUMENT;
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Routes as Express itself knows them. */
function routesOf(app: Express): string[] {
  return (app.router as IRouter).stack.flatMap(({ route }) =>
    route === undefined ? [] : route.stack.map(({ method }) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`),
  );
}

test('every route of the app is in the document, and nothing else is', () => {
  const app = createApp({
    config: readConfig({}),
    log: pino({ level: 'silent' }),
    clock: () => new Date(),
    metrics: createMetrics(),
    models: { accessRecord: { reportTo: () => undefined } },
    remedies,
    secrets: { session: Buffer.alloc(32), fingerprint: Buffer.alloc(32) },
    isStopping: () => false,
  } as unknown as Outside);
  const routes = [...new Set(routesOf(app))].sort();
  expect(routes.length).toBeGreaterThan(40);
  expect(described.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(routes);
});

test('every operation that a file of api/routes exports is one of the app’s', () => {
  const folder = join(__dirname, '..', '..', 'api', 'routes');
  const exported = readdirSync(folder)
    .filter((file) => file !== 'index.ts')
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- whatever is in the folder
    .flatMap((file) => Object.values(require(join(folder, file)) as Record<string, unknown>))
    .flat()
    .filter((one): one is Operation => typeof one === 'object' && one !== null && 'method' in one && 'path' in one);
  expect(exported.length).toBeGreaterThan(40);
  for (const operation of exported) expect(OPERATIONS).toContain(operation);
});

test('whoever needs the database says that it may be unavailable, and when to come again', () => {
  for (const { path, method, operation } of described) {
    const { security, responses } = operation as unknown as {
      security: unknown[];
      responses: Record<string, { headers?: Record<string, unknown> }>;
    };
    const at = `${method} ${path}`;
    if (security.length > 0) expect([at, Object.keys(responses)]).toEqual([at, expect.arrayContaining(['503'])]);
    for (const status of ['503', '504'])
      expect([at, Object.keys(responses[status]?.headers ?? {})]).toEqual([
        at,
        status in responses ? ['Retry-After'] : [],
      ]);
  }
});

test('every action of every stage has an address, a title and an example of its own', () => {
  for (const name of ACTIONS.keys()) {
    const operation = document.paths[`/api/v1/complaints/{no}/actions/${name}`]?.['post'];
    expect(operation?.operationId).toBe(name);
    expect(operation?.requestBody?.content['application/json']?.example).toEqual({
      data: ACTION_LABELS.get(name)?.example,
    });
  }
  expect([...ACTION_LABELS.keys()].sort()).toEqual([...ACTIONS.keys()].sort());
});

test('operation ids are unique, and every placeholder of an address is a parameter', () => {
  const ids = described.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of described) {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
      placeholders,
    );
  }
});

test('every schema is a JSON Schema, and every reference leads somewhere', () => {
  for (const { operation } of described) {
    const schemas = [
      ...operation.parameters.map(({ schema }) => schema),
      ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
      ...Object.values(operation.responses).flatMap(({ content }) =>
        Object.values(content ?? {}).map(({ schema }) => schema),
      ),
    ];
    for (const schema of schemas) expect(() => validatorOf(schema)).not.toThrow();
  }
});

test('every example fits its schema, and the operation’s own parser takes it', () => {
  let examples = 0;
  for (const operation of OPERATIONS) {
    if (operation.bodyExample === undefined) continue;
    const parsed = operation.bodySchema?.safeParse(operation.bodyExample);
    expect([operation.id, parsed?.error?.issues ?? []]).toEqual([operation.id, []]);
    examples++;
  }
  for (const { operation } of described) {
    const body = operation.requestBody?.content['application/json'];
    if (body?.example === undefined) continue;
    const validate = validatorOf(body.schema);
    expect([operation.operationId, validate(body.example), validate.errors]).toEqual([
      operation.operationId,
      true,
      null,
    ]);
  }
  expect(examples).toBe(OPERATIONS.filter(({ bodySchema }) => bodySchema !== undefined).length);
});

test('the proposal of the documents names a remedy that can be executed here', () => {
  const { options } = ACTION_LABELS.get('propose')?.example as {
    options: { remedies: { kind: string; params: Record<string, unknown> }[] }[];
  };
  for (const { kind, params } of options.flatMap((option) => option.remedies))
    expect(sealParams(remedies.get(kind)!, params, (text) => text, 'params').errors).toEqual([]);
});

test('two schemas that differ may not share a name', () => {
  const twin = {
    ...OPERATIONS[0]!,
    path: '/twin',
    answers: { 200: { description: 'x', schema: z.object({ another: z.string() }).meta({ id: 'Problem' }) } },
  };
  expect(() => openApiDocument([...OPERATIONS, twin])).toThrow('Two schemas are called Problem');
});

test('whatever needs a session says so, and what each may answer is told', () => {
  for (const { path, operation } of described) {
    const operationOfApp = OPERATIONS.find(({ id }) => id === operation.operationId);
    expect([path, operation.security.length]).toEqual([path, operationOfApp?.who === 'anybody' ? 0 : 2]);
    expect(Object.keys(operation.responses)).toContain('500');
    if (operation.security.length > 0) expect(operation.responses['401']?.description).toContain('NotSignedIn');
  }
});

test('the codes that the document names are kinds of problems', () => {
  const named = new Set([...JSON.stringify(document).matchAll(/`([A-Z]\w+)`: /g)].map((match) => match[1]));
  expect(named.size).toBeGreaterThan(20);
  for (const code of named) expect(Object.keys(PROBLEM_TYPES)).toContain(code);
});

test('summaries are in both languages', () => {
  for (const { operation } of described) expect(operation.summary).toMatch(/ · .*\p{Script=Han}/u);
});
