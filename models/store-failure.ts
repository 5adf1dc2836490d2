import mongoose from 'mongoose';

/** Why what we keep things in can't serve: it doesn't answer, not in time, has no room left, or takes no writes. */
export type StoreFailure = 'gone' | 'slow' | 'full' | 'readOnly';

/**
 * What a failed call says of the database, or of the disk with our own files; undefined where the failure is no outage: a
 * duplicate, or a mistake of ours.
 */
export function storeFailureOf(error: unknown): StoreFailure | undefined {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as { cause?: unknown }).cause) {
    const failure = ofDriver(cause) ?? ofFile(cause);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

const { MongoError, MongoServerError, MongoAPIError, MongoNetworkTimeoutError, MongoOperationTimeoutError } =
  mongoose.mongo;
const { MongoNotConnectedError, MongoTopologyClosedError, MongoServerClosedError, MongoClientClosedError } =
  mongoose.mongo;
/** All others of their kind are mistakes in a call. */
const CLOSED = [MongoNotConnectedError, MongoTopologyClosedError, MongoServerClosedError, MongoClientClosedError];

/** An answer of the server is no outage, unless its code says that it can't serve now. */
function ofDriver(error: object): StoreFailure | undefined {
  if (error instanceof MongoServerError) return ofCode(error) ?? ofBulk(error);
  if (error instanceof MongoNetworkTimeoutError || error instanceof MongoOperationTimeoutError) return 'slow';
  // The driver has a class for it, and doesn't show it.
  if (error instanceof MongoError && error.name === 'MongoWaitQueueTimeoutError') return 'slow';
  if (error instanceof MongoAPIError) return CLOSED.some((closed) => error instanceof closed) ? 'gone' : undefined;
  if (error instanceof MongoError || error instanceof mongoose.Error.MongooseServerSelectionError) return 'gone';
  // With buffering off, mongoose has no class of its own for a call before the first connection.
  return error instanceof mongoose.Error && /before initial connection|bufferCommands/.test(error.message)
    ? 'gone'
    : undefined;
}

/** A bulk write that never reached the server is told as an answer of the server all the same. */
function ofBulk({ errorResponse }: { errorResponse: unknown }): StoreFailure | undefined {
  return errorResponse instanceof MongoError ? ofDriver(errorResponse) : undefined;
}

function ofCode(error: InstanceType<typeof MongoServerError>): StoreFailure | undefined {
  const code = typeof error.code === 'number' ? error.code : undefined;
  if (code !== undefined && BY_CODE.has(code)) return BY_CODE.get(code);
  if (/no space left|out of disk/i.test(error.message)) return 'full';
  return error.hasErrorLabel('RetryableWriteError') ? 'gone' : undefined;
}

/** By MongoDB's own list of error codes (src/mongo/base/error_codes.yml); the stand-in answers with the same. */
const BY_CODE: ReadonlyMap<number, StoreFailure> = new Map([
  // OutOfDiskSpace; FileStreamFailed
  ...[14_031, 39].map((code) => [code, 'full'] as const),
  // NotWritablePrimary, and what it was called before
  ...[10_107, 10_058].map((code) => [code, 'readOnly'] as const),
  // LockTimeout, MaxTimeMSExpired, WriteConcernTimeout, NetworkTimeout, NetworkInterfaceExceededTimeLimit,
  // ExceededTimeLimit
  ...[24, 50, 64, 89, 202, 262].map((code) => [code, 'slow'] as const),
  // HostUnreachable, HostNotFound, Unauthorized, AuthenticationFailed, ShutdownInProgress, FailedToSatisfyReadPreference,
  // ReadConcernMajorityNotAvailableYet, PrimarySteppedDown, SocketException, InterruptedAtShutdown, Interrupted,
  // InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary
  ...[6, 7, 13, 18, 91, 133, 134, 189, 9_001, 11_600, 11_601, 11_602, 13_435, 13_436].map(
    (code) => [code, 'gone'] as const,
  ),
]);

/** By the system's names of errors. */
const BY_ERRNO: Readonly<Record<string, StoreFailure>> = {
  ...{ ENOSPC: 'full', EDQUOT: 'full', EFBIG: 'full', EROFS: 'readOnly' },
  ...{ EIO: 'gone', EMFILE: 'gone', ENFILE: 'gone', ENODEV: 'gone', ESTALE: 'gone' },
  // The driver passes on what a socket says that was closed as it was written to.
  ...{ EPIPE: 'gone', ECONNRESET: 'gone' },
};

function ofFile(error: object): StoreFailure | undefined {
  return 'code' in error && typeof error.code === 'string' ? BY_ERRNO[error.code] : undefined;
}
