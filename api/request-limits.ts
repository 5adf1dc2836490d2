import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { both } from '../domain/values/text';
import type { RequestRates } from './config';
import { local } from './local';
import { Problem } from './problem';

const WINDOW_MS = 60_000;

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

  constructor({ reads, writes, address }: RequestRates) {
    const accountOf = (_: Request, response: Response): string => local(response).account ?? '';
    this.reads = limitOf('reads', reads, accountOf);
    this.writes = limitOf('writes', writes, accountOf);
    this.ofAddress = limitOf('address', address, (request) => ipKeyGenerator(request.ip ?? ''));
  }

  /**
   * Counts a request by the account that the response's notes name.
   * @throws Problem TooManyRequests, with Retry-After
   */
  async ofAccount(request: Request, response: Response): Promise<void> {
    await (request.method === 'GET' ? this.reads : this.writes)(request, response);
  }
}

function limitOf(name: string, most: number, keyOf: (request: Request, response: Response) => string): Limit {
  if (most === 0) return () => Promise.resolve();
  const limiter: RequestHandler = rateLimit({
    ...{ windowMs: WINDOW_MS, limit: most, identifier: name, standardHeaders: 'draft-8', legacyHeaders: false },
    keyGenerator: keyOf,
    handler: (_request, response, next) => next(tooMany(response)),
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
