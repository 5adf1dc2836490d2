import express, { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { Bilingual } from '../../domain/values/text';
import { languageFor, otherThan } from '../customer/at-link';
import { failedPage } from '../customer/failed';
import { page, speaking } from '../customer/page';
import { secure } from '../customer/secure';
import type { Deps } from '../deps';
import { local } from '../local';
import type { Problem } from '../problem';
import { Lodgings } from './lodging';
import { offersOf } from './offers';
import { inForm } from './question-view';
import { notOffered, take } from './take';
import type { Lodge } from './take';
import { doneView, startView } from './views';
import { L } from './words';

/** All answers at their longest, sealed, and one of them as a browser writes it. */
const MOST_SENT = '256kb';

/**
 * The pages at `/lodge`, on which a customer without an account registers a complaint: HTML that needs no script. What
 * was answered goes along in the form, sealed; nothing is stored before it is sent, and then by the way of every
 * complaint.
 */
export function lodgePages(deps: Deps): RequestHandler {
  const lodgings = new Lodgings(deps.secrets.session, deps.clock);
  const guarded =
    (handle: (request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      await deps.limits.ofAddress(request, response);
      secure(response);
      await handle(request, response);
    };
  const router = Router({ caseSensitive: true });
  router.get(
    '/',
    guarded((request, response) => start({ deps, lodgings }, request, response)),
  );
  router.get(
    '/done',
    guarded((request, response) => done({ deps, lodgings }, request, response)),
  );
  // An address that was kept of a page in between: it starts again, for what was answered is not in it.
  router.get(
    '/:at',
    guarded(async (_request, response) => response.redirect(303, '/lodge')),
  );
  router.post(
    '/:at',
    express.urlencoded({ extended: false, limit: MOST_SENT, parameterLimit: 20 }),
    guarded((request, response) => take({ deps, lodgings }, request, response)),
  );
  router.use(failedPage(deps, '/lodge', failureOf));
  return router;
}

/** The first page. A link or a code on a wall may say what it is about and where (`?policy=…&place=…`). */
async function start({ deps, lodgings }: Lodge, request: Request, response: Response): Promise<void> {
  const language = languageFor(request);
  const offers = await offersOf(deps);
  const given = ['policy', 'place'].flatMap((name): [string, string][] => {
    const value = request.query[name];
    return typeof value === 'string' && value.length <= 100 ? [[name, value]] : [];
  });
  const speaks = speaking(language, `/lodge?lang=${otherThan(language)}`);
  if (offers.length === 0) {
    notOffered(response, speaks);
    return;
  }
  const answers = Object.fromEntries(given.map(([name, value]) => [name, { [name]: value }]));
  const state = lodgings.seal(lodgings.begin(language, answers));
  response.type('html').send(page(inForm(speaks), L.title, startView(speaks, state)));
}

/** The number, for whoever has just sent it. */
async function done({ deps, lodgings }: Lodge, request: Request, response: Response): Promise<void> {
  const sent = lodgings.doneIn(request.get('Cookie'));
  if (sent === undefined) {
    response.redirect(303, '/lodge');
    return;
  }
  const { no, isChanged = false } = sent;
  const language = languageFor(request, sent.language);
  local(response).no = no;
  const link = `/c/${await deps.models.customerLinks.token(no, deps.clock())}`;
  const speaks = speaking(language, `/lodge/done?lang=${otherThan(language)}`);
  response.type('html').send(page(speaks, L.doneTitle, doneView(speaks, { no, link, isChanged })));
}

function failureOf({ code }: Problem): { title: Bilingual; text: Bilingual } {
  if (code === 'BodyTooLarge') return { title: L.tooLargeTitle, text: L.tooLarge };
  return { title: L.failedTitle, text: code === 'TooManyRequests' ? L.tooMany : L.failed };
}
