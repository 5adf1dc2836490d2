/** Node reads GB18030 and doesn't write it: the table is made of all that it reads in two bytes, and the mark. */
const bytesOf = new Map<string, Buffer>([['\uFEFF', Buffer.from('84319533', 'hex')]]);
const decoder = new TextDecoder('gb18030', { fatal: true });
for (let first = 0x81; first <= 0xfe; first++)
  for (let second = 0x40; second <= 0xfe; second++)
    if (second !== 0x7f) {
      const bytes = Buffer.from([first, second]);
      bytesOf.set(decoder.decode(bytes), bytes);
    }

/** Chinese as older programs write it. */
export function gb18030(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = bytesOf.get(character);
      if (bytes !== undefined) return bytes;
      if (character > '\x7f') throw new Error(`No two bytes of GB18030 for ${character}`);
      return Buffer.from(character);
    }),
  );
}
