import { existsSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, as Linux tells its programs on every machine. */
const TICKS = 100;

/**
 * Milliseconds of processor time that a process has used, all its threads together; undefined where the system doesn't
 * tell (anything but Linux). Steadier than the time on the clock when a machine has other things to do.
 */
export function cpuMsOf(pid: number): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  // The second field is the program's name in brackets and may hold anything.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
}
