import type { Request } from 'express';
import { both } from '../../domain/values/text';
import { Problem } from '../problem';

/**
 * Header that the console sends with what changes something. Another site's page can't send it: for a header of one's own
 * the browser asks first, and no other origin is ever allowed.
 */
export const PAGE_HEADER = 'X-Redress';

/**
 * Requires of a request that goes by the cookie that one of our own pages sent it. A browser sends the cookie along
 * whoever asks; `SameSite` stops other sites, not another port of this machine.
 * @throws Problem CrossSite
 */
export function requireOwnPage(request: Request): void {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && isReading(request))) throw crossSite();
  if (isReading(request)) return;
  if ((request.get(PAGE_HEADER) ?? '') === '') throw crossSite();
  // Browsers too old to say which site it is say which origin.
  const origin = request.get('Origin');
  if (site === undefined && origin !== undefined && hostOf(origin) !== request.host) throw crossSite();
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function crossSite(): Problem {
  return new Problem('CrossSite', {
    detail: both(
      '以 Cookie 登录的请求须由控制台页面发出。',
      "With a session by cookie, requests come from the console's own pages.",
    ),
    wayOut: both(
      `请从控制台操作；程序请在 Authorization 头中携带令牌。修改类请求须带 ${PAGE_HEADER} 头。`,
      `Use the console, or send a token in the Authorization header. What changes something needs the header ${PAGE_HEADER}.`,
    ),
  });
}
