import type { ChainedEvent } from '../../client/audit';

/** Where a chain breaks first: what is stored there, and what it would have to be. */
export interface ChainBreak {
  seq: number;
  what: 'gap' | 'prev' | 'hash' | 'text';
  stored: string;
  computed: string;
}

/** What this browser found by itself. */
export interface Checked {
  /** Events in order that are as they were written. */
  whole: number;
  /** Hash of the last of them. */
  head: string;
  firstBreak?: ChainBreak;
}

/** Hashes of 256 bits need a page that came over https, or from this machine. */
export function canHash(): boolean {
  return window.isSecureContext;
}

/**
 * Computes the chain of a file anew, as docs/auditors-guide.md describes: the hash of each event is that of the hash
 * before it, a line break and its text. Stops at the first break.
 */
export async function checkChain(
  no: string,
  pages: AsyncIterable<readonly ChainedEvent[]>,
  onProgress: (whole: number) => void,
): Promise<Checked> {
  let [whole, head] = [0, ''];
  for await (const page of pages) {
    for (const event of page) {
      const firstBreak = await breakAt(no, event, whole + 1, head);
      if (firstBreak !== undefined) return { whole, head, firstBreak };
      whole = event.seq;
      head = event.hash;
    }
    onProgress(whole);
  }
  return { whole, head };
}

async function breakAt(
  no: string,
  { seq, text, prev, hash }: ChainedEvent,
  expected: number,
  head: string,
): Promise<ChainBreak | undefined> {
  if (seq !== expected) return { seq: expected, what: 'gap', stored: String(seq), computed: String(expected) };
  if (prev !== head) return { seq, what: 'prev', stored: prev, computed: head };
  const computed = await sha256(`${prev}\n${text}`);
  if (computed !== hash) return { seq, what: 'hash', stored: hash, computed };
  const said = nameIn(text);
  return said === `${no} ${seq}` ? undefined : { seq, what: 'text', stored: said, computed: `${no} ${seq}` };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Which event a text says that it is. */
function nameIn(text: string): string {
  try {
    const { no, seq } = JSON.parse(text) as { no?: unknown; seq?: unknown };
    return `${String(no)} ${String(seq)}`;
  } catch {
    return '?';
  }
}
