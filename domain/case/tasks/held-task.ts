/** A task given from one person to another: staff ids. `by` are both persons of a substitution. */
export interface HandedOver {
  from?: string;
  to: string;
  by: string[];
  at: string;
}

/**
 * Who held a task at an instant, and since when, if it was given to them after it was opened. What comes after the
 * instant changes nothing about it. Who had it before, or took it themselves, has had it all along: nobody makes
 * themselves an excuse by giving it away and back.
 */
export function holderAt(
  task: { assignee?: string; handed?: readonly HandedOver[] },
  at: string,
): { assignee?: string; reassignedAt?: string } {
  const { assignee, handed = [] } = task;
  const before = handed.filter((one) => Date.parse(one.at) <= Date.parse(at));
  const original = handed.length === 0 ? assignee : handed[0]?.from;
  const holder = before.at(-1)?.to ?? original;
  if (holder === undefined) return {};
  const given = before.find(({ to }) => to === holder);
  const isGiven = given !== undefined && holder !== original && !given.by.includes(holder);
  return { assignee: holder, ...(isGiven ? { reassignedAt: given.at } : {}) };
}

/** More hands are not remembered, but whose it was at first. */
const HANDS_KEPT = 100;

/** With one more; of very many those in the middle are forgotten, long after whatever was due has come. */
export function withHanded(handed: readonly HandedOver[] = [], next: HandedOver): HandedOver[] {
  const all = [...handed, next];
  return all.length <= HANDS_KEPT ? all : [...all.slice(0, 1), ...all.slice(2)];
}
