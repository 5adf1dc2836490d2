/** What the server tells of changes: numbers and ids alone. */
export type Told =
  | { event: 'task'; no: string }
  | { event: 'case'; no: string }
  | { event: 'counts' }
  | { event: 'presence'; no: string; people: { id: string; typing: boolean }[] }
  | { event: 'notice'; what: string };

/** How the stream is just now: `silent` when nothing was heard for so long that what is shown may be old. */
export type StreamState = 'live' | 'silent';

const LOCK = 'redress-stream';
const CHANNEL = 'redress-stream';
/** Two heartbeats of the server. */
const SILENT_AFTER_MS = 30_000;
const AGAIN_AFTER_MS = 3_000;

/**
 * Hears what changes, over one connection for all tabs of this browser: one tab holds it, and passes on what it hears.
 * Where the browser has no locks, each tab holds its own.
 * @param owner whose session it is: tabs of somebody else hear nothing of it
 * @returns ends the listening
 */
export function listen(
  owner: string,
  { onTold, onState }: { onTold: (told: Told) => void; onState: (state: StreamState) => void },
): () => void {
  const ending = new AbortController();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`${CHANNEL} ${owner}`);
  let heardMs = Date.now();
  const heard = (told: Told | undefined) => {
    heardMs = Date.now();
    onState('live');
    if (told !== undefined) onTold(told);
  };
  if (channel !== undefined) channel.onmessage = ({ data }: MessageEvent<{ told?: Told }>) => heard(data.told);
  const watch = window.setInterval(() => {
    if (Date.now() - heardMs > SILENT_AFTER_MS) onState('silent');
  }, 5_000);
  const lead = () =>
    connect(ending.signal, (told) => {
      heard(told);
      channel?.postMessage(told === undefined ? {} : { told });
    });
  if ('locks' in navigator)
    void navigator.locks.request(`${LOCK} ${owner}`, { signal: ending.signal }, lead).catch(() => undefined);
  else void lead();
  return () => {
    ending.abort();
    window.clearInterval(watch);
    channel?.close();
  };
}

/** Holds the connection until it is no longer wanted, and goes on where it broke off. */
async function connect(signal: AbortSignal, tell: (told: Told | undefined) => void): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    try {
      const response = await fetch('/api/v1/stream', {
        signal,
        headers: { 'X-Redress': '1', ...(last === undefined ? {} : { 'Last-Event-ID': last }) },
      });
      if (response.ok && response.body !== null)
        for await (const { id, told } of eventsOf(response.body)) {
          last = id ?? last;
          tell(told);
        }
    } catch {
      // Broken off, or ended by us: the next turn of the loop tells which.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
}

/** The events of a stream (`text/event-stream`); a heartbeat is one that tells nothing. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ id?: string; told: Told | undefined }> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let kept = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    kept += value;
    const blocks = kept.split('\n\n');
    kept = blocks.pop() ?? '';
    for (const block of blocks) yield eventIn(block);
  }
}

/** One event as its lines say it. */
export function eventIn(block: string): { id?: string; told: Told | undefined } {
  const fields = new Map(
    block.split('\n').flatMap((line) => {
      const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
      return name === '' ? [] : [[name, value] as const];
    }),
  );
  const id = fields.get('id');
  const data = fields.get('data');
  return {
    ...(id === undefined ? {} : { id }),
    told: data === undefined ? undefined : ({ ...(JSON.parse(data) as object), event: fields.get('event') } as Told),
  };
}
