import { join } from 'node:path';
import { addressOf } from './application';
import type { Serving } from './engines';
import type { ServerOptions } from './server-options';

/** What the one screen tells that ends a start. */
export interface Welcome {
  readonly options: ServerOptions;
  readonly mongo: Serving;
  readonly temporal: Serving;
  /** How to sign in, one or more lines. */
  readonly signIn: string;
  readonly tookMs: number;
}

/** The screen that a person sees when everything serves. */
export function welcome({ options, mongo, temporal, signIn, tookMs }: Welcome): string {
  const base = addressOf(options);
  const rows: [string, string][] = [
    ['Console', base],
    ['Sign in', signIn.replaceAll('\n', `\n${' '.repeat(19)}`)],
    ['API', `${base}/api/v1, its documents ${base}/docs`],
    ['Temporal Web UI', temporal.uiUrl ?? 'of the given server'],
    ['Temporal', `${temporal.address} (${temporal.description})`],
    ['MongoDB', `${withoutSecrets(mongo.address)} (${mongo.description})`],
    ['Data and logs', `${options.data}, ${join(options.data, 'logs')}`],
  ];
  return [
    '',
    `Redress: ready in ${(tookMs / 1000).toFixed(1)} s`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(17)}${value}`),
    '',
    'Ctrl-C stops everything. The next start continues every case.',
    '',
  ].join('\n');
}

/** A given address may carry a password. */
function withoutSecrets(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}
