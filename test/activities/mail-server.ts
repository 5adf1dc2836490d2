import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server got it. */
export interface TakenMail {
  recipients: string[];
  headers: Record<string, string>;
  text: string;
}

/** A real mail server on a free port; what it does with recipients, messages and sign-ins can be set. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  /** Reply code to a recipient; by default they are welcome. */
  replyTo: (address: string) => number | undefined = () => undefined;
  /** Reply code to the message itself. */
  replyToMessage: number | undefined;
  readonly #server: SMTPServer;

  constructor(options: { password?: string } = {}) {
    this.#server = new SMTPServer({
      hideSTARTTLS: true,
      authOptional: options.password === undefined,
      allowInsecureAuth: true,
      disabledCommands: options.password === undefined ? ['AUTH'] : [],
      onAuth: ({ password }, _, callback) => {
        if (password === options.password) callback(null, { user: 'redress' });
        else callback(reply(535));
      },
      onRcptTo: ({ address }, _, callback) => {
        const code = this.replyTo(address);
        callback(code === undefined ? null : reply(code));
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (this.replyToMessage !== undefined) {
            callback(reply(this.replyToMessage));
            return;
          }
          this.taken.push({
            recipients: session.envelope.rcptTo.map(({ address }) => address),
            ...read(Buffer.concat(chunks)),
          });
          callback(null, 'taken');
        });
      },
    });
    // A client that leaves in the middle is part of the tests.
    this.#server.on('error', () => undefined);
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server.server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }
  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function reply(code: number): Error {
  return Object.assign(new Error('as the test wants it: somebody@private.example'), { responseCode: code });
}

function read(raw: Buffer): { headers: Record<string, string>; text: string } {
  const message = raw.toString('latin1');
  const end = message.indexOf('\r\n\r\n');
  const lines = message
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 2))]),
  );
  const body = message.slice(end + 4);
  const encoding = headers['content-transfer-encoding'];
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? quoted(body)
        : Buffer.from(body, 'latin1');
  return { headers, text: bytes.toString('utf8').replaceAll('\r\n', '\n') };
}

/** Encoded words of a header (RFC 2047). */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      (kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quoted(text.replaceAll('_', ' '))).toString('utf8'),
    );
}

function quoted(text: string): Buffer {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
