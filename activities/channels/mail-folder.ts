import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { StoredMail } from '../../domain/letters/stored-mail';
import { makeFolder, replaceFile } from '../../vault/durable-file';
import { KeyDestroyed } from '../../vault/key-store';
import type { Vault } from '../../vault/vault';
import type { Mail, MailTransport, Receipt } from './mail-transport';

/**
 * Where there is no mail server, mails land in a folder: one JSON file each (see `StoredMail`), whole or not there, named
 * after complaint and key, so that a repeat takes the place of the same mail.
 */
export class MailFolder implements MailTransport {
  constructor(
    private readonly folder: string,
    private readonly vault: Vault,
  ) {}

  /** Throws what the disk throws. */
  async deliver({ key, no, messageId, from, to, subject, text }: Mail): Promise<Receipt> {
    let seal = (text: string): string => text;
    try {
      // What is about no single complaint (a report) says nothing of a person outside.
      if (no !== undefined) seal = await this.vault.sealerFor(no);
    } catch (error) {
      // The person was erased: there is nobody to write to any more.
      if (error instanceof KeyDestroyed) return { taken: false };
      throw error;
    }
    const stored: StoredMail = {
      ...(no === undefined ? {} : { no }),
      ...{ key, messageId, from, at: new Date().toISOString() },
      to: seal(to.name === undefined ? to.address : `${to.name} <${to.address}>`),
      subject: seal(subject),
      text: seal(text),
    };
    await makeFolder(this.folder);
    const name = `${no ?? 'report'}.${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;
    await replaceFile(join(this.folder, name), `${JSON.stringify(stored, undefined, 2)}\n`);
    return { taken: true };
  }
}
