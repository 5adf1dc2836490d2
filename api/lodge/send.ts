import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { customerOf } from '../../domain/case/customer';
import { ADDRESS_KINDS } from '../../domain/channels/channels';
import { pathOfPlace } from '../../domain/values/place';
import { both } from '../../domain/values/text';
import { asProblem } from '../as-problem';
import { intakeBodySchema } from '../case/intake-body';
import type { PlainIntake } from '../case/intake-body';
import type { Recorder } from '../case/register-complaint';
import { registerFor } from '../case/register-complaint';
import type { Deps } from '../deps';
import { fieldErrors } from '../field-errors';
import { local } from '../local';
import type { FieldError } from '../problem';
import type { ProblemCode } from '../problem-types';
import type { Lodging } from './lodging';

/** Complaints of one contact that are open at a time; more are told to staff. */
const MOST_OPEN = 10;

/** A customer who registers by themselves. Their keys are the form's, and no staff id has a colon. */
const CUSTOMER: Recorder = {
  owner: 'lodge:',
  by: customerOf,
  placeFor: (known, { policy }, named) => {
    const kinds = policy.places?.kinds;
    if (kinds === undefined) return { errors: [] };
    const place = known.get(named ?? '');
    return place === undefined || !kinds.includes(place.kind)
      ? {
          errors: [{ field: 'place', code: 'invalid_value', message: both('没有此单位。', 'There is no such place.') }],
        }
      : { places: pathOfPlace(known, place.id), errors: [] };
  },
};

/** What became of a complaint that was sent. */
export type Sent =
  | { readonly no: string; readonly isChanged?: true }
  | { readonly errors: readonly FieldError[] }
  | { readonly comesBack: ProblemCode; readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** It may have been taken, or will be in a moment: the same once more is right. */
const COMES_BACK: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['StoreUnavailable', 'EngineUnavailable', 'NumberTaken', 'AnswerLate', 'NotReady'] as const),
  ...(['KeyReused', 'Busy', 'NotRecorded', 'CaseStopped'] as const),
]);

/**
 * Registers a complaint as its customer's own, by the way of all complaints. However often a form is sent, it is
 * one; sent again with other words, the first remains, as soon as it has been recorded.
 */
export async function send(
  deps: Deps,
  { request, response }: { request: Request; response: Response },
  lodging: Lodging,
  values: ReadonlyMap<string, unknown>,
): Promise<Sent> {
  const parsed = intakeBodySchema.safeParse(bodyOf(lodging, values));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const body = parsed.data;
  try {
    const repeat = await sentBefore(deps, lodging, body);
    if (repeat === 'changed') return { no: await numberOf(deps, lodging.key), isChanged: true };
    if (repeat === undefined) await withinLimits(deps, { request, response }, body);
    const key = repeat === 'unrecorded' ? keyOfChanged(deps, lodging.key, body) : lodging.key;
    const log = deps.log.child({ request: local(response).requestId });
    const { no, isNew } = await registerFor({ deps, body, key, log, respondAsync: false }, CUSTOMER);
    local(response).no = no;
    local(response).account = customerOf(no).id;
    log.info({ no, staff: customerOf(no).id, isNew }, 'registered');
    return { no };
  } catch (error) {
    const { code, status, headers, details } = asProblem(error);
    local(response).problem = code;
    if (code === 'Invalid') return { errors: details.errors ?? [] };
    if (COMES_BACK.has(code) || code === 'TooManyRequests') return { comesBack: code, status, headers };
    throw error;
  }
}

/** The body that staff would send, by the paths of what was asked. */
function bodyOf({ language }: Lodging, values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = { channel: 'web', language, complainant: {} };
  for (const [path, value] of values) {
    const [name = '', inner] = path.split('.');
    if (inner === undefined) body[name] = value;
    else body[name] = { ...(body[name] as object | undefined), [inner]: value };
  }
  return body;
}

/** Whether the form was sent before: with other words, or with others that came to nothing. */
async function sentBefore(
  deps: Deps,
  { key }: Lodging,
  body: PlainIntake,
): Promise<'same' | 'changed' | 'unrecorded' | undefined> {
  const claim = await claimOf(deps, key);
  if (claim === undefined) return undefined;
  if (claim.fingerprint === deps.fingerprint.of(body)) return 'same';
  return (await deps.models.register.get(claim.no)) === undefined ? 'unrecorded' : 'changed';
}

function claimOf({ models, fingerprint }: Deps, key: string) {
  return models.intakeKeys.find({ who: CUSTOMER.owner, key: fingerprint.keyOf(CUSTOMER.owner, key) });
}

async function numberOf(deps: Deps, key: string): Promise<string> {
  const claim = await claimOf(deps, key);
  if (claim === undefined) throw new Error('An intake key vanished');
  return claim.no;
}

/** What was sent first came to nothing yet, and may not be what is meant now: the same key for the same words. */
function keyOfChanged({ fingerprint }: Deps, key: string, body: PlainIntake): string {
  return createHash('sha256')
    .update(`${key}\n${fingerprint.of(body)}`)
    .digest('hex');
}

/**
 * Counts a new complaint by its address and by the contact in it. Whichever is too often is answered the same, so that
 * nobody learns from it whether a contact is known.
 * @throws Problem TooManyRequests
 */
async function withinLimits(
  deps: Deps,
  { request, response }: { request: Request; response: Response },
  { complainant }: PlainIntake,
): Promise<void> {
  await deps.limits.lodgedFrom(request, response);
  const { register, searchKeys } = deps.models;
  const { phone, email } = complainant;
  const text = phone ?? email;
  if (text === undefined) return;
  const kind = phone === undefined ? ADDRESS_KINDS.email : ADDRESS_KINDS.phone;
  local(response).contact = searchKeys.tokenIndex.address(kind, text) ?? '';
  await deps.limits.lodgedBy(request, response);
  const open = await register.list(
    { text, status: 'open', channel: 'web' },
    { by: 'recordedAt', descending: true },
    { limit: MOST_OPEN },
  );
  if (open.items.length >= MOST_OPEN) throw deps.limits.tooManyLodged();
}
