import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long somebody may leave the page alone before they prove again who they are. */
const VALID_SECONDS = 30 * 60;

/**
 * A cookie of its own: it opens the pages of one link, and nothing of `/api`. `Lax`, because people come to the page from
 * a letter or another app, and would have to prove who they are each time; what changes something is a form of ours.
 */
const COOKIE = '__Host-redress-customer';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** Somebody who has proven to be the customer, at one link for a while. */
export interface Visit {
  readonly id: string;
}

/** Visits by cookie: signed, bound to their link, and kept nowhere. A renewed link ends those of the one before. */
export class Visits {
  constructor(
    private readonly secret: Uint8Array,
    private readonly clock: () => Date,
  ) {}

  /** `Set-Cookie` for a visit that begins or goes on. */
  cookieOf(token: string, { id }: Visit = { id: randomBytes(12).toString('base64url') }): string {
    const until = Math.floor(this.clock().getTime() / 1000) + VALID_SECONDS;
    return `${COOKIE}=${until}.${id}.${this.#sign('visit', token, `${until}.${id}`)}; ${ATTRIBUTES}; Max-Age=${VALID_SECONDS}`;
  }

  /** `Set-Cookie` that ends it. */
  over(): string {
    return `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;
  }

  /** The visit that a `Cookie` header tells of, if it is one of this link and not over. */
  read(token: string, header: string | undefined): Visit | undefined {
    const values = (header ?? '').split(';').flatMap((pair) => {
      const [name = '', value = ''] = pair.trim().split('=');
      return name === COOKIE ? [value] : [];
    });
    // Sent twice, nobody can tell which is ours.
    const [value, another] = values;
    const [, until, id, sign] = /^(\d{1,12})\.([\w-]{16})\.([\w-]{43})$/.exec(value ?? '') ?? [];
    if (another !== undefined || until === undefined || id === undefined || sign === undefined) return undefined;
    if (Number(until) * 1000 <= this.clock().getTime()) return undefined;
    return isSame(sign, this.#sign('visit', token, `${until}.${id}`)) ? { id } : undefined;
  }

  /** What a form of ours carries, and no other site can know. */
  formMark(token: string, { id }: Visit): string {
    return this.#sign('form', token, id);
  }

  /** Whether a form was ours, of this visit. */
  isOurForm(token: string, visit: Visit, mark: unknown): boolean {
    return typeof mark === 'string' && isSame(mark, this.formMark(token, visit));
  }

  #sign(what: string, token: string, text: string): string {
    return createHmac('sha256', this.secret).update(`customer ${what}\n${token}\n${text}`).digest('base64url');
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
