import { LocalDrafts } from './local-store';
import type { Kept } from './local-store';
import { serverDrafts } from './server-store';

const LOCAL_AFTER_MS = 250;
const SERVER_AFTER_MS = 1_000;

/**
 * All drafts of the person who is signed in. A change is in memory at once, in this browser a moment later, on the server
 * a second after the last key, and at the latest when the page is hidden; what is closed, reloaded or signed out loses
 * nothing that was typed.
 */
export class DraftDesk {
  private readonly memory = new Map<string, Kept>();
  /** Removed since: whatever was kept of it elsewhere counts no more. */
  private readonly gone = new Set<string>();
  private readonly waiting = new Map<string, { local?: number | undefined; server?: number | undefined }>();

  /** What the server had when the desk was opened, by id: asked for at once, so that no form has to ask. */
  private readonly there: Promise<ReadonlyMap<string, Kept>>;

  private constructor(private readonly local: LocalDrafts) {
    this.there = serverDrafts.list('').then((kept) => new Map(kept.map(({ id, ...one }) => [id, one])));
    const hurry = () => {
      if (document.visibilityState === 'hidden') this.flush();
    };
    document.addEventListener('visibilitychange', hurry);
    window.addEventListener('pagehide', () => this.flush());
  }

  static async open(owner: string, draftKey: string): Promise<DraftDesk> {
    return new DraftDesk(await LocalDrafts.open(owner, draftKey));
  }

  /** What was kept under an id last, wherever that is. */
  async get(id: string): Promise<Kept | undefined> {
    const known = this.memory.get(id);
    if (known !== undefined) return known;
    const [here, all] = await Promise.all([this.local.get(id), this.there]);
    const there = this.gone.has(id) ? undefined : all.get(id);
    const newest = (here?.at ?? '') >= (there?.at ?? '') ? (here ?? there) : there;
    if (newest !== undefined) this.memory.set(id, newest);
    return newest;
  }

  /** What is in memory of it, without waiting. */
  peek(id: string): Kept | undefined {
    return this.memory.get(id);
  }

  put(id: string, kept: Kept): void {
    this.memory.set(id, kept);
    this.gone.delete(id);
    const timers = this.waiting.get(id) ?? {};
    window.clearTimeout(timers.local);
    window.clearTimeout(timers.server);
    this.waiting.set(id, {
      local: window.setTimeout(() => void this.local.put(id, kept), LOCAL_AFTER_MS),
      server: window.setTimeout(() => {
        this.waiting.delete(id);
        void serverDrafts.put(id, kept);
      }, SERVER_AFTER_MS),
    });
  }

  async remove(id: string): Promise<void> {
    this.stopWaiting(id);
    this.memory.delete(id);
    this.gone.add(id);
    await Promise.allSettled([this.local.remove(id), serverDrafts.remove(id)]);
  }

  /** Drafts whose id begins so, the newest first. */
  async list(start: string): Promise<(Kept & { id: string })[]> {
    const found = new Map<string, Kept & { id: string }>();
    const fromServer = [...(await this.there)]
      .filter(([id]) => id.startsWith(start) && !this.gone.has(id))
      .map(([id, kept]) => ({ id, ...kept }));
    for (const one of [...fromServer, ...(await this.local.list(start))])
      if (one.at >= (found.get(one.id)?.at ?? '')) found.set(one.id, one);
    for (const [id, kept] of this.memory) if (id.startsWith(start)) found.set(id, { id, ...kept });
    return [...found.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** Keeps at once what waits to be kept: the page may be gone in a moment. */
  flush(): void {
    for (const id of this.waiting.keys()) {
      const kept = this.memory.get(id);
      if (kept === undefined) continue;
      void this.local.put(id, kept);
      void serverDrafts.put(id, kept, { keepalive: true });
    }
    for (const id of this.waiting.keys()) this.stopWaiting(id);
  }

  private stopWaiting(id: string): void {
    const timers = this.waiting.get(id);
    window.clearTimeout(timers?.local);
    window.clearTimeout(timers?.server);
    this.waiting.delete(id);
  }
}
