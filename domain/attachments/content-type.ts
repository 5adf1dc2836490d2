/** A kind of content that is taken: what it begins with, how its names end, and whether browsers show it by themselves. */
export interface ContentType {
  /** Media type, as it is stored and sent. */
  readonly type: string;
  /** Endings of its names, without the dot; the first one is added where a name has none of them. */
  readonly endings: readonly string[];
  /** What others call it. */
  readonly aliases: readonly string[];
  /** May be shown in a page: a picture, a recording. Anything else is only ever saved. */
  readonly inline: boolean;
  readonly is: (bytes: Uint8Array) => boolean;
}

/** Every kind of content that is taken as evidence. What may run, such as HTML, SVG or Office macros, is not among them. */
export const CONTENT_TYPES: readonly ContentType[] = [
  kind('image/jpeg', ['jpg', 'jpeg'], ['image/jpg', 'image/pjpeg'], beginsWith([0xff, 0xd8, 0xff])),
  kind('image/png', ['png'], [], beginsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  kind('image/webp', ['webp'], [], (bytes) => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')),
  {
    ...kind('image/heic', ['heic', 'heif'], ['image/heif'], ofBrand('heic', 'heix', 'heim', 'heis', 'mif1', 'msf1')),
    // Most browsers can't show it.
    inline: false,
  },
  {
    ...kind('application/pdf', ['pdf'], ['application/x-pdf'], (bytes) => says(bytes, 0, '%PDF-')),
    // It may hold scripts, and browsers show none in a sandbox.
    inline: false,
  },
  kind('audio/mpeg', ['mp3'], ['audio/mp3', 'audio/x-mp3'], (bytes) => says(bytes, 0, 'ID3') || isMp3Frame(bytes)),
  kind('audio/wav', ['wav'], ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'], (bytes) => {
    return says(bytes, 0, 'RIFF') && says(bytes, 8, 'WAVE');
  }),
  kind('audio/ogg', ['ogg', 'oga', 'opus'], ['application/ogg', 'audio/opus'], (bytes) => says(bytes, 0, 'OggS')),
  kind('audio/mp4', ['m4a'], ['audio/x-m4a', 'audio/m4a', 'audio/aac'], ofBrand('M4A ', 'M4B ')),
  kind('audio/amr', ['amr'], ['audio/3gpp'], (bytes) => says(bytes, 0, '#!AMR')),
  { ...kind('text/plain', ['txt', 'text', 'log', 'md', 'csv'], ['text/csv', 'text/markdown'], isText), inline: false },
];

/** What bytes are, by what stands in them; undefined for what is none of what is taken. */
export function contentTypeOf(bytes: Uint8Array): ContentType | undefined {
  return CONTENT_TYPES.find(({ is }) => is(bytes));
}

/** Whether somebody's word on a type fits what it is. Saying nothing, or only that it is bytes, fits everything. */
export function fitsClaim({ type, aliases }: ContentType, claimed: string | undefined): boolean {
  const said = claimed?.split(';')[0]?.trim().toLowerCase() ?? '';
  return ['', 'application/octet-stream', type, ...aliases].includes(said);
}

function kind(
  type: string,
  endings: readonly string[],
  aliases: readonly string[],
  is: (bytes: Uint8Array) => boolean,
): ContentType {
  return { type, endings, aliases, inline: true, is };
}

function beginsWith(start: readonly number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => start.every((byte, i) => bytes[i] === byte);
}

function says(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((character, i) => bytes[at + i] === character.charCodeAt(0));
}

/** Containers of ISO base media (ISO/IEC 14496-12): a length, `ftyp`, and whose they are. */
function ofBrand(...brands: readonly string[]): (bytes: Uint8Array) => boolean {
  return (bytes) => says(bytes, 4, 'ftyp') && brands.some((brand) => says(bytes, 8, brand));
}

/** The head of a frame of layer III (ISO/IEC 11172-3), where no tag stands before it. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe6) === 0xe2 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c;
}

/** UTF-8 without control characters but those of lines and tabs. An empty file is no text: there is nothing in it. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}
