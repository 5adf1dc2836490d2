/**
 * A short mark of a value, 16 hexadecimal digits, the same for every spelling of the same JSON (order of fields,
 * fields left undefined): tells whether a repeated idempotency key carries the same body.
 *
 * Not cryptographic, because the workflow sandbox has no crypto and needs none here: who forges a match only gets the
 * answer to a message of their own. Cases keep these marks for as long as they run, so the method must never change.
 * @throws TypeError for what JSON can't write (a BigInt, a circle).
 */
export function fingerprint(value: unknown): string {
  let a = 0x243f6a88;
  let b = 0x13198a2e;
  const text = canonicalText(value);
  // Two lanes with different odd factors and turns. Each step can be undone, so that one changed letter always shows.
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = turn(Math.imul(a ^ unit, 0x9e3779b1), 13);
    b = turn(Math.imul(b ^ unit, 0x85ebca77), 19);
  }
  // The length, and each lane with the other: what is alike in one lane is told apart by both.
  a = blend(a ^ text.length ^ turn(b, 7));
  b = blend(b ^ a);
  return hex(a) + hex(b);
}

/** JSON as it goes over the wire, with the fields of every object in one order. */
function canonicalText(value: unknown): string {
  // In an array, so that `undefined` has a text too: that of null, which is what it becomes on the wire.
  const wire: unknown = JSON.parse(JSON.stringify([value]));
  return JSON.stringify(wire, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
}

function turn(lane: number, bits: number): number {
  return (lane << bits) | (lane >>> (32 - bits));
}

/** Spreads every bit over the whole lane; it, too, can be undone. */
function blend(lane: number): number {
  const once = Math.imul(lane ^ (lane >>> 16), 0x2c1b3c6d);
  const twice = Math.imul(once ^ (once >>> 13), 0x297a2d39);
  return twice ^ (twice >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
