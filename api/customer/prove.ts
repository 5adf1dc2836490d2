import { vaultFor } from '../case/opening';
import { local } from '../local';
import type { ProblemCode } from '../problem-types';
import type { AtLink } from './at-link';
import { actingIn, addressAt, speaksAtHome } from './at-link';
import type { Fields } from './doing';
import { html } from './html';
import { page } from './page';
import { giveBack, proofAskedOf, proves, takeGuess } from './proof';
import type { ProofLimits } from './proof';
import type { Visits } from './visits';
import { filled, PROOF_WORDS, W } from './words';

/** Asks whoever opened the link for proof that they are its customer. */
export function askForProof(at: AtLink, wrong?: { text: string; status: number; code: ProblemCode }): void {
  const { read, response } = at;
  const { say } = at.speaks;
  // A case without anything by which its customer could be known has a link that nobody gets any further by.
  const { ask, mode } = PROOF_WORDS[proofAskedOf(read.state.intake.complainant) ?? 'phone'];
  if (wrong !== undefined) local(response).problem = wrong.code;
  const main = html`<h1>${say(W.proofTitle)}</h1>
    ${wrong !== undefined && html`<p class="wrong" id="proof-wrong" role="alert">${wrong.text}</p>`}
    <form method="post" action="${addressAt(at, 'proof')}">
      <label for="proof">${say(ask)}</label>
      <input
        id="proof"
        name="proof"
        type="${mode === 'email' ? 'email' : 'text'}"
        inputmode="${mode}"
        autocomplete="off"
        maxlength="254"
        required
        ${wrong !== undefined && html`aria-invalid="true" aria-describedby="proof-wrong"`}
      />
      <button type="submit">${say(W.goOn)}</button>
    </form>`;
  response
    .status(wrong?.status ?? 200)
    .type('html')
    .send(page(speaksAtHome(at), W.proofTitle, main));
}

/** Begins a visit for whoever types what only the customer should know; each try counts before it is looked at. */
export async function prove(at: AtLink, { visits, limits }: { visits: Visits; limits: ProofLimits }): Promise<void> {
  const { request, response, read, token, speaks } = at;
  const { no, intake } = read.state;
  const wait = takeGuess(limits, no, request.ip ?? '');
  if (wait !== undefined) {
    response.set('Retry-After', String(wait));
    const text = filled(speaks.say(W.tooOften), { minutes: Math.ceil(wait / 60) });
    askForProof(at, { text, status: 429, code: 'TooManyAttempts' });
    return;
  }
  const typed = (request.body as Fields | undefined)?.['proof'];
  const complainant = await vaultFor(actingIn(at)).openDeep(intake.complainant, no);
  if (typeof typed !== 'string' || !proves(complainant, typed)) {
    askForProof(at, { text: speaks.say(W.wrongProof), status: 403, code: 'WrongCredentials' });
    return;
  }
  giveBack(limits, no, request.ip ?? '');
  response.set('Set-Cookie', visits.cookieOf(token)).redirect(303, addressAt(at, ''));
}
