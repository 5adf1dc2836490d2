import { randomBytes, randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { ActionAnswer } from '../../domain/file/action-answer';
import { answerOf } from '../../domain/file/action-answer';
import type { Actor } from '../../domain/file/envelope';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { Place } from '../../domain/values/place';
import { intakeSchema } from '../../domain/case/intake';
import type { Intake } from '../../domain/case/intake';
import { localDateOf } from '../../domain/time/local-time';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { wordsOf } from '../../domain/policy/words';
import { refuse } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import { isUp } from '../../models/connect';
import { COMPLAINT_WORKFLOW, recordUpdate, TASK_QUEUE } from '../../workflows/messages';
import type { ComplaintInput } from '../../workflows/messages';
import { invalid } from '../invalid';
import type { Deps } from '../deps';
import type { Call, SignedCall } from '../operation';
import { policyFor } from '../policies';
import type { FieldError } from '../problem';
import { Problem, refused } from '../problem';
import { checkedData } from '../seal-data';
import { storeUnavailable } from '../unavailable';
import { checkIntake } from './check-intake';
import { CONFIDENTIAL, mayBeJoined } from './check-target';
import { askWithin, failureOf, problemOf } from './engine';
import type { PlainIntake } from './intake-body';
import { vaultFor } from './opening';
import { placeOfIntake } from './place-of-intake';
import { untilStored } from './stored';

/** What registering came to. */
export interface Registered {
  no: string;
  key: string;
  /** False for a repeat of an earlier request. */
  isNew: boolean;
  /** Absent if the caller didn't want to wait. */
  answer?: ActionAnswer;
}

/**
 * How keys begin that belong to the house and no person: a row of a file is the same whoever imports it. No staff id has a
 * colon.
 */
const IMPORT_KEYS = 'import:';

/** A registration, whoever asks for it. */
export type Registering = Pick<Call<unknown, unknown, PlainIntake>, 'deps' | 'body' | 'key' | 'log' | 'respondAsync'>;

/** Who registers a complaint: whose their keys are, who stands in the file for it, and for which places they may. */
export interface Recorder {
  readonly owner: string;
  readonly by: (no: string) => Actor;
  readonly placeFor: (
    known: ReadonlyMap<string, Place>,
    bundle: PolicyBundle,
    named: string | undefined,
  ) => { places?: string[]; errors: FieldError[] };
}

/** The workflow as this room knows it: by its input, never by its code. */
type ComplaintWorkflow = (input: ComplaintInput) => Promise<unknown>;

/**
 * Registers a complaint: number, key, seal, workflow, in this order, so that whatever breaks off in between is made good
 * by a repeat with the same key, and nothing is accepted that could be lost. The number is answered once the case has
 * recorded it.
 *
 * @throws Problem Invalid; WrongPlace for a place where the caller holds no post; KeyReused for another body under the same key; StoreUnavailable before anything is accepted;
 *   AnswerLate when the case may yet record it
 */
export async function registerComplaint(call: SignedCall<unknown, unknown, PlainIntake>): Promise<Registered> {
  const { actor, key } = call;
  return registerFor(call, {
    owner: key?.startsWith(IMPORT_KEYS) === true ? IMPORT_KEYS : actor.id,
    by: () => actor,
    placeFor: (known, bundle, named) => placeOfIntake(known, bundle, actor, named),
  });
}

/**
 * The same for a complaint that somebody registers for whom there is no account: who that is can depend on the number
 * that it gets.
 * @param key made by us, and unknown to anybody but whoever sends it
 */
export async function registerFor(call: Registering, recorder: Recorder): Promise<Registered> {
  const { deps, body } = call;
  // Without the database nobody could find the complaint, nor tell a repeat from a new one.
  if (!(await isUp(deps.connection))) throw storeUnavailable(undefined);
  const { policy: wanted, follows, place, ...intake } = body;
  const bundle = await policyFor(deps, wanted);
  const checked = await checkedData(deps, { name: 'intake', schema: intakeSchema, data: intake }, () =>
    Promise.resolve(new Set([...wordsOf(bundle), ...deps.remedies.keys()])),
  );
  const { directory } = deps.models;
  // Entered a moment ago, it is not in memory yet.
  if (place !== undefined && !directory.places().has(place)) await directory.refresh();
  const { places, errors: ofPlace } = recorder.placeFor(directory.places(), bundle, place);
  const ofPolicy = [...checkIntake(intake, bundle), ...ofPlace];
  // What the policy says of a field says more than that it has no such word.
  const others = checked.errors.filter(({ field }) => !ofPolicy.some((one) => one.field === field));
  const errors = [...others, ...ofPolicy];
  if (follows !== undefined) errors.push(...(await checkFollowed(deps, bundle, follows)));
  if (errors.length > 0) throw invalid(errors);

  const key = call.key ?? randomUUID();
  const keptKey = deps.fingerprint.keyOf(recorder.owner, key);
  const fingerprint = deps.fingerprint.of(body);
  const claim = await deps.models.intakeKeys.claim({
    who: recorder.owner,
    key: keptKey,
    no: newNumber(deps.clock(), bundle),
    fingerprint,
  });
  if (claim.fingerprint !== fingerprint) throw keyReused();

  const { no } = claim;
  const by = recorder.by(no);
  const seal = await vaultFor({ deps, actor: by, log: call.log }).sealerForNew(no);
  const input: ComplaintInput = {
    no,
    policy: bundle.policy,
    intake: checked.sealedBy(seal) as Intake,
    by,
    key: keptKey,
    fingerprint,
    ...(follows === undefined ? {} : { follows }),
    ...(places === undefined ? {} : { places }),
  };
  const registered = { no, key, isNew: claim.isNew };
  try {
    if (call.respondAsync) {
      await start(call, input);
      return registered;
    }
    const until = Date.now() + deps.config.answerWithinMs;
    const answer = await startAndAwait(call, input);
    await untilStored(deps.models.register, answer, { key, until });
    return { ...registered, answer };
  } catch (error) {
    return afterFailure(call, registered, error);
  }
}

/** An earlier complaint is there, and may be named by this one. */
async function checkFollowed({ models }: Deps, { hash }: PolicyBundle, follows: string): Promise<FieldError[]> {
  const earlier = await models.register.get(follows);
  if (earlier === undefined) {
    const message = both('没有此编号的投诉。', 'No complaint has this number.');
    return [{ field: 'follows', code: 'invalid_value', message }];
  }
  const joins = await mayBeJoined(models, earlier.state.policy, { bundleHash: hash });
  return joins ? [] : [{ field: 'follows', ...CONFIDENTIAL }];
}

/** Starts the case, or finds it started by an earlier attempt, and waits until it has recorded the complaint. */
async function startAndAwait({ deps }: Registering, input: ComplaintInput): Promise<ActionAnswer> {
  const startWorkflowOperation = new WithStartWorkflowOperation<ComplaintWorkflow>(COMPLAINT_WORKFLOW, {
    workflowId: input.no,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  });
  return askWithin(deps.temporal, deps.config.answerWithinMs, () =>
    deps.temporal.workflow.executeUpdateWithStart(recordUpdate, {
      args: [{ fingerprint: input.fingerprint }],
      // A flood of repeats is one update to the engine, and all are given its answer.
      updateId: `record ${input.fingerprint}`,
      startWorkflowOperation,
    }),
  );
}

async function start({ deps }: Registering, input: ComplaintInput): Promise<void> {
  await askWithin(deps.temporal, deps.config.answerWithinMs, () =>
    deps.temporal.workflow.start<ComplaintWorkflow>(COMPLAINT_WORKFLOW, {
      workflowId: input.no,
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    }),
  );
}

async function afterFailure({ deps }: Registering, registered: Registered, error: unknown): Promise<Registered> {
  const { no, key, isNew } = registered;
  const failure = failureOf(error);
  const isTaken = error instanceof WorkflowExecutionAlreadyStartedError;
  // A number that nobody had claimed stands for another complaint: one chance in hundreds of millions a day.
  if ((isTaken && isNew) || (failure.kind === 'refused' && failure.refusal.code === 'AnotherComplaint'))
    throw new Problem('NumberTaken', {
      wayOut: both('请用新的幂等键重试。', 'Try again with a new key.'),
      headers: { 'Retry-After': '1' },
    });
  if (isTaken || failure.kind === 'notOpen') {
    // A late repeat: the case has run its course.
    const record = await deps.models.register.get(no);
    return record === undefined ? registered : { ...registered, answer: answerOf(record.state, 1) };
  }
  const problem = problemOf(failure, error, key);
  if (problem instanceof Problem && problem.code === 'AnswerLate') problem.headers['Location'] = locationOf(no);
  throw problem;
}

/** The address of a complaint. */
export function locationOf(no: string): string {
  return `/api/v1/complaints/${no}`;
}

/** The day in a number is that of the organisation, not of the server. */
function newNumber(now: Date, { calendar }: PolicyBundle): string {
  return formatComplaintNumber(localDateOf(now.getTime(), calendar.zone), randomBytes(8));
}

function keyReused(): Problem {
  return refused(
    refuse(
      'KeyReused',
      422,
      both('此幂等键已用于另一内容的登记。', 'This key was already used to register different content.'),
      both('请换一个新的幂等键。', 'Use a new key.'),
    ),
  );
}
