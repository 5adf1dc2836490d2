import { hashPassword } from '../../api/session/password';
import type { Place } from '../../domain/values/place';
import { connect } from '../../models/connect';
import { Places } from '../../models/places';
import { Staff } from '../../models/staff';
import type { StaffMember } from '../../models/staff';
import { PASSWORD } from '../api/support/running-api';
import type { Stack } from './stack';

/** Enters people into the database of a stack, each with PASSWORD, and the places at which they hold their posts. */
export async function enterStaff(
  { mongoUri }: Stack,
  people: readonly StaffMember[],
  places: readonly Place[] = [],
): Promise<void> {
  const connection = await connect(mongoUri);
  const staff = new Staff(connection);
  const hash = await hashPassword(PASSWORD);
  for (const place of places) await new Places(connection).upsert(place);
  for (const person of people) {
    await staff.upsert(person);
    await staff.setPassword(person.id, hash);
  }
  await connection.close();
}
