import { formatFen } from '../../domain/values/money';
import { timeForReaders } from '../../domain/time/time-for-readers';
import type { Bilingual } from '../../domain/values/text';
import type { RemedyDefinition } from '../../activities/remedies/contract';
import type { Ask, Offered, UnaskedName } from './asks';
import { asksOf, mayDo, UNASKED } from './asks';
import type { CustomersCase } from './case-of-link';
import { html, lines } from './html';
import type { Html } from './html';
import type { Speaking } from './page';
import type { NextWord } from './standing';
import { nextWord, stageOf, STAGES } from './standing';
import { DOING_WORDS, filled, STAGE_WORDS, W } from './words';

/** What a customer's page is made of. */
export interface CaseView {
  speaks: Speaking;
  read: CustomersCase;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  /** What the customer wrote, opened. */
  told: { text: string; demand?: string };
  /** ISO instant. */
  now: string;
  /** Address of another page of the same link. */
  at: (page: string) => string;
  /** Closes the page for whoever has the device next. */
  leaving: Html;
}

/** Where it stands, what is asked of the customer, and what they can do. */
export function caseView(view: CaseView, note?: { text: string; isWrong?: true }): Html {
  const { speaks, read, told, now } = view;
  const { say } = speaks;
  const { state, policy } = read;
  const asks = asksOf(read);
  const unasked = (Object.keys(UNASKED) as UnaskedName[]).filter((name) => mayDo(read, name));
  const category = policy.categories[state.intake.category]?.title;
  return html`<h1>${say(W.yourComplaint)} <span class="number">${state.no}</span></h1>
    ${note !== undefined && html`<p class="${note.isWrong ? 'wrong' : 'done'}" role="status">${note.text}</p>`}
    ${state.mergedInto !== undefined && html`<p class="note">${mergedText(view, state.mergedInto)}</p>`}
    <section class="asks">
      <h2>${say(W.askYou)}</h2>
      ${asks.map((ask) => askView(view, ask))} ${asks.length === 0 && html`<p>${say(W.askNothing)}</p>`}
    </section>
    <section>
      <h2>${say(W.stands)}</h2>
      <ol class="stages">
        ${stageItems(view)}
      </ol>
      <h2>${say(W.hears)}</h2>
      <p>${wordText(view, nextWord(read, now))}</p>
    </section>
    <section>
      <h2>${say(W.toldUs)}</h2>
      <dl>
        ${
          state.recordedAt !== undefined &&
          html`<dt>${say(W.recordedAt)}</dt>
            <dd>${timeIn(view, state.recordedAt)}</dd>`
        }
        ${
          category !== undefined &&
          html`<dt>${say(W.about)}</dt>
            <dd>${say(category)}</dd>`
        }
        ${
          (told.demand !== undefined || state.intake.demand.amountFen !== undefined) &&
          html`<dt>${say(W.demand)}</dt>
            <dd>${told.demand} ${moneyIn(view, state.intake.demand.amountFen)}</dd>`
        }
      </dl>
      <blockquote>${lines(told.text)}</blockquote>
      ${writtenSince(view)}
    </section>
    ${
      unasked.length > 0 &&
      html`<section>
        <h2>${say(W.more)}</h2>
        <ul class="more">
          ${unasked.map((name) => html`<li><a href="${view.at(name)}">${say(DOING_WORDS[name].title)}</a></li>`)}
        </ul>
      </section>`
    }
    ${view.leaving}`;
}

function askView(view: CaseView, { name, offer }: Ask): Html {
  const { say } = view.speaks;
  if (offer === undefined)
    return html`<p><a class="button" href="${view.at(name)}">${say(DOING_WORDS[name].title)}</a></p>`;
  return html`<div class="offer">
    <h3>${say(W.offerTitle)}</h3>
    ${offerView(view, offer)}
    <p class="choices">
      <a class="button" href="${view.at('offer')}&amp;answer=accept">${say(W.accept)}</a>
      <a class="button second" href="${view.at('offer')}&amp;answer=refuse">${say(W.refuse)}</a>
    </p>
  </div>`;
}

/** What an offer is called, what it gives, and what that is worth. What letters say of remedies tells that they were given. */
function offerView(view: CaseView, offer: Offered): Html {
  const { say } = view.speaks;
  return html`<p class="offer-name">${filled(say(W.offerName), { option: offer.option, round: offer.round })}</p>
    <ul>
      ${titlesOf(view, offer).map((title) => html`<li>${title}</li>`)}
    </ul>
    <p>${say(W.worth)}${say(W.colon)}<strong>${moneyIn(view, offer.costFen)}</strong></p>`;
}

function titlesOf({ remedies, speaks: { say } }: CaseView, offer: Offered): string[] {
  return offer.remedies.map(({ kind }) => {
    const known = remedies.get(kind);
    return known === undefined ? kind : say(known.title);
  });
}

/** What the customer says by accepting or declining: read back before it is sent, and kept in these words. */
export function consentText(view: CaseView, offer: Offered, isAccepted: boolean): string {
  const { say, language } = view.speaks;
  return filled(say(isAccepted ? W.accepting : W.refusing), {
    ...{ option: offer.option, round: offer.round },
    remedies: titlesOf(view, offer).join(language === 'zh' ? '、' : ', '),
    cost: moneyIn(view, offer.costFen) ?? '',
  });
}

function stageItems({ read, speaks: { say } }: CaseView): Html[] {
  const here = STAGES.indexOf(stageOf(read.state));
  return STAGES.map((stage, i) => {
    const isHere = i === here;
    const isDone = i < here || (isHere && stage === 'finished');
    return html`<li class="${isHere ? 'here' : isDone ? 'past' : 'ahead'}" ${isHere && html` aria-current="step"`}>
      ${say(STAGE_WORDS[stage])} ${isHere && !isDone && html`<span class="mark">${say(W.isHere)}</span>`}
      ${isDone && html`<span class="mark">✓ ${say(W.isDone)}</span>`}
    </li>`;
  });
}

const WORDS_OF: Readonly<Record<NextWord['kind'], Bilingual>> = {
  ...{ by: W.hearsBy, late: W.hearsLate, waitsForYou: W.hearsYou },
  ...{ paused: W.hearsPaused, unknown: W.hearsUnknown, over: W.hearsOver },
};

function wordText(view: CaseView, word: NextWord): string {
  return filled(view.speaks.say(WORDS_OF[word.kind]), 'at' in word ? { time: timeIn(view, word.at) } : {});
}

/** Somebody else's number is none of theirs. */
function mergedText({ read: { state }, speaks: { say } }: CaseView, into: string): string {
  return state.mergedOfSameCustomer === true ? filled(say(W.merged), { no: into }) : say(W.mergedWithOthers);
}

function writtenSince(view: CaseView): Html | undefined {
  const { say } = view.speaks;
  const { inbound } = view.read.state;
  if (inbound.length === 0) return undefined;
  return html`<h3>${say(W.wrote)}</h3>
    <ul>
      ${inbound.map(
        ({ at, heeded }) =>
          html`<li>${filled(say(W.wroteAt), { time: timeIn(view, at) })} ${say(heeded ? W.isRead : W.isUnread)}</li>`,
      )}
    </ul>`;
}

function timeIn({ read, speaks }: CaseView, at: string): string {
  return timeForReaders(at, read.bundle.calendar.zone, speaks.language);
}

function moneyIn({ speaks }: CaseView, fen: number | undefined): string | undefined {
  return fen === undefined ? undefined : formatFen(fen, speaks.language);
}
