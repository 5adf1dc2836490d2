import type { Complaint } from '../client/queries';
import { both } from '../words/both';
import type { Option } from '../form/schema';

/** What can be chosen in the fields of a case's actions by a number: nobody has to count. */
export function caseOptions({ proposal, penaltiesProposed }: Complaint): Readonly<Record<string, readonly Option[]>> {
  const options = Array.isArray(proposal?.['options']) ? proposal['options'] : [];
  const proposed = penaltiesProposed ?? [];
  return {
    ...(options.length === 0
      ? {}
      : { option: options.map((_, i) => ({ value: String(i + 1), title: both(`方案 ${i + 1}`, `Option ${i + 1}`) })) }),
    ...(proposed.length === 0 ? {} : { index: proposed.map((penalty, i) => penaltyOption(penalty, i)) }),
  };
}

function penaltyOption(penalty: Record<string, unknown>, i: number): Option {
  const person = typeof penalty['person'] === 'string' ? ` ${penalty['person']}` : '';
  return { value: String(i), title: both(`第 ${i + 1} 项${person}`, `No. ${i + 1}${person}`) };
}
