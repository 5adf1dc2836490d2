import { z } from 'zod';
import { instantSchema } from '../time/instant';

/**
 * Kinds of actor. `staff` acts in roles that the directory gives; a `customer` and their `representative` speak for the
 * complainant of their own case alone; a `service` is a program of ours or of others (an incident, an integration), an
 * `administrator` keeps accounts and no cases.
 */
export const ACTOR_KINDS = ['staff', 'customer', 'representative', 'service', 'administrator'] as const;

/**
 * Who does something to a case. The API fills it from the session; nothing a caller writes into a body gets here.
 * `for` is the colleague whose substitute acts ("X for Y"): every rule about persons is applied to both.
 */
const actorSchema = z.strictObject({
  id: z.string().min(1).max(100),
  /** Staff, where nothing is said. What another kind may do is decided kind by kind (docs/decisions/0014). */
  kind: z.enum(ACTOR_KINDS).optional(),
  roles: z.array(z.string().max(100)).max(50),
  departments: z.array(z.string().max(100)).max(50),
  /** Units at which the roles are held; each counts for everything below it. */
  places: z.array(z.string().max(60)).max(200).optional(),
  for: z.string().min(1).max(100).optional(),
  /** With `for`: where the substitute belongs, since `departments` are then the colleague's. Bars them, entitles to nothing. */
  ownDepartments: z.array(z.string().max(100)).max(50).optional(),
});
export type Actor = z.infer<typeof actorSchema>;

/** What the directory knows of somebody whom a message names. */
const namedSchema = z.strictObject({
  roles: z.array(z.string().max(100)).max(50),
  departments: z.array(z.string().max(100)).max(50),
  places: z.array(z.string().max(60)).max(200).default([]),
  /** False for somebody who has left, or whom the directory does not know. */
  active: z.boolean(),
});
export type NamedPerson = z.infer<typeof namedSchema>;

/** Every message to a case: whose it is, once (`key`), by which way it came, and what it says. */
const envelopeSchema = z.strictObject({
  /** The sender's idempotency key: the same key with the same data is answered with the first result. */
  key: z.string().min(1).max(200),
  by: actorSchema,
  /** `api` only when our API sent it. Whatever came past it is `temporal` and needs the policy's leave. */
  via: z.enum(['api', 'temporal']).default('temporal'),
  /** When the person acted, by the sender's clock; the case's own time counts for deadlines. */
  at: z.iso.datetime().optional(),
  /**
   * When the API received it, the first time under its key: what was due before that has happened before it. Without it
   * (and past the API, whatever it says) a message counts from when the case sees it.
   */
  received: instantSchema().optional(),
  /** Task meant, when several open tasks take the same action. */
  task: z.string().max(200).optional(),
  /**
   * The sender's mark of what was meant, where `data` is sealed: sealing gives another text each time, so that the case
   * itself could not tell a repeat from another request under the same key. Without it the case marks `data` as it came.
   */
  fingerprint: z.string().min(16).max(64).optional(),
  /**
   * The persons whom `data` names, by staff id, as the directory knew them when the message was sent. The API fills it;
   * a message without it names nobody who may be given anything.
   */
  named: z.record(z.string().max(100), namedSchema).optional(),
  /**
   * Complaints that `data` name and that belong to a place, by number: the path to it, as the register has it. The API
   * fills it.
   */
  paths: z.record(z.string().max(40), z.array(z.string().max(60)).max(50)).optional(),
  /** By the directory as it is now, nobody at all is eligible for the task that is to be given away. The API finds out. */
  vacant: z.literal(true).optional(),
  data: z.unknown(),
});
export type Envelope<D = unknown> = Omit<z.infer<typeof envelopeSchema>, 'data'> & { data: D };

/** A message as it came, or what is wrong with it. */
export function parseEnvelope(raw: unknown): z.ZodSafeParseResult<z.output<typeof envelopeSchema>> {
  return envelopeSchema.safeParse(raw);
}

/** Who said something, to be kept: with the colleague in whose place they did, so that `personsOf` has both again. */
export function speakerOf(actor: Pick<Actor, 'id' | 'for'> | undefined): { by: string; byFor?: string } {
  return { by: actor?.id ?? '', ...(actor?.for === undefined ? {} : { byFor: actor.for }) };
}

/** The person on whose authority an actor acts, and the actor: both are bound by conflict of interest. */
export function personsOf(actor: Pick<Actor, 'id' | 'for'>): string[] {
  return actor.for === undefined ? [actor.id] : [actor.id, actor.for];
}

/**
 * Whose post somebody acts in: what they take on there is the colleague's for whom they stand in, and stays so when the
 * substitution is over.
 */
export function holderOf(actor: Pick<Actor, 'id' | 'for'>): string {
  return actor.for ?? actor.id;
}

/** When a message was received, if the API says so; pure, and for any rubbish. */
export function receivedAt(raw: unknown): string | undefined {
  const { via, received } = (typeof raw === 'object' ? (raw ?? {}) : {}) as { via?: unknown; received?: unknown };
  return via === 'api' ? instantSchema().safeParse(received).data : undefined;
}
