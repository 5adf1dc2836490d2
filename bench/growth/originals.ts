import { kindOfNumber } from '../../domain/values/complaint-number';
import type { CaseEvent } from '../../domain/file/stored-event';
import { fold } from '../../models/case-states';
import { caseRow } from '../../models/register-rows';
import type { RegisterRow } from '../../models/register-rows';
import { batchesIn, savedHistories } from '../../test/support/saved-histories';

/** Rows of cases that really went through their workflows: those of the saved histories, of every policy. */
export function originalRows(): RegisterRow[] {
  const cases = new Map<string, CaseEvent[]>();
  for (const { name, history } of savedHistories())
    for (const batch of batchesIn(history)) {
      const { events = [] } = JSON.parse(batch) as { events?: CaseEvent[] };
      const [first] = events;
      if (first === undefined || kindOfNumber(first.no) !== 'complaint') continue;
      // The same story of two builds is two cases.
      const key = `${name.split('/')[0] ?? ''}/${first.no}`;
      cases.set(key, [...(cases.get(key) ?? []), ...events]);
    }
  return [...cases.values()].flatMap((events) => {
    const inOrder = events.sort((a, b) => a.seq - b.seq);
    const no = inOrder[0]?.no ?? '';
    const folded = fold(no, undefined, inOrder);
    return folded === undefined || folded.state.recordedAt === undefined
      ? []
      : [{ _id: no, rev: 1, tokens: [], erased: false, uncounted: true, ...caseRow(folded) }];
  });
}
