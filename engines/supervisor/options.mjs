import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../provision/failure.mjs';

export const HELP = `Usage: script/server [options]

Starts Redress: installs what is missing, then runs Temporal, MongoDB, the worker and the API. On the first
run policies, staff and sample complaints are loaded. Ctrl-C stops everything in order; the next start continues where
this one ended.

  --port N            of the API              REDRESS_PORT           4780
  --host ADDRESS      the API listens on      REDRESS_HOST           127.0.0.1 (this machine only)
  --data FOLDER       all stored data         REDRESS_DATA           data, in the checkout
  --temporal-port N   of Temporal             REDRESS_TEMPORAL_PORT  7233
  --ui-port N         of Temporal's Web UI    REDRESS_UI_PORT        8233
  --mongo-port N      of MongoDB              REDRESS_MONGO_PORT     27780
  --reset             deletes everything in the data folder, then starts
  --help              this text

Each value can also be set by the environment variable beside it. Your own Temporal or MongoDB is used instead of
a local one if you give its address: TEMPORAL_ADDRESS=host:port (and TEMPORAL_NAMESPACE), MONGODB_URI=mongodb://…
`;

/**
 * @typedef {object} ServerOptions
 * @property {number} port
 * @property {string} host
 * @property {string} data absolute
 * @property {number} temporalPort
 * @property {number} uiPort
 * @property {number} mongoPort
 * @property {boolean} reset
 */

/**
 * What a person asked for, on the command line or else in the environment.
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {string} root of the checkout
 * @returns {ServerOptions | 'help'}
 */
export function serverOptions(args, env, root) {
  const { values } = parsed(args);
  if (values.help) return 'help';
  const port = (/** @type {string} */ option, /** @type {string} */ variable, /** @type {number} */ usual) =>
    portOf(`--${option} (${variable})`, values[/** @type {'port'} */ (option)] ?? env[variable] ?? String(usual));
  return {
    port: port('port', 'REDRESS_PORT', 4780),
    host: values.host ?? env.REDRESS_HOST ?? '127.0.0.1',
    data: resolve(values.data ?? env.REDRESS_DATA ?? join(root, 'data')),
    temporalPort: port('temporal-port', 'REDRESS_TEMPORAL_PORT', 7233),
    uiPort: port('ui-port', 'REDRESS_UI_PORT', 8233),
    mongoPort: port('mongo-port', 'REDRESS_MONGO_PORT', 27780),
    reset: values.reset ?? false,
  };
}

/** @param {string[]} args */
function parsed(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        host: text,
        data: text,
        'temporal-port': text,
        'ui-port': text,
        'mongo-port': text,
        reset: flag,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

/** @param {string} name
 * @param {string} value */
function portOf(name, value) {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Failure(`${name} is ${JSON.stringify(value)}, which is not a port (1 to 65535).`);
  return port;
}
