/** A file as an event names it: by its id and by what is in it, so that it can be proven later. */
export interface FileReference {
  readonly id: string;
  /** SHA-256 of the content as it was uploaded, hexadecimal. */
  readonly sha256: string;
}

/** As it stands, sealed, in an event. */
export function referenceText({ id, sha256 }: FileReference): string {
  return `${id} sha256:${sha256}`;
}

/** What such a text names; undefined for what is none: erased, unreadable, or another's words. */
export function readReference(text: string): FileReference | undefined {
  const [, id, sha256] = /^([0-9a-f]{32}) sha256:([0-9a-f]{64})$/.exec(text) ?? [];
  return id === undefined || sha256 === undefined ? undefined : { id, sha256 };
}

/** Where evidence is, without what is left out. */
export function placeOf({ uri, file }: { uri?: string | undefined; file?: string | undefined }): {
  uri?: string;
  file?: string;
} {
  return { ...(uri === undefined ? {} : { uri }), ...(file === undefined ? {} : { file }) };
}
