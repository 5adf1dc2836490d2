import { mongo, standIn } from './mongo.mjs';
import { temporal } from './temporal.mjs';
import { testServer } from './test-server.mjs';

/**
 * What can be provided, by the name that a caller gives. All of this folder is plain JavaScript on Node's own modules:
 * it runs beside `npm ci`, before there is any TypeScript.
 */
export const ENGINES = {
  temporal,
  mongo: () => mongo(process.env.REDRESS_DATA),
  'mongo-stand-in': standIn,
  'test-server': testServer,
};
