import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { both } from '../domain/values/text';
import type { RequestRates } from './config';
import { local } from './local';
import { Problem } from './problem';

const WINDOW_MS = 60_000;
const HOUR_MS = 60 * WINDOW_MS;
/** Complaints that one contact lodges in a day: a household, not a machine. */
const MOST_BY_CONTACT = 5;

type Limit = (request: Request, response: Response) => Promise<void>;

/**
 * How much one account, and one address without a session, may ask for. Counted by express-rate-limit, which is kept, has
 * no settings to get wrong for one process, and writes the headers `RateLimit` and `RateLimit-Policy` of the IETF's draft.
 * Several API processes count apart.
 */
export class RequestLimits {
  private readonly reads: Limit;
  private readonly writes: Limit;

  /**
   * Counts a request by nobody who is signed in.
   * @throws Problem TooManyRequests, with Retry-After
   */
  readonly ofAddress: Limit;

  /**
   * Counts a complaint that somebody without an account lodges, by their address, and by the contact that the response's
   * notes name. Neither says how much is left: it would tell what others have lodged with that contact.
   * @throws Problem TooManyRequests, the same for both
   */
  readonly lodgedFrom: Limit;
  readonly lodgedBy: Limit;

  constructor({ reads, writes, address, lodged }: RequestRates) {
    const accountOf = (_: Request, response: Response): string => local(response).account ?? '';
    this.reads = limitOf('reads', reads, accountOf);
    this.writes = limitOf('writes', writes, accountOf);
    const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');
    this.ofAddress = limitOf('address', address, addressOf);
    const contactOf = (_: Request, response: Response): string => local(response).contact ?? '';
    const quiet = { isQuiet: true, refusal: () => this.tooManyLodged() };
    this.lodgedFrom = limitOf('lodged', lodged, addressOf, { ...quiet, windowMs: HOUR_MS });
    this.lodgedBy = limitOf('lodgedBy', Math.min(lodged, MOST_BY_CONTACT), contactOf, {
      ...quiet,
      windowMs: 24 * HOUR_MS,
    });
  }

  /**
   * Counts a request by the account that the response's notes name.
   * @throws Problem TooManyRequests, with Retry-After
   */
  async ofAccount(request: Request, response: Response): Promise<void> {
    await (request.method === 'GET' ? this.reads : this.writes)(request, response);
  }

  /** The answer to whoever lodges too many complaints, by whatever they are too many. */
  tooManyLodged(): Problem {
    return new Problem('TooManyRequests', { headers: { 'Retry-After': String(HOUR_MS / 1000) } });
  }
}

interface How {
  windowMs?: number;
  /** Without headers that say how much is left. */
  isQuiet?: boolean;
  refusal?: (response: Response) => Problem;
}

function limitOf(
  name: string,
  most: number,
  keyOf: (request: Request, response: Response) => string,
  { windowMs = WINDOW_MS, isQuiet = false, refusal = tooMany }: How = {},
): Limit {
  if (most === 0) return () => Promise.resolve();
  const limiter: RequestHandler = rateLimit({
    ...{ windowMs, limit: most, identifier: name, standardHeaders: isQuiet ? false : 'draft-8', legacyHeaders: false },
    keyGenerator: keyOf,
    handler: (_request, response, next) => next(refusal(response)),
    // Warnings about headers that callers send would let anybody write into our log.
    validate: false,
  });
  return (request, response) =>
    new Promise((resolve, reject) => {
      void limiter(request, response, (error?: unknown) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
}

/** The limiter has set Retry-After by then. */
function tooMany(response: Response): Problem {
  const seconds = String(response.getHeader('Retry-After') ?? WINDOW_MS / 1000);
  return new Problem('TooManyRequests', {
    detail: both(`请求过于频繁，请在 ${seconds} 秒后再试。`, `Too many requests. Try again in ${seconds} seconds.`),
  });
}
