import fc from 'fast-check';
import { cleanName } from '../../domain/attachments/clean-name';
import { CONTENT_TYPES, contentTypeOf, fitsClaim } from '../../domain/attachments/content-type';
import type { ContentType } from '../../domain/attachments/content-type';
import { readReference, referenceText } from '../../domain/attachments/reference';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)));
const jpeg = contentTypeOf(bytes([0xff, 0xd8, 0xff, 0xe0]))!;
const text = contentTypeOf(bytes('收据'))!;

test.each<[string, Uint8Array, string | undefined]>([
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe1]), 'image/jpeg'],
  ['a PNG', bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0]), 'image/png'],
  ['a WebP', bytes('RIFF', [1, 0, 0, 0], 'WEBPVP8 '), 'image/webp'],
  ['a HEIC', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0]), 'image/heic'],
  ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
  ['an MP3 with a tag', bytes('ID3', [4, 0, 0]), 'audio/mpeg'],
  ['an MP3 without', bytes([0xff, 0xfb, 0x90, 0]), 'audio/mpeg'],
  ['a WAV', bytes('RIFF', [1, 0, 0, 0], 'WAVEfmt '), 'audio/wav'],
  ['an Ogg', bytes('OggS', [0, 2]), 'audio/ogg'],
  ['an M4A', bytes([0, 0, 0, 28], 'ftypM4A ', [0, 0, 0, 0]), 'audio/mp4'],
  ['an AMR, as telephones record', bytes('#!AMR\n', [0x3c]), 'audio/amr'],
  ['text in Chinese', bytes('收据 12 元\n第二行\t完\r\n'), 'text/plain'],
  ['markup, which is text to us and never a page', bytes('<svg onload="alert(1)">'), 'text/plain'],
  ['nothing', bytes(), undefined],
  ['a program', bytes('MZ', [0x90, 0, 3, 0]), undefined],
  ['a ZIP, and so Office files', bytes('PK', [3, 4, 20, 0]), undefined],
  ['a video', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0]), undefined],
  ['text in another encoding', bytes([0xca, 0xd5, 0xbe, 0xdd]), undefined],
  ['text with a control character', bytes('a', [0], 'b'), undefined],
])('%s is known by what stands in it', (_, content, type) => {
  expect(contentTypeOf(content)?.type).toBe(type);
});

test('what claims to be something else does not fit; saying nothing, or another name for the same, does', () => {
  for (const claimed of [undefined, '', 'application/octet-stream', 'image/jpeg', 'IMAGE/JPG; charset=binary'])
    expect([claimed, fitsClaim(jpeg, claimed)]).toEqual([claimed, true]);
  for (const claimed of ['image/png', 'text/html', 'image/svg+xml', 'application/pdf'])
    expect([claimed, fitsClaim(jpeg, claimed)]).toEqual([claimed, false]);
  for (const claimed of ['text/html', 'image/svg+xml', 'application/javascript'])
    expect([claimed, fitsClaim(text, claimed)]).toEqual([claimed, false]);
});

test.each<[string | undefined, ContentType, string]>([
  ['小票.jpg', jpeg, '小票.jpg'],
  ['IMG 0042.JPEG', jpeg, 'IMG 0042.JPEG'],
  [String.raw`C:\Users\mei\Desktop\小票.jpg`, jpeg, '小票.jpg'],
  ['../../etc/passwd', text, 'passwd.txt'],
  ['invoice.exe', jpeg, 'invoice.exe.jpg'],
  ['page.html', text, 'page.html.txt'],
  // Shown from right to left it would end with .jpg.
  ['photo\u202Egpj.exe', jpeg, 'photogpj.exe.jpg'],
  ['a\u0000b\nc.jpg', jpeg, 'abc.jpg'],
  ['..', jpeg, 'file.jpg'],
  ['.jpg', jpeg, 'jpg.jpg'],
  ['', text, 'file.txt'],
  [undefined, jpeg, 'file.jpg'],
  ['a"<b>|?*.jpg', jpeg, 'a__b____.jpg'],
])('the name %j becomes one that can be shown and saved', (given, type, name) => {
  expect(cleanName(given, type)).toBe(name);
});

test('whatever the name, it has no folder and nothing unseen, is short and ends with what is in the file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...CONTENT_TYPES), (given, type) => {
      const name = cleanName(given, type);
      expect(name).not.toMatch(/[/\\\p{C}<>:"|?*]/u);
      expect(Array.from(name).length).toBeLessThanOrEqual(106);
      expect(type.endings).toContain(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
      expect(name).not.toMatch(/^[. ]|[. ]$/);
      expect(cleanName(name, type)).toBe(name);
    }),
  );
});

test('a reference is read as it was written, and nothing else is one', () => {
  const file = { id: '0123456789abcdef0123456789abcdef', sha256: 'a'.repeat(64) };
  expect(readReference(referenceText(file))).toEqual(file);
  for (const other of ['', '[已删除 erased]', file.id, `${referenceText(file)} `, referenceText(file).toUpperCase()])
    expect(readReference(other)).toBeUndefined();
});
