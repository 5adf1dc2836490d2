import { kindOfNumber } from '../domain/complaint-number';
import type { CaseEvent } from '../domain/events';
import type { IncidentState } from '../domain/incident/state';
import type { Proceedings } from './proceedings';
import type { Register } from './register';

/** The read models that follow the event store, each by the kind of file that its numbers name. */
export class ReadModels {
  constructor(
    private readonly parts: {
      register: Pick<Register, 'apply' | 'renew'>;
      incidents: Pick<Proceedings<IncidentState>, 'apply'>;
    },
  ) {}

  /** Brings the entry of a file up to these events, which stand in the event store. */
  async apply(no: string, events: readonly CaseEvent[]): Promise<void> {
    await this.#of(no).apply(no, events);
  }

  /** Makes the entry of a file anew from all its events. */
  async renew(no: string): Promise<void> {
    if (kindOfNumber(no) === 'incident') await this.parts.incidents.apply(no, []);
    else await this.parts.register.renew(no);
  }

  #of(no: string): { apply: (no: string, events: readonly CaseEvent[]) => Promise<void> } {
    return kindOfNumber(no) === 'incident' ? this.parts.incidents : this.parts.register;
  }
}
