import type { Request, Response } from 'express';
import { languageFor, otherThan } from '../customer/at-link';
import { html } from '../customer/html';
import type { Html } from '../customer/html';
import { notice, page, speaking } from '../customer/page';
import type { Speaking } from '../customer/page';
import { local } from '../local';
import type { Bilingual } from '../../domain/values/text';
import { faultsOf, typedIn, valuesOf } from './answers';
import type { Faults, Wall } from './answers';
import type { Lodging, Lodgings } from './lodging';
import type { Deps } from '../deps';
import { offerChosen, questionsOf } from './questions';
import type { Offer, Question } from './questions';
import { offersOf } from './offers';
import { inForm, questionView } from './question-view';
import { send } from './send';
import type { Sent } from './send';
import { checkView, startView } from './views';
import { L } from './words';
import type { FaultName } from './words';

/** What these pages are made of. */
export interface Lodge {
  readonly deps: Deps;
  readonly lodgings: Lodgings;
}

/** A page that was sent, with everything that was answered so far. */
interface Turn extends Lodge {
  request: Request;
  response: Response;
  lodging: Lodging;
  offers: readonly Offer[];
  questions: readonly Question[];
  wall: Wall;
}

/**
 * Takes a page and answers the next. Whatever was typed goes along, however wrong it is; only what is right and complete
 * can be sent.
 */
export async function take(lodge: Lodge, request: Request, response: Response): Promise<void> {
  const fields = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const opened = request.get('Sec-Fetch-Site') === 'cross-site' ? undefined : lodge.lodgings.open(fields['state']);
  if (opened === undefined) {
    again(request, response);
    return;
  }
  const offers = await offersOf(lodge.deps);
  if (offers.length === 0) {
    notOffered(response, speaking(opened.language, '/lodge'));
    return;
  }
  const at = String(request.params['at']);
  const before = turn({ ...lodge, request, response, offers }, opened);
  const here = before.questions.find(({ id }) => id === at);
  const answers = here === undefined ? opened.answers : { ...opened.answers, [here.id]: typedIn(here, fields) };
  const now = turn(before, { ...opened, answers });
  const wanted = typeof fields['do'] === 'string' ? fields['do'] : 'next';
  if (wanted === 'language') {
    turnPage(turn(now, { ...now.lodging, language: otherThan(opened.language) }), at);
  } else if (wanted === 'back') {
    turnPage(now, pageBefore(now, at));
  } else if (wanted.startsWith('change:')) {
    turnPage(now, wanted.slice('change:'.length));
  } else if (wanted === 'send' && at === 'check') {
    await sendNow(now, fields);
  } else if (here !== undefined && faultsIn(now, here).size > 0) {
    showQuestion(now, here, { faults: faultsIn(now, here), status: 400 });
  } else {
    turnPage(now, firstOpen(now)?.id ?? 'check');
  }
}

function turn(lodge: Omit<Turn, 'lodging' | 'questions' | 'wall'>, lodging: Lodging): Turn {
  const chosen = lodging.answers['policy']?.['policy'];
  const zone = (offerChosen(lodge.offers, chosen) ?? lodge.offers[0])?.bundle.calendar.zone ?? 'UTC';
  return {
    ...{ ...lodge, lodging, questions: questionsOf(lodge.offers, chosen) },
    wall: { now: lodge.deps.clock().getTime(), zone },
  };
}

/** The first question that is not answered as it has to be. */
function firstOpen(here: Turn): Question | undefined {
  const { lodging, questions } = here;
  return questions.find((one) => lodging.answers[one.id] === undefined || faultsIn(here, one).size > 0);
}

function faultsIn({ lodging, wall }: Turn, question: Question): Faults {
  return faultsOf(question, lodging.answers[question.id], wall);
}

function pageBefore({ questions }: Turn, at: string): string {
  const i = at === 'check' ? questions.length : questions.findIndex(({ id }) => id === at);
  return questions[i - 1]?.id ?? 'start';
}

/** A page as it stands: a question, or all of them where there is none of that name. */
function turnPage(here: Turn, at: string): void {
  const question = here.questions.find(({ id }) => id === at);
  if (question !== undefined) showQuestion(here, question);
  else if (at === 'check' && firstOpen(here) === undefined) showCheck(here);
  else if (at === 'check') showQuestion(here, firstOpen(here) as Question);
  else show(here, 200, L.title, startView(speaksIn(here), sealed(here)));
}

