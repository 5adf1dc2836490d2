import { formatFen } from '../../domain/values/money';
import { html, lines } from '../customer/html';
import type { Html } from '../customer/html';
import type { Speaking } from '../customer/page';
import type { Answers, Typed } from './answers';
import type { Input, Question } from './questions';
import { formOf } from './question-view';
import { L } from './words';

/** What is needed, and how long it takes. */
export function startView(speaks: Speaking, state: string): Html {
  const { say } = speaks;
  const parts = html`<h1>${say(L.title)}</h1>
    <p>${say(L.intro)}</p>
    <p>${say(L.needed)}</p>
    <p class="help">${say(L.privacy)}</p>
    <button type="submit" name="do" value="next">${say(L.start)}</button>`;
  return formOf({ at: 'start', state, parts });
}

/** Everything as it will be registered, each with a way to change it; nothing is sent before this was seen. */
export function checkView(
  speaks: Speaking,
  {
    questions,
    answers,
    state,
    values,
    wrong,
  }: {
    questions: readonly Question[];
    answers: Answers;
    state: string;
    /** What was typed, as it was understood, by path. */
    values: ReadonlyMap<string, unknown>;
    wrong?: string | undefined;
  },
): Html {
  const { say } = speaks;
  const rows = questions.flatMap(({ id, inputs, title }) =>
    inputs.map(
      (input, i) =>
        html`<dt>${say(input.label)}</dt>
          <dd>
            ${answerShown(speaks, input, answers[id] ?? {}, values)}
            ${
              i === 0 &&
              html`<button type="submit" name="do" value="change:${id}" class="plain small">
                ${say(L.change)}<span class="unseen"> ${say(title)}</span>
              </button>`
            }
          </dd>`,
    ),
  );
  const parts = html`<h1>${say(L.checkTitle)}</h1>
    ${wrong !== undefined && html`<p class="wrong" role="alert">${wrong}</p>`}
    <div class="unseen" aria-hidden="true">
      <label for="website">${say(L.leaveEmpty)}</label>
      <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" />
    </div>
    <dl class="answers">${rows}</dl>
    <p>${say(L.truth)}</p>
    <button type="submit" name="do" value="send">${say(L.send)}</button>
    <button type="submit" name="do" value="back" class="plain">${say(L.back)}</button>`;
  return formOf({ at: 'check', state, parts });
}

function answerShown(
  { say, language }: Speaking,
  { name, kind, path, choices = [] }: Input,
  typed: Typed,
  values: ReadonlyMap<string, unknown>,
): Html | string {
  const text = typed[name] ?? '';
  if (text === '') return html`<span class="help">${say(L.notGiven)}</span>`;
  if (kind === 'yesNo') return say(text === 'yes' ? L.yes : L.no);
  if (kind === 'money') return formatFen(Number(values.get(path) ?? 0), language);
  const chosen = choices.find(({ value }) => value === text);
  return chosen === undefined ? lines(text) : say(chosen.title);
}

/** The number, and the way to the customer's own page. */
export function doneView(
  { say, language }: Speaking,
  { no, link, isChanged }: { no: string; link: string; isChanged: boolean },
): Html {
  return html`<h1 class="done">${say(L.doneTitle)}</h1>
    ${isChanged && html`<p class="wrong" role="alert">${say(L.doneChanged)}</p>`}
    <dl>
      <dt>${say(L.doneNumber)}</dt>
      <dd class="number big">${no}</dd>
    </dl>
    <p>${say(L.doneNext)}</p>
    <p><a class="button" href="${link}?lang=${language}">${say(L.doneLink)}</a></p>
    <p class="help">${say(L.doneProof)}</p>
    <p><a href="/lodge?lang=${language}">${say(L.another)}</a></p>`;
}
