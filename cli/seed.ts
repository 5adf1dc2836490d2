import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { parse } from 'yaml';
import { z } from 'zod';
import { Staff } from '../models/staff';
import type { Connection } from 'mongoose';

const ROOT = join(__dirname, '..');

const staffSchema = z.object({
  staff: z.array(
    z.strictObject({ id: z.string(), name: z.string(), roles: z.array(z.string()), departments: z.array(z.string()) }),
  ),
});

/** Letters and digits that nobody confuses when reading them off a screen. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Enters the sample staff, each with the password of this installation: made by chance on the first run and kept in the
 * data folder. May be repeated.
 * @returns what to tell whoever started it for the first time.
 */
export async function seedStaff(connection: Connection, data: string): Promise<{ password: string; people: { id: string; name: string; roles: string[] }[] }> {
  const { staff: people } = staffSchema.parse(parse(readFileSync(join(ROOT, 'samples', 'staff.yaml'), 'utf8')));
  const password = passwordOf(join(data, 'first-password.txt'));
  const staff = new Staff(connection);
  for (const person of people) {
    await staff.upsert({ ...person, mail: `${person.id}@redress.example`, active: true, absences: [] });
    if ((await staff.credentials(person.id))?.passwordHash === undefined) await staff.setPassword(person.id, await hash(password));
  }
  return { password, people };
}

function passwordOf(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = [4, 4, 4].map((length) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