function showQuestion(
  here: Turn,
  question: Question,
  { faults, status = 200 }: { faults?: Faults; status?: number } = {},
): void {
  const typed = here.lodging.answers[question.id] ?? {};
  const title = status === 200 ? question.title : wrongTitle(question.title);
  show(here, status, title, questionView(speaksIn(here), question, { typed, faults, state: sealed(here) }));
}

function wrongTitle({ zh, en }: Bilingual): Bilingual {
  return { zh: L.wrongPrefix.zh + zh, en: L.wrongPrefix.en + en };
}

function showCheck(here: Turn, { wrong, status = 200 }: { wrong?: Bilingual; status?: number } = {}): void {
  const { questions, lodging, wall } = here;
  const speaks = speaksIn(here);
  const values = valuesOf(questions, lodging.answers, wall);
  const view = checkView(speaks, {
    ...{ questions, answers: lodging.answers, state: sealed(here), values },
    wrong: wrong === undefined ? undefined : speaks.say(wrong),
  });
  show(here, status, wrong === undefined ? L.checkTitle : wrongTitle(L.checkTitle), view);
}

async function sendNow(here: Turn, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const { deps, lodging, offers, questions, response, wall } = here;
  const open = firstOpen(here);
  if (open !== undefined) {
    showQuestion(here, open, { faults: faultsIn(here, open), status: 400 });
    return;
  }
  // No person sees it; a browser that filled it in all the same can leave it empty.
  if (fields['website'] !== '') {
    local(response).problem = 'Invalid';
    showCheck(here, { wrong: L.refused, status: 400 });
    return;
  }
  const values = valuesOf(questions, lodging.answers, wall);
  const policy = offerChosen(offers, lodging.answers['policy']?.['policy'])?.bundle.policy.id;
  showSent(here, await send(deps, here, lodging, values.set('policy', policy)));
}

function showSent(here: Turn, sent: Sent): void {
  const { lodging, lodgings, questions, response } = here;
  if ('no' in sent) {
    response
      .set('Set-Cookie', lodgings.doneCookie({ ...sent, language: lodging.language }))
      .redirect(303, '/lodge/done');
  } else if ('errors' in sent) {
    // The policy knows more of an answer than its question does.
    const codes = new Map(sent.errors.map(({ field, code }) => [field, code]));
    const wrong = questions.find(({ inputs }) => inputs.some(({ path }) => codes.has(path)));
    const faults = new Map(
      (wrong?.inputs ?? []).flatMap(({ name, path }): [string, FaultName][] =>
        codes.has(path) ? [[name, codes.get(path) === 'too_big' ? 'tooLong' : 'needed']] : [],
      ),
    );
    if (wrong === undefined) showCheck(here, { wrong: L.refused, status: 400 });
    else showQuestion(here, wrong, { faults, status: 400 });
  } else {
    response.set(sent.headers);
    showCheck(here, { wrong: sent.comesBack === 'TooManyRequests' ? L.tooMany : L.later, status: sent.status });
  }
}

/** No policy takes complaints from the web, or none does any more. */
export function notOffered(response: Response, speaks: Speaking): void {
  local(response).problem = 'NotFound';
  response
    .status(404)
    .type('html')
    .send(notice(speaks, L.noneTitle, speaks.say(L.none)));
}

/** A form that is not ours, or was open for too long. */
function again(request: Request, response: Response): void {
  local(response).problem = 'CrossSite';
  const language = languageFor(request);
  const speaks = speaking(language, `/lodge?lang=${otherThan(language)}`);
  const more = html`<p><a class="button" href="/lodge?lang=${language}">${speaks.say(L.start)}</a></p>`;
  response
    .status(403)
    .type('html')
    .send(notice(speaks, L.againTitle, speaks.say(L.again), more));
}

function sealed({ lodging, lodgings }: Turn): string {
  return lodgings.seal(lodging);
}

function speaksIn({ lodging }: Turn): Speaking {
  return inForm(speaking(lodging.language, '/lodge'));
}

function show(here: Turn, status: number, title: Bilingual, main: Html): void {
  const { response } = here;
  // "Back" shows a page as it was, instead of asking whether to send it again; whoever leaves the device closes it.
  response
    .status(status)
    .set('Cache-Control', 'private, no-cache')
    .type('html')
    .send(page(speaksIn(here), title, main));
}
