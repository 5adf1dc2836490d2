/**
 * What the console's page may load: scripts that we serve and none that stand in a page, styles that we serve or that
 * carry this answer's nonce, pictures of ours and those that were just taken, recordings of ours. Nothing from elsewhere, no frame around it.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
