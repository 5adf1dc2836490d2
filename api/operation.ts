import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Actor } from '../domain/file/envelope';
import type { DecodedText } from '../domain/imports/tables/encoding';
import type { Bilingual, Language } from '../domain/values/text';
import type { Deps } from './deps';
import type { ProblemCode } from './problem-types';
import type { Sink } from './stream/sink';

/** Request headers that an operation understands beyond those that all do. */
export type KnownHeader = 'Idempotency-Key' | 'Prefer' | 'Last-Event-ID' | 'File-Name';

/** A file as it was sent. */
export interface SentFile {
  readonly content: Buffer;
  /** `Content-Type`: what it is in the sender's words. */
  readonly claimed: string | undefined;
  /** `File-Name`, decoded. */
  readonly name: string | undefined;
}

/** One request to an operation: everything parsed, and the parsed values used. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly deps: Deps;
  readonly path: P;
  readonly query: Q;
  readonly body: B;
  /** How the table was encoded, if it came by itself, as text/csv. */
  readonly table: Omit<DecodedText, 'text'> | undefined;
  /** The file that is the body, where an operation takes one. */
  readonly file: SentFile | undefined;
  /** `Idempotency-Key` as the caller sent it. */
  readonly key: string | undefined;
  /** When it was received, before anything was asked about it. */
  readonly receivedAt: Date;
  /** `Last-Event-ID` of a stream that is gone on with. */
  readonly lastEventId: number | undefined;
  /** `Prefer: respond-async`: accepted is enough, the answer isn't waited for. */
  readonly respondAsync: boolean;
  readonly language: Language;
  /** The token in the session's cookie, where the request goes by it: no token came in the Authorization header. */
  readonly cookie: string | undefined;
  /**
   * Requires that one of our own pages sent it, as it must be to begin a session by cookie.
   * @throws Problem CrossSite
   */
  readonly requireOwnPage: () => void;
  /** The caller's address, for limits only; never logged. */
  readonly address: string;
  /** Notes for log and access record whose account it is about, where nobody is signed in. */
  readonly onKnown: (account: string) => void;
  /** Carries the request's id. Ids and codes only, never what somebody wrote. */
  readonly log: Logger;
}

/** A request by somebody who is signed in. */
export interface SignedCall<P = unknown, Q = unknown, B = unknown> extends Call<P, Q, B> {
  /** Who acts, by the session and the directory; nothing of it comes from the request's body. */
  readonly actor: Actor;
  /** Id of the session in which it is asked. */
  readonly session: string;
}

/** What an operation answers. Without `type`, the body is JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In the place of a body: writes as long as somebody reads. */
  readonly stream?: (sink: Sink) => void;
  /** In the place of a body: a file in pieces, each made when the one before has left. */
  readonly pieces?: AsyncIterable<Uint8Array>;
}

/** One kind of answer, for the documents. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Media type where it isn't JSON. */
  readonly type?: string;
  /** Media types of texts in which it can be had as well, where the query asks for that. */
  readonly also?: readonly string[];
}

interface Described<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  /** Stable name, for clients that are generated. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/complaints/{no}`. */
  readonly path: string;
  /** Stands at the root instead of below `/api/v1`: what machines ask for that know no version. */
  readonly atRoot?: boolean;
  readonly tag: string;
  readonly title: Bilingual;
  readonly help?: Bilingual;
  readonly pathSchema?: P;
  readonly querySchema?: Q;
  readonly bodySchema?: B;
  /**
   * The body may also be a table alone (text/csv), which then is its `csv`; what else would stand in the body comes in the
   * query, by this schema.
   */
  readonly csvQuery?: z.ZodType;
  readonly headers?: readonly KnownHeader[];
  /** The body is a file, of whatever type. */
  readonly takesFile?: true;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Kinds of problems it answers besides those that every operation may. */
  readonly problems?: readonly ProblemCode[];
  readonly bodyExample?: unknown;
  /** Open also to who holds no role: `handle` sees to it that they get no further than what was given to them by name. */
  readonly ownTasks?: true;
  /** It is answered for as long as somebody listens, which is no time that an answer took. */
  readonly streams?: true;
  /** Counts for no limit: what the machinery around asks. */
  readonly unlimited?: true;
}

/** What the API can be asked: the route, its checks and its documents all come from this. */
export interface Operation extends Described<z.ZodType, z.ZodType, z.ZodType> {
  /**
   * Who may ask: `anybody`; `signedIn`, also without a role; `staff`, with any role; `acting`, with a role that does
   * something, so that auditors only read; `auditor` and `administrator`, with that role; `overseer`, with one of these
   * two. An administrator is no `staff`: they open no case.
   */
  readonly who: 'anybody' | 'signedIn' | 'staff' | 'acting' | 'auditor' | 'administrator' | 'overseer';
  readonly handle: (call: SignedCall) => Promise<Reply> | Reply;
}

/** An operation for people who are signed in. */
export function defineOperation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  operation: Described<P, Q, B> & {
    readonly who: Exclude<Operation['who'], 'anybody'>;
    readonly handle: (call: SignedCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply> | Reply;
  },
): Operation {
  // The app parses by the same schemas before it calls `handle`.
  return operation as unknown as Operation;
}

/** An operation that needs no session. */
export function defineOpenOperation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  operation: Described<P, Q, B> & {
    readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply> | Reply;
  },
): Operation {
  return { ...operation, who: 'anybody' } as unknown as Operation;
}
