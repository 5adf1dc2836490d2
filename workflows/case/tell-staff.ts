import type { Effects } from '../../domain/activity-contract';
import type { Case } from './case';

/** What staff are told, by which template, and who hears it. */
export interface Word {
  /** Step that it belongs to, if to one. */
  place?: string;
  template: string;
  to: Parameters<Effects['notifyStaff']>[0]['to'];
  /** Who is not told, besides those complained about. */
  barred?: string[];
  values?: Record<string, string>;
}

/**
 * Tells staff something, once under a name. It is beside the line of work: nobody waits for it, and a slow mail server
 * holds up no deadline. Those complained about hear nothing of the case but what is their own matter (`inPerson`).
 */
export function tellStaff(kase: Case, name: string, { place, template, to, barred = [], values }: Word): void {
  const { no, effects, respondents, places } = kase.state;
  const key = `${no}/${name}`;
  if (effects[key] !== undefined) return;
  void kase.perform(key, place, 'notifyStaff', {
    ...{ template, to: places === undefined ? to : { ...to, places } },
    ...(to.inPerson === true ? {} : { barred: [...respondents, ...barred] }),
    values: { no, ...values },
  });
}
