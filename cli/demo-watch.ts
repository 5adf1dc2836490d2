import type { Bilingual } from '../domain/values/text';
import type { ApiClient } from './api-client';

/** An event as the timeline tells it. */
export interface Told {
  seq: number;
  at: string;
  by?: { id: string; name: string };
  sentence: Bilingual;
  minor: boolean;
}

/** Reads what happens to some cases while it happens, by the register's word that something has. */
export class Watch {
  private readonly seen = new Map<string, Told[]>();

  constructor(
    private readonly client: ApiClient,
    private readonly policy: string,
  ) {}

  add(no: string): void {
    this.seen.set(no, []);
  }

  /** What has happened to a case as far as it was looked at, without the machinery keeping its place. */
  of(no: string): Told[] {
    return (this.seen.get(no) ?? []).filter(({ minor }) => !minor);
  }

  /** Looks once; answers what is new, in the order in which it happened. */
  async look(): Promise<{ no: string; told: Told }[]> {
    const path = `/complaints?policy=${this.policy}&sort=updatedAt&order=desc&perPage=200`;
    const { items } = await this.client.get<{ items: { no: string; seq: number }[] }>(path);
    const changed = items.filter(({ no, seq }) => this.seen.has(no) && seq > this.lastOf(no));
    const fresh: { no: string; told: Told }[] = [];
    for (const { no } of changed) for (const told of await this.read(no)) fresh.push({ no, told });
    return fresh.filter(({ told }) => !told.minor).sort((a, b) => a.told.at.localeCompare(b.told.at));
  }

  /** Reads a case to its end, for what the register has not told of. */
  async read(no: string): Promise<Told[]> {
    const known = this.seen.get(no) ?? [];
    const fresh: Told[] = [];
    for (let after: number | undefined = this.lastOf(no); after !== undefined;) {
      type Page = { items: Told[]; next?: number };
      const page: Page = await this.client.get<Page>(`/complaints/${no}/timeline?after=${after}`);
      fresh.push(...page.items);
      after = page.next;
    }
    this.seen.set(no, [...known, ...fresh]);
    return fresh;
  }

  private lastOf(no: string): number {
    return this.seen.get(no)?.at(-1)?.seq ?? 0;
  }
}
