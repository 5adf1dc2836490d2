import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { placeSchema } from '../domain/values/place';
import type { Place } from '../domain/values/place';

const FILE = join(__dirname, '..', 'samples', 'staff.yaml');

const staffSchema = z.strictObject({
  places: z.array(placeSchema),
  staff: z.array(
    z.strictObject({
      ...{ id: z.string(), name: z.string(), roles: z.array(z.string()) },
      ...{ departments: z.array(z.string()), places: z.array(z.string()) },
    }),
  ),
});

/** Somebody of the sample staff. */
export type SamplePerson = z.output<typeof staffSchema>['staff'][number];

/** The sample staff: between them they hold every role of the sample policies. */
export function sampleStaff(): SamplePerson[] {
  return samples().staff;
}

/** The sample organisation: headquarters and two stores. */
export function samplePlaces(): Place[] {
  return samples().places;
}

function samples(): z.output<typeof staffSchema> {
  return staffSchema.parse(parse(readFileSync(FILE, 'utf8')));
}
