import type { Payload, PayloadConverter } from '@temporalio/common';
import { DefaultPayloadConverter } from '@temporalio/common';

/** Key of the value that stands for a payload nobody can read. Handlers refuse it like any other wrong shape. */
export const UNREADABLE = 'redress:unreadable';

/**
 * The SDK's converter, but rubbish from outside (malformed JSON, an unknown encoding) becomes a value that handlers
 * refuse. With the SDK's own, it throws before any handler runs and the workflow task then fails and retries for ever.
 */
class ForgivingPayloadConverter implements PayloadConverter {
  private readonly inner = new DefaultPayloadConverter();

  toPayload(value: unknown): Payload {
    return this.inner.toPayload(value);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the SDK's interface says so
  fromPayload<T>(payload: Payload): T {
    try {
      return this.inner.fromPayload<T>(payload);
    } catch {
      return { [UNREADABLE]: true } as T;
    }
  }
}

export const payloadConverter = new ForgivingPayloadConverter();
