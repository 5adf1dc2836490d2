import express from 'express';
import type { Express, RequestHandler } from 'express';
import { routeOf } from './addresses';
import { answer } from './answer';
import { consoleFrom } from './console/console';
import { customerPages } from './customer/pages';
import { assemble } from './deps';
import type { Outside } from './deps';
import { lodgePages } from './lodge/pages';
import { accessRecord } from './middleware/access-record';
import { measure } from './middleware/measure';
import { noStore } from './middleware/no-store';
import { notFound } from './middleware/not-found';
import { problems } from './middleware/problems';
import { requestId } from './middleware/request-id';
import { requestLog } from './middleware/request-log';
import { securityHeaders } from './middleware/security-headers';
import { OPERATIONS } from './routes';

/** Builds the API. It doesn't listen, and closes nothing of what it was given. */
export function createApp(outside: Outside): Express {
  const deps = assemble(outside);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', outside.config.trustedProxies);
  app.set('case sensitive routing', true);
  app.use(requestId, requestLog(deps.log), measure(deps.metrics));
  app.use(accessRecord(deps.models.accessRecord, deps.clock), securityHeaders, noStore);
  for (const operation of OPERATIONS) app[operation.method](routeOf(operation), ...answer(operation, deps));
  const countUnknown: RequestHandler = async (request, response, next) => {
    await deps.limits.ofAddress(request, response);
    next();
  };
  app.use('/c', customerPages(deps));
  app.use('/lodge', lodgePages(deps));
  app.use(...consoleFrom(deps.config.folders.console));
  app.use(countUnknown, notFound(OPERATIONS), problems(deps.log));
  return app;
}
