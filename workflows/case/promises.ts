import { promisesMet } from '../../domain/case/messages/promises';
import type { Case } from './case';

/** A promise is kept by any word that reached the customer in time with what was promised, whoever gave it and why. */
export function keepPromises(kase: Case): void {
  kase.listeners.push((event) => {
    for (const { inTime, ...about } of promisesMet(kase.policy, kase.state, event))
      kase.emit({ type: inTime ? 'PromiseKept' : 'PromiseToldLate', data: { ...about, told: event.seq } });
  });
}
