import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers. Pages of documents load nothing from elsewhere; Swagger UI draws icons from data addresses and sets
 * styles by script. The console's page has a stricter policy of its own (`api/console`).
 */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'connect-src': ["'self'"],
      'font-src': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'img-src': ["'self'", 'data:'],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
    },
  },
  // Whether there is TLS, only what stands in front of the API knows; on the loopback address there is none.
  strictTransportSecurity: false,
});
