import type { IssuedToken } from './token';

/**
 * The cookie that holds a session's token for the console. `__Host-`: no other host and no subdomain can set it, and it
 * goes to this host alone. It needs `Secure`, which Chromium and Firefox grant to `http://127.0.0.1` and
 * `http://localhost` as well; Safari wants TLS there too.
 */
export const SESSION_COOKIE = '__Host-redress';

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** `Set-Cookie` that begins a session: no script can read it, and it ends when the token does. */
export function sessionCookie({ token, expiresAt }: IssuedToken, now: Date): string {
  const seconds = Math.max(0, Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000));
  return `${SESSION_COOKIE}=${token}; ${ATTRIBUTES}; Max-Age=${seconds}`;
}

/** `Set-Cookie` that takes it away. */
export const NO_SESSION_COOKIE = `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;

/** The token in a `Cookie` header. Sent twice, nobody can tell which is ours: then none. */
export function cookieTokenIn(header: string | undefined): string | undefined {
  const found = (header ?? '').split(';').flatMap((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return name === SESSION_COOKIE ? [value.join('=')] : [];
  });
  return found.length === 1 && /^[\w-]+(\.[\w-]+){2}$/.test(found[0] ?? '') ? found[0] : undefined;
}
