import { bytesOf } from '../values/byte-size';

/**
 * Sizes of what was measured before, by the object itself: whoever changes a part of a case makes a new one of it and of
 * what it stands in, and leaves the rest as it is.
 */
const measured = new WeakMap<object, number>();

/** How many bytes a value that nobody changes takes as JSON in UTF-8. Cheap for one that differs little from the last. */
export function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === undefined ? 0 : bytesOf(value);
  const known = measured.get(value);
  if (known !== undefined) return known;
  // Brackets, then each part with its comma.
  let size = 2;
  if (Array.isArray(value)) for (const part of value) size += sizeOf(part) + 1;
  else
    for (const [name, part] of Object.entries(value)) if (part !== undefined) size += bytesOf(name) + sizeOf(part) + 2;
  measured.set(value, size);
  return size;
}
