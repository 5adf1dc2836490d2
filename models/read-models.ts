import type { FileKind } from '../domain/values/complaint-number';
import { kindOfNumber } from '../domain/values/complaint-number';
import type { CorrectiveActionState } from '../domain/linked-cases/corrective-action/state';
import type { CaseEvent } from '../domain/file/stored-event';
import type { IncidentState } from '../domain/linked-cases/incident/state';
import { fold } from './case-states';
import type { ProceedingState } from '../domain/linked-cases/state';
import type { CaseState } from '../domain/case/state';
import type { Changes } from './changes';
import type { Proceedings } from './proceedings';
import type { Register } from './register';

type Kept = 'apply' | 'renew' | 'differences' | 'openNumbers' | 'standing';
type Beside = Pick<Proceedings<never>, Kept> & { get(no: string): Promise<ProceedingState | undefined> };

/** The read models that follow the event store, each by the kind of file that its numbers name. */
export class ReadModels {
  readonly #register: Pick<Register, Kept | 'get'>;
  readonly #beside: Readonly<Record<Exclude<FileKind, 'complaint'>, Beside>>;

  readonly #changes: Pick<Changes, 'note'>;

  constructor(parts: {
    register: Pick<Register, Kept | 'get'>;
    incidents: Pick<Proceedings<IncidentState>, Kept | 'get'>;
    correctiveActions: Pick<Proceedings<CorrectiveActionState>, Kept | 'get'>;
    changes: Pick<Changes, 'note'>;
  }) {
    this.#changes = parts.changes;
    this.#register = parts.register;
    this.#beside = { incident: parts.incidents, correctiveAction: parts.correctiveActions };
  }

  /**
   * Brings the entry of a file up to these events, which stand in the event store, and notes that it has changed: also
   * where it was up to them already, for whoever wrote it may have been killed before.
   */
  async apply(no: string, events: readonly CaseEvent[]): Promise<void> {
    await (this.#proceedingsOf(no) ?? this.#register).apply(no, events);
    const last = events.at(-1);
    if (last !== undefined) await this.#changes.note(no, last.seq);
  }

  /** Makes the entry of a file anew from all its events. */
  async renew(no: string): Promise<void> {
    await (this.#proceedingsOf(no) ?? this.#register).renew(no);
  }

  /**
   * Fields of the entry of a file that are not what its events make of it.
   * @param events all of the file, as the event store has them
   */
  async differences(no: string, events: readonly CaseEvent[]): Promise<string[]> {
    const beside = this.#proceedingsOf(no);
    if (beside !== undefined) return events.length === 0 ? [] : beside.differences(no);
    const folded = fold(no, undefined, events);
    return folded === undefined ? [] : this.#register.differences(folded);
  }

  /** The numbers of all files that have not been closed. */
  async *openNumbers(): AsyncGenerator<string> {
    for (const kept of [this.#register, ...Object.values(this.#beside)]) yield* kept.openNumbers();
  }

  /** A file as the events stored make it; undefined if there are none. */
  async stateOf(no: string): Promise<CaseState | ProceedingState | undefined> {
    const beside = this.#proceedingsOf(no);
    if (beside !== undefined) return beside.get(no);
    return (await this.#register.get(no))?.state;
  }

  /** Status and policy as the entry of a file says; undefined if there is none. */
  async standing(no: string): Promise<{ status: string; policy: string } | undefined> {
    return (this.#proceedingsOf(no) ?? this.#register).standing(no);
  }

  /** What has no number of ours is the register's to refuse. */
  #proceedingsOf(no: string): Beside | undefined {
    const kind = kindOfNumber(no);
    return kind === undefined || kind === 'complaint' ? undefined : this.#beside[kind];
  }
}
