import type { SignedCall } from '../operation';

/** When a request was received, under its key for the first time (`domain/file/envelope.ts`); an ISO instant. */
export async function firstReceived({ deps, key, receivedAt }: SignedCall, mark: string): Promise<string> {
  // Nobody can repeat what has no key of theirs.
  return (key === undefined ? receivedAt : await deps.models.receipts.first(mark, receivedAt)).toISOString();
}
