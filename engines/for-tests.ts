/**
 * What tests need of this room. Programs are provided on first use (a cold cache takes minutes: `script/test` fills it
 * before), servers listen on the loopback address and are stopped by the test that started them.
 */
import { provision } from './provision';

export { startMongo } from './mongo';
export { freePort } from './ports';
export { startTemporal } from './temporal-server';

/** Path of the `temporal` program, for `createLocal({ server: { executable: { type: 'existing-path', path } } })`. */
export async function temporalBinary(): Promise<string> {
  return (await provision('temporal')).executable;
}

/** Program and arguments of the process that starts time-skipping servers (engines/test-server). */
export async function timeSkippingServers(): Promise<{ executable: string; args: string[] }> {
  return provision('test-server');
}
