import type { FileKind } from '../domain/complaint-number';
import { kindOfNumber } from '../domain/complaint-number';
import type { CorrectiveActionState } from '../domain/corrective-action/state';
import type { CaseEvent } from '../domain/events';
import type { IncidentState } from '../domain/incident/state';
import type { Proceedings } from './proceedings';
import type { Register } from './register';

/** The read models that follow the event store, each by the kind of file that its numbers name. */
export class ReadModels {
  readonly #register: Pick<Register, 'apply' | 'renew'>;
  readonly #beside: Readonly<Record<Exclude<FileKind, 'complaint'>, Pick<Proceedings<never>, 'apply' | 'renew'>>>;

  constructor(parts: {
    register: Pick<Register, 'apply' | 'renew'>;
    incidents: Pick<Proceedings<IncidentState>, 'apply' | 'renew'>;
    correctiveActions: Pick<Proceedings<CorrectiveActionState>, 'apply' | 'renew'>;
  }) {
    this.#register = parts.register;
    this.#beside = { incident: parts.incidents, correctiveAction: parts.correctiveActions };
  }

  /** Brings the entry of a file up to these events, which stand in the event store. */
  async apply(no: string, events: readonly CaseEvent[]): Promise<void> {
    await (this.#proceedingsOf(no) ?? this.#register).apply(no, events);
  }

  /** Makes the entry of a file anew from all its events. */
  async renew(no: string): Promise<void> {
    await (this.#proceedingsOf(no) ?? this.#register).renew(no);
  }

  /** What has no number of ours is the register's to refuse. */
  #proceedingsOf(no: string): Pick<Proceedings<never>, 'apply' | 'renew'> | undefined {
    const kind = kindOfNumber(no);
    return kind === undefined || kind === 'complaint' ? undefined : this.#beside[kind];
  }
}
