import { randomUUID } from 'node:crypto';
import { normaliseComplaintNumber } from '../../domain/values/complaint-number';
import type { Envelope } from '../../domain/file/envelope';
import { namedIn } from '../../domain/actions/named-in';
import type { Proceeding, ProceedingAction } from '../../domain/linked-cases/definition';
import { judgeProceeding } from '../../domain/linked-cases/judge';
import type { ProceedingState } from '../../domain/linked-cases/state';
import type { Proceedings } from '../../models/proceedings';
import { KeyUnknown } from '../../vault/key-store';
import type { ProceedingAnswer } from '../../workflows/messages';
import { proceedingSignal, proceedingUpdate } from '../../workflows/messages';
import { personsNamed } from '../case/persons-named';
import { askWithin, failureOf, problemOf } from '../case/engine';
import { sendInPassing } from '../case/in-passing';
import { vaultFor } from '../case/opening';
import { firstReceived } from '../case/received';
import { stopped } from '../case/stopped';
import { untilStored } from '../case/stored';
import type { SignedCall } from '../operation';
import { wordsOf } from '../../domain/policy/words';
import type { Deps } from '../deps';
import { refused } from '../problem';
import { sealedData } from '../seal-data';
import { noSuchProceeding } from './number';

/** An action on a proceeding as it was asked for: its data plain. */
export interface AskedOf<S extends ProceedingState> {
  kind: Proceeding<S>;
  no: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- of any action
  action: ProceedingAction<S, any, any>;
  data: unknown;
}

/**
 * Does something to a proceeding in the caller's name, and waits until its events are stored. As with cases, the same
 * key is answered the same.
 *
 * @throws Problem with the proceeding's reason if it refuses; AnswerLate if it may yet accept; NotFound;
 *   Invalid naming whom nobody knows
 */
export async function actOn<S extends ProceedingState>(
  call: SignedCall,
  { kind, no, action, data }: AskedOf<S>,
  from: Pick<Proceedings<S>, 'get' | 'seqOf'>,
): Promise<{ key: string; answer?: Omit<ProceedingAnswer, 'upTo'> }> {
  const { deps, actor } = call;
  const named = await personsNamed(deps, action, data);
  const key = call.key ?? randomUUID();
  const seal = await vaultFor(call)
    .sealerFor(no)
    .catch((error: unknown) => {
      throw error instanceof KeyUnknown ? noSuchProceeding(kind.kind) : error;
    });
  const keptKey = deps.fingerprint.keyOf(actor.id, key);
  const fingerprint = deps.fingerprint.of([action.name, no, data, actor.for ?? null]);
  const updateId = deps.fingerprint.of([keptKey, fingerprint]);
  const message: Envelope = {
    ...{ key: keptKey, by: actor, via: 'api', at: call.receivedAt.toISOString() },
    ...(named === undefined ? {} : { named }),
    ...(await pathsOf(
      deps,
      namedIn(action.data, data, ['complaint']).map(({ id }) => id),
    )),
    received: await firstReceived(call, updateId),
    fingerprint,
    data: await sealedData(
      deps,
      { name: action.name, schema: action.data, data, field: 'data' },
      { seal, words: async () => wordsOfProceeding(deps, await from.get(no)) },
    ),
  };
  const handle = deps.temporal.workflow.getHandle(no);
  const { answerWithinMs } = deps.config;
  const until = Date.now() + answerWithinMs;
  try {
    if (call.respondAsync) {
      await sendInPassing(deps, no, proceedingSignal(action.name), message);
      return { key };
    }
    const { upTo, ...answer } = await askWithin(deps.temporal, answerWithinMs, () =>
      handle.executeUpdate(proceedingUpdate(action.name), { args: [message], updateId }),
    );
    await untilStored(from, { no, upTo }, { key, until });
    return { key, answer };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'notOpen') throw problemOf(failure, error, key);
    // It is over: it refuses, but for the repeat of what it took before.
    const state = await from.get(no);
    if (state === undefined) throw noSuchProceeding(kind.kind);
    const judged = judgeProceeding(kind, { ...state, status: 'closed' }, action.name, message);
    if (judged.verdict === 'refuse') {
      const isOpen = state.status !== 'closed' && judged.refusal.code === 'Closed';
      throw (isOpen ? await stopped(deps, no, key) : undefined) ?? refused(judged.refusal);
    }
    return { key, answer: { no, seq: judged.verdict === 'repeat' ? judged.seq : state.seq, status: state.status } };
  }
}

/** Undefined for one that is only just beginning: whoever opens it has checked what it says. */
async function wordsOfProceeding(
  { models }: Deps,
  state: ProceedingState | undefined,
): Promise<ReadonlySet<string> | undefined> {
  return state === undefined ? undefined : wordsOf(await models.bundles.get(state.policy.bundleHash));
}

/** Where the complaints belong that somebody names, as the register has it. */
async function pathsOf({ models }: SignedCall['deps'], cases: readonly string[]): Promise<Pick<Envelope, 'paths'>> {
  if (cases.length === 0) return {};
  const found = await Promise.all(
    cases.map(async (text) => {
      const no = normaliseComplaintNumber(text) ?? text;
      return [no, (await models.register.entry(no))?.places] as const;
    }),
  );
  const placed = found.flatMap(([no, places]) => (places === undefined ? [] : [[no, places] as const]));
  return placed.length === 0 ? {} : { paths: Object.fromEntries(placed) };
}
