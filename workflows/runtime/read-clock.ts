import type { FileState } from '../../domain/file/state';
import { orElse } from './activity-failed';
import type { AnyFile } from './durable-file';
import { engineTime } from './durable-file';

/**
 * The time at which what was due then happens: after a downtime it is later than that. Asked, so that it stands in the
 * history. Where nobody can say, it is as if it had come in time.
 */
export function timeOfRinging<S extends FileState>(file: AnyFile<S>, due: string): Promise<string> {
  return orElse(file.ask('readClock', { engine: engineTime(), due }), () => due);
}

/**
 * When a file sees a message that came past the API; undefined where nobody can say. Asked, so that it stands in the
 * history; and while it is, the timers are heard that fired before.
 */
export function timeOfSight<S extends FileState>(file: AnyFile<S>): Promise<string | undefined> {
  return orElse<string | undefined>(file.ask('readClock', { engine: engineTime() }), () => undefined);
}
