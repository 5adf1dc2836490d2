import { randomUUID } from 'node:crypto';
import type { ActionDefinition } from '../../domain/actions/action';
import type { ActionAnswer } from '../../domain/file/action-answer';
import { answerOf } from '../../domain/file/action-answer';
import type { Envelope } from '../../domain/file/envelope';
import { judgeMessage } from '../../domain/case/judge-message';
import type { Refusal } from '../../domain/file/refusal';
import { wordsOf } from '../../domain/policy/words';
import type { CaseState } from '../../domain/case/state';
import { KeyDestroyed, KeyUnknown } from '../../vault/key-store';
import type { Sealer } from '../../vault/vault';
import { actionSignal, actionUpdate } from '../../workflows/messages';
import type { Deps } from '../deps';
import type { SignedCall } from '../operation';
import { refused } from '../problem';
import { sealedData } from '../seal-data';
import { storeUnavailable } from '../unavailable';
import { personsNamed } from './persons-named';
import { checkJoined } from './check-target';
import { vacancyOf, whoCould } from './eligible';
import { claimFiles, filesNamed, releaseFiles } from './files-named';
import { askWithin, failureOf, problemOf } from './engine';
import { sendInPassing } from './in-passing';
import { noSuchComplaint } from './number';
import { vaultFor } from './opening';
import { storedCase } from './read-case';
import { firstReceived } from './received';
import { stopped } from './stopped';
import { untilStored } from './stored';

/** An action as it was asked for: its data plain, by the action's own schema. */
export interface Asked {
  no: string;
  action: ActionDefinition;
  task: string | undefined;
  data: unknown;
}

/** What an action came to; without an answer, the caller didn't want to wait. */
export interface Acted {
  key: string;
  answer?: ActionAnswer;
}

/**
 * Does something to a case in the caller's name: seals what they wrote, sends it, and waits until the case has settled
 * and its events are stored.
 * @throws Problem with the case's reason if it refuses; Invalid for what the data name and is not there; AnswerLate if it may yet accept; NotFound
 */
export async function act(call: SignedCall, asked: Asked): Promise<Acted> {
  const { deps, actor } = call;
  const { no, action, task, data } = asked;
  const files = await filesNamed(call, { no, schema: action.data, data });
  const words = await sealed(call, asked, files);
  await checkJoined(deps, { no, by: actor, schema: action.data, data });
  const named = await personsNamed(deps, action, data);
  const key = call.key ?? randomUUID();
  // Keys are each person's own: one that somebody else has used is no repeat.
  const keptKey = deps.fingerprint.keyOf(actor.id, key);
  const fingerprint = deps.fingerprint.of([action.name, no, task ?? null, data, actor.for ?? null]);
  // However often it is repeated, it is one update to the engine.
  const updateId = deps.fingerprint.of([keptKey, fingerprint]);
  const message: Envelope = {
    key: keptKey,
    by: actor,
    via: 'api',
    at: call.receivedAt.toISOString(),
    ...(task === undefined ? {} : { task }),
    ...(named === undefined ? {} : { named }),
    ...(await vacancy(deps, no, action.gives?.(data))),
    received: await firstReceived(call, updateId),
    fingerprint,
    data: words,
  };
  await claimFiles(deps, no, files);
  const handle = deps.temporal.workflow.getHandle(no);
  const { answerWithinMs } = deps.config;
  const until = Date.now() + answerWithinMs;
  try {
    if (call.respondAsync) {
      await sendInPassing(deps, no, actionSignal(action.name), message);
      return { key };
    }
    const answer = await askWithin(deps.temporal, answerWithinMs, () =>
      handle.executeUpdate(actionUpdate(action.name), { args: [message], updateId }),
    );
    await untilStored(deps.models.register, answer, { key, until });
    return { key, answer };
  } catch (error) {
    const failure = failureOf(error);
    const isRefused = failure.kind === 'refused' || failure.kind === 'notOpen';
    if (isRefused) await releaseFiles(deps, no, files);
    if (failure.kind === 'notOpen') return { key, answer: await answerOfClosed(call, asked, { message, key }) };
    if (failure.kind === 'refused') throw refused(failure.refusal, await instead(deps, no, failure.refusal));
    throw problemOf(failure, error, key);
  }
}

/** Whom one could give a task to that the person named may not have. */
async function instead(deps: Deps, no: string, { duty }: Refusal): Promise<ReturnType<typeof whoCould> | undefined> {
  const read = duty === undefined ? undefined : await storedCase(deps, no);
  return duty === undefined || read?.policy === undefined
    ? undefined
    : whoCould(deps.models.directory.all(), { state: read.state, policy: read.policy }, duty);
}

/** What the directory says of a task that is to be given away. */
async function vacancy(deps: Deps, no: string, given: string | undefined): Promise<Pick<Envelope, 'vacant'>> {
  const read = given === undefined ? undefined : await storedCase(deps, no);
  const task = read?.state.tasks[given ?? ''];
  if (read?.policy === undefined || task === undefined) return {};
  return vacancyOf(deps.models.directory.all(), { state: read.state, policy: read.policy }, task);
}

async function sealed(
  call: SignedCall,
  { no, action, data }: Asked,
  files: ReadonlyMap<string, string>,
): Promise<unknown> {
  const { deps } = call;
  return sealedData(
    deps,
    { name: action.name, schema: action.data, data, field: 'data', files },
    { seal: await sealerFor(call, no), words: () => wordsOfCase(deps, no) },
  );
}

/**
 * Words of the case's policy, of remedies and of the business it is about; undefined where nothing is stored of it.
 * @throws Problem StoreUnavailable: without the policy nobody can tell its words from a person's
 */
async function wordsOfCase(deps: Deps, no: string): Promise<ReadonlySet<string> | undefined> {
  const stored = await storedCase(deps, no);
  if (stored === undefined) return undefined;
  const { bundle, state } = stored;
  if (bundle === undefined) throw storeUnavailable(undefined);
  const suppliers = [state.intake?.respondent.supplier, state.findings?.supplier].filter((name) => name !== undefined);
  return new Set([...wordsOf(bundle), ...deps.remedies.keys(), ...suppliers]);
}

/** Seals for a case; where that can't be, an action without words goes through all the same. */
async function sealerFor(call: SignedCall, no: string): Promise<Sealer> {
  try {
    return await vaultFor(call).sealerFor(no);
  } catch (error) {
    if (error instanceof KeyUnknown) return () => throwing(noSuchComplaint());
    if (error instanceof KeyDestroyed) return () => throwing(error);
    throw error;
  }
}

function throwing(error: Error): never {
  throw error;
}

/** A closed case refuses, but for the repeat of what it took while it was open. */
async function answerOfClosed(
  { deps }: SignedCall,
  { no, action }: Asked,
  { message, key }: { message: Envelope; key: string },
): Promise<ActionAnswer> {
  const record = await deps.models.register.get(no);
  if (record === undefined) throw noSuchComplaint();
  // The register may be behind a case that has just closed.
  const state: CaseState = { ...record.state, status: 'closed' };
  const { policy } = await deps.models.bundles.get(state.policy.bundleHash);
  const now = deps.clock().toISOString();
  const judged = judgeMessage({ state, policy, action: action.name, raw: message, busy: false, now });
  if (judged.verdict === 'refuse') {
    const isOpen = record.state.status !== 'closed' && judged.refusal.code === 'Closed';
    throw (isOpen ? await stopped(deps, no, key) : undefined) ?? refused(judged.refusal);
  }
  return answerOf(state, judged.verdict === 'repeat' ? judged.seq : state.seq);
}
