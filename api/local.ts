import type { Response } from 'express';
import type { Actor } from '../domain/file/envelope';
import type { DecodedText } from '../domain/imports/tables/encoding';
import type { Operation, SentFile } from './operation';
import type { ProblemCode } from './problem-types';

/** What middleware notes of a request for the log and the metrics. */
export interface Local {
  requestId: string;
  /** When it was received, by the API's clock. */
  receivedAt?: Date;
  /** Set once a route was found. */
  operation?: Operation;
  /** Whose session or account it is, also where the request is refused then: staff id. */
  account?: string;
  /** The colleague in whose name it was asked for, as the caller says and the directory may deny. */
  actingFor?: string;
  /** Number of the file that the address names. */
  no?: string;
  /** The session, once it was found good. */
  session?: string;
  /** Set once it was settled who asks; not for operations that anybody may ask for. */
  actor?: Actor;
  /** How a table was encoded that came by itself, as text/csv. */
  table?: Omit<DecodedText, 'text'>;
  /** The body, where that is a file. */
  file?: SentFile;
  problem?: ProblemCode;
  /** By what a customer without an account is reached, as a mark that tells nobody how. */
  contact?: string;
}

/** The notes of the request that this response answers. */
export function local(response: Response): Local {
  return response.locals as Local;
}
