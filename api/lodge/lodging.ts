import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Language } from '../../domain/values/text';
import { decrypt, encrypt } from '../../vault/aes-gcm';
import type { Answers } from './answers';

/** How long somebody may take over their complaint, and come back to the page that says that it arrived. */
const FORM_MS = 24 * 3_600_000;
const DONE_SECONDS = 30 * 60;

/** A complaint that is being written. Nobody keeps it but the page itself. */
export interface Lodging {
  /** Made with the first page: whatever is sent of it, and however often, is one complaint. */
  readonly key: string;
  /** Milliseconds; so long ago and no longer it was begun. */
  readonly begun: number;
  readonly language: Language;
  readonly answers: Answers;
}

const lodgingSchema = z.strictObject({
  key: z.uuid(),
  begun: z.number(),
  language: z.enum(['zh', 'en']),
  answers: z.record(z.string(), z.record(z.string(), z.string())),
});

/**
 * Carries a complaint from page to page within the form, sealed: no other site can make one, nobody reads in the page of
 * somebody else what they did not type there, and nothing is stored before it is sent.
 */
export class Lodgings {
  readonly #key: KeyObject;

  constructor(
    secret: Uint8Array,
    private readonly clock: () => Date,
  ) {
    this.#key = createSecretKey(createHmac('sha256', secret).update('lodging').digest());
  }

  begin(language: Language, answers: Answers = {}): Lodging {
    return { key: randomUUID(), begun: this.clock().getTime(), language, answers };
  }

  seal(lodging: Lodging): string {
    return this.#sealed('lodging', JSON.stringify(lodging));
  }

  /** What a form carries; undefined for what is not ours, or was begun too long ago. */
  open(sealed: unknown): Lodging | undefined {
    const text = this.#opened('lodging', sealed);
    const lodging = text === undefined ? undefined : lodgingSchema.parse(JSON.parse(text));
    return lodging === undefined || lodging.begun + FORM_MS <= this.clock().getTime() ? undefined : lodging;
  }

  /** `Set-Cookie` for the page that says what number it got. */
  doneCookie(done: Done): string {
    const until = this.clock().getTime() + DONE_SECONDS * 1000;
    return `${COOKIE}=${this.#sealed('lodged', JSON.stringify({ ...done, until }))}; ${ATTRIBUTES}; Max-Age=${DONE_SECONDS}`;
  }

  /** What that cookie says, as long as it is ours and good. */
  doneIn(header: string | undefined): Done | undefined {
    const [value] = (header ?? '').split(';').flatMap((pair) => {
      const [name = '', text = ''] = pair.trim().split('=');
      return name === COOKIE ? [text] : [];
    });
    const text = this.#opened('lodged', value);
    const done = text === undefined ? undefined : doneSchema.parse(JSON.parse(text));
    return done === undefined || done.until <= this.clock().getTime() ? undefined : done;
  }

  #sealed(what: string, text: string): string {
    return encrypt(this.#key, what, Buffer.from(text)).toString('base64url');
  }

  #opened(what: string, sealed: unknown): string | undefined {
    if (typeof sealed !== 'string') return undefined;
    return decrypt(this.#key, what, Buffer.from(sealed, 'base64url'))?.toString();
  }
}

/** What became of it. */
export interface Done {
  readonly no: string;
  readonly language: Language;
  /** It had been sent before, and was changed since. */
  readonly isChanged?: boolean | undefined;
}

const doneSchema = z.strictObject({
  ...{ no: z.string(), language: z.enum(['zh', 'en']), isChanged: z.boolean().optional() },
  until: z.number(),
});

/** Of these pages alone; no operation of the API takes it. */
const COOKIE = '__Host-redress-lodged';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
