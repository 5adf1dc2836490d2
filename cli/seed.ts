import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { Connection } from 'mongoose';
import { Places } from '../models/places';
import { Staff } from '../models/staff';
import { samplePlaces, sampleStaff } from './sample-staff';
import type { SamplePerson } from './sample-staff';

/** Letters and digits that nobody confuses when reading them off a screen. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Enters the sample staff, each with the password of this installation: made by chance on the first run and kept in the
 * data folder. May be repeated.
 * @returns what to tell whoever started it for the first time.
 */
export async function seedStaff(
  connection: Connection,
  data: string,
): Promise<{ password: string; people: SamplePerson[] }> {
  const people = sampleStaff();
  const password = passwordOf(firstPasswordFile(data));
  const staff = new Staff(connection);
  const places = new Places(connection);
  for (const place of samplePlaces()) await places.upsert(place);
  for (const person of people) {
    await staff.upsert({ ...person, mail: `${person.id}@redress.example`, active: true, absences: [] });
    if ((await staff.credentials(person.id))?.passwordHash === undefined)
      await staff.setPassword(person.id, await hash(password));
  }
  return { password, people };
}

/** Where the password of the sample accounts is kept. */
export function firstPasswordFile(data: string): string {
  return join(data, 'first-password.txt');
}

function passwordOf(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = [4, 4, 4]
    .map((length) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join(''))
    .join('-');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
