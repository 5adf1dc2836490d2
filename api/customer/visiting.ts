import { randomUUID } from 'node:crypto';
import { customerOf } from '../../domain/case/customer';
import { vaultFor } from '../case/opening';
import { local } from '../local';
import type { AtLink } from './at-link';
import { actingIn, addressAt, speaksAtHome } from './at-link';
import type { CaseView } from './case-view';
import { caseView } from './case-view';
import { askNow, isDoing, isOpen } from './doing';
import type { Faults, Fields } from './doing';
import { formView } from './form-view';
import { html } from './html';
import type { Html } from './html';
import { notice, page } from './page';
import type { Visit, Visits } from './visits';
import { DOING_WORDS, W } from './words';
import type { Doing } from './words';

/** A request by somebody who has proven to be the customer. */
export interface Visiting extends AtLink {
  visits: Visits;
  visit: Visit;
  view: CaseView;
}

/** What the customer's pages are made of; they have more time from now on. */
export async function visiting(at: AtLink, visits: Visits, visit: Visit): Promise<Visiting> {
  const { deps, read, response, speaks, token } = at;
  const { no, intake } = read.state;
  local(response).account = customerOf(no).id;
  response.set('Set-Cookie', visits.cookieOf(token, visit));
  const { text, demand } = intake;
  const opened = await vaultFor(actingIn(at)).openDeep({ text, demand: demand.text }, no);
  const view: CaseView = {
    ...{ speaks, read, remedies: deps.remedies, now: deps.clock().toISOString() },
    told: { text: opened.text, ...(opened.demand === undefined ? {} : { demand: opened.demand }) },
    at: (what) => addressAt(at, what),
    leaving: html`<form method="post" action="${addressAt(at, 'leave')}" class="leave">
      ${markOf({ token, visits, visit })}<button type="submit" class="plain">${speaks.say(W.leave)}</button>
    </form>`,
  };
  return { ...at, visits, visit, view };
}

/** A page that somebody asked to see: a form, where the case takes one, or where it stands. */
export function show(here: Visiting, what: string): void {
  const { view, request, speaks } = here;
  const { done, answer } = request.query;
  if (!isDoing(what) || !isOpen(view, what)) {
    showCase(here, isDoing(done) ? { text: speaks.say(DOING_WORDS[done].done) } : undefined);
    return;
  }
  if (what !== 'offer') {
    showForm(here, what, { fields: {} });
    return;
  }
  const isAccepted = answer === 'accept';
  const otherwise = `${speaks.otherwise}&answer=${isAccepted ? 'accept' : 'refuse'}`;
  showForm({ ...here, speaks: { ...speaks, otherwise } }, what, { fields: { yes: isAccepted ? 'yes' : 'no' } });
}

/** Where the case stands, with what became of what was sent. */
export function showCase(here: Visiting, note?: { text: string; isWrong?: true }, status = 200): void {
  send(here, status, page(speaksAtHome(here), W.yourComplaint, caseView(here.view, note)));
}

/** A form with what stands in it already; its key is made with it, so that it counts once. */
export function showForm(
  here: Visiting,
  name: Doing,
  { fields, faults, status = 200 }: { fields: Fields; faults?: Faults['faults']; status?: number },
): void {
  const { view, speaks } = here;
  const ask = askNow(view, name);
  const named: Record<string, string | number> = {
    ...(ask === undefined ? {} : { ask: ask.mark }),
    ...(ask?.offer === undefined
      ? {}
      : { option: ask.offer.option, round: ask.offer.round, yes: fields['yes'] === 'yes' ? 'yes' : 'no' }),
  };
  const hidden = html`${markOf(here)}
    <input type="hidden" name="key" value="${keyIn(fields) ?? randomUUID()}" />
    ${Object.entries(named).map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`)}`;
  const main = formView(view, { name, ask, fields, hidden, ...(faults === undefined ? {} : { faults }) });
  send(here, status, page(speaks, DOING_WORDS[name].title, main));
}

/** Ends the visit, for whoever has the device next. */
export function leave({ response, speaks, visits }: Visiting): void {
  response
    .set('Set-Cookie', visits.over())
    .type('html')
    .send(notice(speaks, W.left, speaks.say(W.leftMore)));
}

/** The key was made with the form. */
export function keyIn(fields: Fields): string | undefined {
  const { key } = fields;
  return typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key) ? key : undefined;
}

function markOf({ token, visits, visit }: Pick<Visiting, 'token' | 'visits' | 'visit'>): Html {
  return html`<input type="hidden" name="form" value="${visits.formMark(token, visit)}" />`;
}

function send({ response }: Visiting, status: number, text: string): void {
  response.status(status).type('html').send(text);
}
