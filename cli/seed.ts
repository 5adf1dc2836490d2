import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { Connection } from 'mongoose';
import { madePassword } from '../api/session/made-password';
import { Places } from '../models/places';
import { Staff } from '../models/staff';
import { samplePlaces, sampleStaff } from './sample-staff';
import type { SamplePerson } from './sample-staff';

/**
 * Enters the sample places and staff that are not there yet, each with the password of this installation: made by chance on
 * the first run and kept in the data folder. Everybody shares it, so it has to be changed once others reach the API. May
 * be repeated; accounts that are there stay as they are.
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
  const known = new Set((await places.all()).map(({ id }) => id));
  for (const place of samplePlaces()) if (!known.has(place.id)) await places.upsert(place);
  for (const person of people) {
    if ((await staff.credentials(person.id))?.passwordHash !== undefined) continue;
    await staff.upsert({ ...person, mail: `${person.id}@redress.example`, active: true, absences: [] });
    await staff.setPassword(person.id, await hash(password), 'exposed');
  }
  return { password, people };
}

/** Lets a sample account act by its first password meanwhile, also where others reach the API. */
export async function withFirstPassword(connection: Connection, id: string, act: () => Promise<void>): Promise<void> {
  const staff = new Staff(connection);
  if ((await staff.credentials(id))?.mustChange !== 'exposed') return act();
  await staff.setMustChange(id, undefined);
  try {
    await act();
  } finally {
    await staff.setMustChange(id, 'exposed');
  }
}

/** Where the password of the sample accounts is kept. */
export function firstPasswordFile(data: string): string {
  return join(data, 'first-password.txt');
}

function passwordOf(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = madePassword();
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
