/** An event of a stream. */
export interface Told {
  event: string;
  id: string | undefined;
  // Tests know what they listen to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
}

/** Listens to a stream as a browser would. */
export class Listening {
  readonly told: Told[] = [];
  lastId: string | undefined;
  beats = 0;
  isOver = false;
  #waiting: (() => void)[] = [];
  readonly #leave = new AbortController();

  private constructor(
    readonly status: number,
    readonly headers: Headers,
  ) {}

  static async to(url: string, headers: Record<string, string>): Promise<Listening> {
    const leave = new AbortController();
    const response = await fetch(url, { headers: { Accept: 'text/event-stream', ...headers }, signal: leave.signal });
    const listening = new Listening(response.status, response.headers);
    listening.#leave.signal.addEventListener('abort', () => leave.abort());
    if (response.status === 200 && response.body !== null) void listening.#read(response.body);
    else await response.text();
    return listening;
  }

  /** Waits until it was told something that fits, from the n-th on. */
  async until(fits: (told: Told) => boolean, from = 0): Promise<Told> {
    for (;;) {
      const found = this.told.slice(from).find(fits);
      if (found !== undefined) return found;
      if (this.isOver) throw new Error(`The stream ended; told: ${JSON.stringify(this.told)}`);
      await this.#more();
    }
  }

  async untilOver(): Promise<void> {
    while (!this.isOver) await this.#more();
  }

  async untilBeat(): Promise<void> {
    const before = this.beats;
    while (this.beats === before && !this.isOver) await this.#more();
  }

  leave(): void {
    this.#leave.abort();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          this.#take(text.slice(0, end).split('\n'));
          text = text.slice(end + 2);
        }
      }
    } catch {
      // Left, or broken off.
    }
    this.isOver = true;
    this.#wake();
  }

  #take(lines: string[]): void {
    const valueOf = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const id = valueOf('id');
    if (id !== undefined) this.lastId = id;
    const data = valueOf('data');
    if (data === undefined) this.beats++;
    else this.told.push({ event: valueOf('event') ?? 'message', id, data: JSON.parse(data) as unknown });
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
