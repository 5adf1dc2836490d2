import { z } from 'zod';
import type { Refusal } from '../domain/file/refusal';
import type { Bilingual, Language } from '../domain/values/text';
import { PROBLEM_TYPES } from './problem-types';
import type { ProblemCode } from './problem-types';

/** One field that is wrong: where, how, and a code to branch on. */
export interface FieldError {
  /** Path in the body (`complainant.phone`), in the query (`?page`) or a header's name. */
  field: string;
  message: Bilingual;
  code: string;
  /** Where it stands in a table: its line, and the character of that line, from 1. */
  line?: number;
  column?: number;
}

export interface ProblemDetails {
  /** What happened this time; by default the title says enough. */
  detail?: Bilingual;
  /** What the caller can do instead. */
  wayOut?: Bilingual | undefined;
  /** By default that of the problem's type. */
  status?: number;
  errors?: FieldError[];
  /** Answer headers that go with it (Retry-After, Allow, WWW-Authenticate). */
  headers?: Record<string, string>;
  /** Plain further members of the document. */
  more?: Record<string, unknown>;
  cause?: unknown;
}

/** Statuses that say that another try may do; each tells when. */
export const COMES_BACK: readonly number[] = [503, 504];
const RETRY_AFTER_S = '5';

/** A request that can't be answered as asked. Thrown anywhere in the API; answered as an RFC 9457 problem document. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail?.en ?? PROBLEM_TYPES[code].title.en, { cause: details.cause });
    this.status = details.status ?? PROBLEM_TYPES[code].status;
    this.headers = {
      ...(COMES_BACK.includes(this.status) ? { 'Retry-After': RETRY_AFTER_S } : {}),
      ...details.headers,
    };
  }
}

/**
 * A case's refusal as a problem: its reason, what to do instead, and the fields if the message was wrong.
 * @param more further plain members of the document
 */
export function refused(refusal: Refusal, more?: Record<string, unknown>): Problem {
  const fields = refusal.fields?.map(({ path, code }): FieldError => ({ field: path, code, message: refusal.message }));
  return new Problem(refusal.code, {
    detail: refusal.message,
    wayOut: refusal.wayOut,
    status: refusal.status,
    ...(more === undefined ? {} : { more }),
    ...(fields === undefined ? {} : { errors: fields }),
    ...(refusal.retryAfterSeconds === undefined
      ? {}
      : { headers: { 'Retry-After': String(refusal.retryAfterSeconds) } }),
  });
}

/** The media type of problem documents. */
export const PROBLEM_JSON = 'application/problem+json';

const bilingual = z.object({ zh: z.string(), en: z.string() });

/** A problem document (RFC 9457). `title`, `detail` and `wayOut` are in the language asked for. */
export const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: 'Address of the description of this problem type.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable code for callers to branch on.' }),
    detail: z.string(),
    wayOut: z.string().optional().meta({ description: 'What to do instead.' }),
    instance: z.string().meta({ description: 'Id of this request, also in the log and in X-Request-Id.' }),
    errors: z
      .array(
        z.object({
          field: z.string(),
          message: bilingual,
          code: z.string(),
          line: z.int().optional().meta({ description: 'For tables: line, starting at 1.' }),
          column: z
            .int()
            .optional()
            .meta({ description: 'For tables: character position in the line, starting at 1.' }),
        }),
      )
      .optional()
      .meta({ description: 'Invalid fields.' }),
    wrong: z.int().optional().meta({ description: 'Total number of invalid fields, if not all are listed.' }),
  })
  .meta({ id: 'Problem' });

/** The document of a problem. */
export function documentOf(problem: Problem, language: Language, requestId: string): z.infer<typeof problemSchema> {
  const { code, status, details } = problem;
  const { title } = PROBLEM_TYPES[code];
  return {
    ...details.more,
    type: `/api/v1/problems/${code}`,
    title: title[language],
    status,
    code,
    detail: (details.detail ?? title)[language],
    ...(details.wayOut === undefined ? {} : { wayOut: details.wayOut[language] }),
    instance: `urn:redress:request:${requestId}`,
    ...(details.errors === undefined ? {} : { errors: details.errors }),
  };
}
