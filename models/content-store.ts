/**
 * Where contents of files are kept: bytes by their id, which a store of objects (S3) has as well. Contents are sealed
 * before they come here; the store knows nothing of cases, names or keys.
 */
export interface ContentStore {
  /** Keeps bytes under an id that nothing was kept under; once it resolves they are on disk, whole. */
  put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** @throws ContentMissing */
  get(id: string): AsyncIterable<Uint8Array>;
  exists(id: string): Promise<boolean>;
  /** Also what a broken-off `put` has left. Can be repeated; that nothing is there is as good. */
  remove(id: string): Promise<void>;
}

/** There is no content under this id. */
export class ContentMissing extends Error {
  override readonly name = 'ContentMissing';

  constructor(readonly id: string) {
    super(`There is no content ${id}`);
  }
}
