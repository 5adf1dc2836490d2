import type { Bilingual } from '../../domain/values/text';
import { html } from '../customer/html';
import type { Html } from '../customer/html';
import { otherThan } from '../customer/at-link';
import { langOf } from '../customer/page';
import type { Speaking } from '../customer/page';
import { filled } from '../customer/words';
import { MOST } from './answers';
import type { Faults, Typed } from './answers';
import type { Input, Question } from './questions';
import { FAULTS, L } from './words';
import type { FaultName } from './words';

/** More than this are a list to open instead of a row of circles. */
const MOST_CIRCLES = 12;

/** A form whose buttons say what is to be done; it carries what was answered before. */
export function formOf({ at, state, parts }: { at: string; state: string; parts: Html }): Html {
  return html`<form id="lodge" method="post" action="/lodge/${at}" novalidate>
    <input type="hidden" name="state" value="${state}" />
    ${parts}
  </form>`;
}

/**
 * The other language as a button of the form: a link would lose what was typed. It comes last, for whoever presses Enter
 * in a field presses the first button, which has to be the one that goes on.
 */
export function inForm(speaks: Speaking): Speaking {
  const other = otherThan(speaks.language);
  const lang = langOf(other);
  const switcher = html`<button
    type="submit"
    form="lodge"
    name="do"
    value="language"
    class="plain language"
    lang="${lang}"
  >
    ${speaks.say(L.switchTo)}
  </button>`;
  return { ...speaks, switcher };
}

/** One question, with what stands in it already and what is wrong with it. */
export function questionView(
  speaks: Speaking,
  question: Question,
  { typed, faults, state }: { typed: Typed; faults?: Faults | undefined; state: string },
): Html {
  const { say } = speaks;
  const { inputs, help, id, title } = question;
  const isAlone = inputs.length === 1;
  const parts = html`${faults !== undefined && faults.size > 0 && summary(speaks, question, faults)}
    ${!isAlone && html`<h1>${say(title)}</h1>`} ${!isAlone && helpView(speaks, help)}
    ${inputs.map((input) => {
      const fault = faults?.get(input.name);
      const shown = { typed: typed[input.name] ?? '', isAlone, help: isAlone ? help : undefined, fault };
      return inputView(speaks, input, shown);
    })}
    <button type="submit" name="do" value="next">${say(L.goOn)}</button>
    <button type="submit" name="do" value="back" class="plain">${say(L.back)}</button>`;
  return formOf({ at: id, state, parts });
}

function helpView({ say }: Speaking, help: Bilingual | undefined): Html | undefined {
  return help === undefined ? undefined : html`<p class="help" id="help">${say(help)}</p>`;
}

function summary({ say }: Speaking, { inputs }: Question, faults: Faults): Html {
  const wrong = inputs.flatMap((input) => {
    const fault = faults.get(input.name);
    return fault === undefined ? [] : [{ input, fault }];
  });
  return html`<div class="summary" role="alert">
    <h2>${say(L.wrongTitle)}</h2>
    <ul>
      ${wrong.map(
        ({ input, fault }) =>
          html`<li><a href="#${input.name}">${say(input.label)}${faultText(say, input, fault)}</a></li>`,
      )}
    </ul>
  </div>`;
}

function faultText(say: Speaking['say'], { kind }: Input, fault: FaultName): string {
  return ` ${filled(say(FAULTS[fault]), { most: kind === 'text' ? MOST.text : MOST.line })}`;
}

interface Shown {
  typed: string;
  /** It is the only thing asked on its page: then its label is what the page is called. */
  isAlone: boolean;
  help: Bilingual | undefined;
  fault: FaultName | undefined;
}

function inputView(speaks: Speaking, input: Input, shown: Shown): Html {
  const { say } = speaks;
  const { name, kind, choices = [] } = input;
  const { isAlone, typed, fault } = shown;
  const title = html`${say(input.label)}${!input.isNeeded && say(L.optional)}`;
  const wrong =
    fault !== undefined && html`<p class="wrong" id="${name}-wrong">${faultText(say, input, fault).trim()}</p>`;
  const circles =
    kind === 'yesNo'
      ? [
          { value: 'yes', title: L.yes },
          { value: 'no', title: L.no },
        ]
      : choices;
  if (kind === 'yesNo' || (kind === 'choice' && choices.length <= MOST_CIRCLES))
    return html`<fieldset class="question" ${describedBy(name, shown)}>
      <legend>${isAlone ? html`<h1>${title}</h1>` : title}</legend>
      ${helpView(speaks, shown.help)} ${wrong}
      ${circles.map(
        ({ value, title: called }, i) =>
          html`<label class="radio row"
            ><input
              type="radio"
              name="${name}"
              value="${value}"
              ${i === 0 && html`id="${name}"`}
              ${value === typed && html`checked`}
            />
            ${say(called)}</label
          >`,
      )}
    </fieldset>`;
  const label = html`<label for="${name}">${title}</label>`;
  return html`${isAlone ? html`<h1>${label}</h1>` : label} ${helpView(speaks, shown.help)} ${wrong}
  ${fieldOf(speaks, input, shown)}`;
}

function fieldOf({ say }: Speaking, { name, kind, choices = [], fillsIn }: Input, shown: Shown): Html {
  const { typed } = shown;
  const marks = html`id="${name}" name="${name}" ${describedBy(name, shown)}
  ${shown.fault !== undefined && html`aria-invalid="true"`}
  ${fillsIn === undefined ? html`autocomplete="off"` : html`autocomplete="${fillsIn}"`}`;
  if (kind === 'choice')
    return html`<select ${marks}>
      <option value="">${say(L.chooseOne)}</option>
      ${choices.map(
        ({ value, title }) =>
          html`<option value="${value}" ${value === typed && html`selected`}>${say(title)}</option>`,
      )}
    </select>`;
  if (kind === 'text') return html`<textarea ${marks} rows="6" maxlength="${MOST.text}">${typed}</textarea>`;
  const { type, mode } = TYPES[kind] ?? { type: 'text', mode: 'text' };
  return html`<input ${marks} type="${type}" inputmode="${mode}" maxlength="254" value="${typed}" />`;
}

const TYPES: Partial<Record<Input['kind'], { type: string; mode: string }>> = {
  date: { type: 'date', mode: 'numeric' },
  email: { type: 'email', mode: 'email' },
  phone: { type: 'tel', mode: 'tel' },
  money: { type: 'text', mode: 'decimal' },
  number: { type: 'text', mode: 'decimal' },
};

function describedBy(name: string, { help, fault }: Shown): Html | undefined {
  const ids = [...(help === undefined ? [] : ['help']), ...(fault === undefined ? [] : [`${name}-wrong`])];
  return ids.length === 0 ? undefined : html`aria-describedby="${ids.join(' ')}"`;
}
