import type { Bilingual } from '../../domain/values/text';
import type { Ask } from './asks';
import type { CaseView } from './case-view';
import { consentText } from './case-view';
import type { Faults, Fields } from './doing';
import { html } from './html';
import type { Html } from './html';
import { DOING_WORDS, filled, QUESTIONS, W } from './words';
import type { Doing } from './words';

/** As `text-schema.ts` has it. */
const MOST_CHARACTERS = 8_000;

/** A form that is shown, anew or with what was wrong in it. */
export interface Form {
  name: Doing;
  ask: Ask | undefined;
  /** What stands in it already. */
  fields: Fields;
  faults?: Faults['faults'];
  /** Fields that nobody sees: by which visit, under which key, about which offer. */
  hidden: Html;
}

/** One question a page, and nothing is sent before it was read. */
export function formView(view: CaseView, form: Form): Html {
  const { say } = view.speaks;
  const { name, hidden, fields, faults } = form;
  const words = DOING_WORDS[name];
  return html`<p><a href="${view.at('')}">← ${say(W.back)}</a></p>
    <h1>${say(name === 'offer' ? W.acceptTitle : words.title)}</h1>
    <form method="post" action="${view.at(name)}">
      ${hidden} ${questionOf(view, form)}
      <label for="text">${say(words.text)}</label>
      ${faults?.has('text') === true && wrong(filled(say(W.tooLong), { most: MOST_CHARACTERS }), 'text-wrong')}
      <textarea
        id="text"
        name="text"
        rows="4"
        maxlength="${MOST_CHARACTERS}"
        ${faults?.has('text') === true && html`aria-invalid="true" aria-describedby="text-wrong"`}
      >
${typeof fields['text'] === 'string' && fields['text']}</textarea>
      <button type="submit">${say(W.send)}</button>
    </form>`;
}

function questionOf(view: CaseView, form: Form): Html | undefined {
  const { say } = view.speaks;
  switch (form.name) {
    case 'offer':
      return consent(view, form);
    case 'record':
      return html`<blockquote>${view.told.text}</blockquote>
        ${yesOrNo(view, form, QUESTIONS.confirmed)}`;
    case 'withdrawal':
      return yesOrNo(view, form, QUESTIONS.withdraws);
    case 'rating':
      return html`${yesOrNo(view, form, QUESTIONS.satisfied)}
        <fieldset class="points">
          <legend>${say(QUESTIONS.rating)}</legend>
          ${form.faults?.has('rating') === true && wrong(say(W.choose))}
          ${[1, 2, 3, 4, 5].map((points) => radio('rating', String(points), String(points), form.fields))}
        </fieldset>`;
    case 'message':
    case 'withdraw':
    case 'reopen':
      return undefined;
  }
}

/** What the customer agrees to, or declines, in the words that will be kept. */
function consent(view: CaseView, { ask, fields }: Form): Html | undefined {
  const { say } = view.speaks;
  if (ask?.offer === undefined) return undefined;
  const isAccepted = fields['yes'] === 'yes';
  return html`<p class="consent">${consentText(view, ask.offer, isAccepted)}</p>
    <p>${say(isAccepted ? W.acceptAfter : W.refuseAfter)}</p>`;
}

function yesOrNo({ speaks: { say } }: CaseView, { fields, faults }: Form, question: Bilingual): Html {
  return html`<fieldset>
    <legend>${say(question)}</legend>
    ${faults?.has('yes') === true && wrong(say(W.choose))} ${radio('yes', 'yes', say(W.yes), fields)}
    ${radio('yes', 'no', say(W.no), fields)}
  </fieldset>`;
}

function radio(name: string, value: string, title: string, fields: Fields): Html {
  return html`<label class="radio"
    ><input type="radio" name="${name}" value="${value}" required ${fields[name] === value && html`checked`} />
    ${title}</label
  >`;
}

function wrong(text: string, id?: string): Html {
  return html`<p class="wrong" role="alert" ${id !== undefined && html`id="${id}"`}>${text}</p>`;
}

/** A form whose answer was lost on the way: the same once more, and it counts once. */
export function againView(view: CaseView, name: Doing, fields: Fields): Html {
  const { say } = view.speaks;
  const kept = Object.entries(fields).filter(([, value]) => typeof value === 'string');
  return html`<h1>${say(W.busyTitle)}</h1>
    <p role="alert">${say(W.busy)}</p>
    <form method="post" action="${view.at(name)}">
      ${kept.map(([field, value]) => html`<input type="hidden" name="${field}" value="${String(value)}" />`)}
      <button type="submit">${say(W.sendAgain)}</button>
    </form>`;
}
