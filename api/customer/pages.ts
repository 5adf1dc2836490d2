import { join } from 'node:path';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import type { Deps } from '../deps';
import { Attempts } from '../session/attempts';
import { atLink } from './at-link';
import { isDoing } from './doing';
import { failedPage } from './failed';
import type { ProofLimits } from './proof';
import { askForProof, prove } from './prove';
import { receive } from './receive';
import { secure } from './secure';
import { leave, show, visiting } from './visiting';
import { Visits } from './visits';
import { W } from './words';

const MINUTE_MS = 60_000;

/**
 * The pages of customers at `/c/<token>`: HTML that needs no script. Whoever has the link and proves who they are reads
 * their case as far as it is theirs, and answers; nothing else of the API is open to them.
 */
export function customerPages(deps: Deps): RequestHandler {
  const nowMs = (): number => deps.clock().getTime();
  const visits = new Visits(deps.secrets.session, deps.clock);
  const limits: ProofLimits = {
    byLink: new Attempts(5, 15 * MINUTE_MS, nowMs),
    byLinkAndDay: new Attempts(20, 24 * 60 * MINUTE_MS, nowMs),
    byAddress: new Attempts(30, 15 * MINUTE_MS, nowMs),
  };
  const handle: RequestHandler = async (request, response) => {
    await deps.limits.ofAddress(request, response);
    secure(response);
    const at = await atLink(deps, request, response);
    if (at === undefined) return;
    const what = String(request.params['what'] ?? '');
    const isSent = request.method === 'POST';
    if (isSent && what === 'proof') {
      await prove(at, { visits, limits });
      return;
    }
    const visit = visits.read(at.token, request.get('Cookie'));
    if (visit === undefined) {
      askForProof(at);
      return;
    }
    const here = await visiting(at, visits, visit);
    if (isSent && isDoing(what)) await receive(here, what);
    else if (isSent && what === 'leave') leave(here);
    else show(here, what);
  };
  const router = Router({ caseSensitive: true });
  router.use('/assets', express.static(join(__dirname, 'assets'), { index: false, redirect: false }));
  router.get('/:token', handle);
  router.get('/:token/:what', handle);
  router.post('/:token/:what', express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 20 }), handle);
  router.use(failedPage(deps, '', () => ({ title: W.failedTitle, text: W.failed })));
  return router;
}
