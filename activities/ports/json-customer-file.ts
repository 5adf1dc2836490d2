import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CustomerFile, CustomerRecord } from './customer-file';

const part = z.string().min(1).max(200).optional();
const fileSchema = z.array(z.strictObject({ name: part, phone: part, account: part, product: part }));

/**
 * A customer file as one JSON file, a list of customers: for installations without a system of their own, and for trying
 * things out. Read at each question, so that it can be replaced while work goes on; without the file nobody is known.
 */
export class JsonCustomerFile implements CustomerFile {
  constructor(private readonly file: string) {}

  /** @throws ZodError for a file that is none; it names fields, not their values. */
  async find(said: CustomerRecord): Promise<CustomerRecord | undefined> {
    const customers = fileSchema.parse(JSON.parse(await this.read()));
    const by = (name: 'account' | 'phone') =>
      said[name] === undefined
        ? undefined
        : customers.find((one) => one[name] !== undefined && same(one[name], said[name]));
    return by('account') ?? by('phone');
  }

  private async read(): Promise<string> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '[]';
      throw error;
    }
  }
}

/** People write numbers and plates with spaces, dashes and in either case. */
export function same(one: string, other: string | undefined): boolean {
  return plain(one) === plain(other ?? '');
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-·.]/g, '')
    .toUpperCase();
}
