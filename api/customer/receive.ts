import { customerOf } from '../../domain/case/customer';
import { isTaken } from '../../domain/file/keys-taken';
import { asProblem } from '../as-problem';
import { act } from '../case/act';
import { local } from '../local';
import type { ProblemCode } from '../problem-types';
import { actingIn } from './at-link';
import { caseOfLink } from './case-of-link';
import { isAsked } from './asks';
import { askIn, doneBy } from './doing';
import type { Fields } from './doing';
import { againView } from './form-view';
import { page } from './page';
import type { Visiting } from './visiting';
import { keyIn, showCase, showForm } from './visiting';
import { W } from './words';
import type { Doing } from './words';

/** It may have been taken, or will be in a moment: the same form once more is right. */
const COMES_BACK: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['Busy', 'MergeUnderWay', 'NotRecorded', 'AnswerLate'] as const),
  ...(['StoreUnavailable', 'EngineUnavailable', 'CaseStopped', 'NotReady'] as const),
]);

/**
 * Takes what a form says as the customer's own, once however often it is sent. What the case refuses has changed since
 * the form was read: then the customer sees how it stands now.
 */
export async function receive(here: Visiting, name: Doing): Promise<void> {
  const { deps, request, response, token, view, visits, visit, speaks, read } = here;
  const fields = (request.body ?? {}) as Fields;
  const isOurs = visits.isOurForm(token, visit, fields['form']) && request.get('Sec-Fetch-Site') !== 'cross-site';
  const key = keyIn(fields);
  if (!isOurs || key === undefined) {
    local(response).problem = 'CrossSite';
    showCase(here, { text: speaks.say(W.oldForm), isWrong: true }, 403);
    return;
  }
  const { no, keys } = read.state;
  const ask = askIn(view, name, fields);
  const isRepeat = isTaken(keys, deps.fingerprint.keyOf(customerOf(no).id, key));
  if (isAsked(name) && (ask === undefined || !(ask.isOpen || isRepeat))) {
    local(response).problem = 'TaskEnded';
    showCase(here, { text: speaks.say(W.changed), isWrong: true }, 409);
    return;
  }
  const done = doneBy(view, name, fields, ask);
  if ('faults' in done) {
    showForm(here, name, { fields, faults: done.faults, status: 400 });
    return;
  }
  const call = actingIn(here, key);
  try {
    const { answer } = await act(call, { no, task: undefined, ...done });
    call.log.info({ no, action: done.action.name, staff: call.actor.id, seq: answer?.seq }, 'acted');
    response.redirect(303, `${view.at('')}&done=${name}`);
  } catch (error) {
    const { code, status, headers } = asProblem(error);
    if (code === 'Internal') throw error;
    local(response).problem = code;
    response.set(headers);
    if (COMES_BACK.has(code)) {
      response
        .status(status)
        .type('html')
        .send(page(speaks, W.busyTitle, againView(view, name, fields)));
      return;
    }
    const now = (await caseOfLink(deps, token)) ?? read;
    showCase({ ...here, view: { ...view, read: now } }, { text: speaks.say(W.changed), isWrong: true }, status);
  }
}
