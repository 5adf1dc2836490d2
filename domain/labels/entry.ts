import type { CaseEvent } from '../file/stored-event';
import { isSealed } from '../values/sealed';
import type { Bilingual } from '../values/text';
import type { TimelineEntry, Vocabulary } from './timeline-entry';

/** An event, and its parts in words. */
export class Entry implements TimelineEntry<Record<string, unknown>> {
  constructor(
    private readonly event: CaseEvent,
    readonly words: Vocabulary,
  ) {}

  get who(): Bilingual {
    return this.words.actor(this.event.by);
  }
  get isByNobody(): boolean {
    return this.event.by === undefined;
  }
  get isByCustomer(): boolean {
    return this.event.by?.kind === 'customer';
  }
  get step(): Bilingual {
    return this.words.step(this.event.place ?? this.text('task'));
  }
  get task(): Bilingual {
    return this.words.step(this.text('task'));
  }

  text(name: string): string {
    const value = this.event.data[name];
    if (typeof value === 'string') return isSealed(value) ? '…' : value;
    return typeof value === 'number' ? String(value) : '';
  }
  number(name: string): number {
    const value = this.event.data[name];
    return typeof value === 'number' ? value : 0;
  }
  is(name: string): boolean {
    return this.event.data[name] === true;
  }
  has(name: string): boolean {
    return this.event.data[name] !== undefined;
  }
  list(name: string): unknown[] {
    const value = this.event.data[name];
    return Array.isArray(value) ? value : [];
  }
  inner(name: string): Record<string, unknown> {
    const value = this.event.data[name];
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  }
  innerText(name: string, field: string): string {
    const value = this.inner(name)[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}
