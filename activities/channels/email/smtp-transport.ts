import { createTransport } from 'nodemailer';
import type { Mail, MailTransport, Receipt } from '../mail-transport';

/** The mail server can't be reached or asks to be tried again. Carries no address. Retryable. */
export class MailDelayed extends Error {
  override readonly name = 'MailDelayed';
}

/** So many mails are remembered as taken; older ones are not repeated any more. */
const REMEMBERED = 10_000;
const CONNECT_MS = 5_000;
/** Silence after which a server is given up; the activity has 30 s. */
const SILENCE_MS = 15_000;

/** Hands mails to a mail server, `smtps://user:password@host` or `smtp://host:port` (STARTTLS where it is offered). */
export class SmtpTransport implements MailTransport {
  readonly #server: ReturnType<typeof createTransport>;
  /** What the server has taken: another attempt (its answer to the engine got lost) does not send it again. */
  readonly #taken = new Set<string>();

  constructor(url: string) {
    this.#server = createTransport({
      url,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async deliver({ messageId, from, to, subject, text }: Mail): Promise<Receipt> {
    if (this.#taken.has(messageId)) return { taken: true };
    const { address, name = '' } = to;
    try {
      // Auto-Submitted (RFC 3834) keeps out-of-office answers from coming back.
      await this.#server.sendMail({
        ...{ messageId, from, to: { address, name }, subject, text },
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      return readFailure(error);
    }
    this.#remember(messageId);
    return { taken: true };
  }

  #remember(messageId: string): void {
    this.#taken.add(messageId);
    const [oldest] = this.#taken;
    if (this.#taken.size > REMEMBERED && oldest !== undefined) this.#taken.delete(oldest);
  }
}

/** Final only if the server refuses this recipient or message; that it does not let us in is for the operator to mend. */
function readFailure(error: unknown): Receipt {
  const { code, permanent, responseCode } = error as { code?: string; permanent?: boolean; responseCode?: number };
  const isAboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (permanent === true && isAboutThisMail && responseCode !== undefined) return { taken: false, code: responseCode };
  throw new MailDelayed(`The mail server rejected the mail (${responseCode ?? code ?? 'no reason known'})`);
}
