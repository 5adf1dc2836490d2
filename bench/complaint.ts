import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { markedSchema, settle } from '../domain/actions/data-kinds';
import type { DataSchema } from '../domain/actions/data-kinds';
import { fieldAt } from '../domain/values/sealed';
import { sampleStaff } from '../cli/sample-staff';
import { ACTIONS } from '../domain/actions';
import { formatComplaintNumber } from '../domain/values/complaint-number';
import type { Actor, Envelope } from '../domain/file/envelope';
import { intakeSchema } from '../domain/case/intake';
import type { Intake } from '../domain/case/intake';
import type { Sealer, Vault } from '../vault/vault';

/** A complaint ready to be sent: number, key and seals made, as the API does before it speaks to Temporal. */
export interface PreparedComplaint {
  no: string;
  intake: Intake;
  /** What people do to it from beginning to end, in order. */
  messages: { action: string; envelope: Envelope }[];
}

/** As the API takes it: told by mail, 399 yuan, by quality management. */
export const COMPLAINT = {
  category: 'quality',
  channel: 'email',
  language: 'en',
  complainant: { name: 'Oliver Marsh', email: 'oliver.marsh@example.com' },
  text: 'The rice cooker stopped heating on the ninth day. The keep-warm light is on but the pot stays cold.',
  demand: { kind: 'refund', amountFen: 39_900 },
  receiptFen: 39_900,
};

/** The plain way through the eight steps: founded, approved, accepted, satisfied, one person penalised. */
const DEEDS: { by: string; action: string; data: Record<string, unknown> }[] = [
  { by: 'lin', action: 'judge', data: { founded: true, reason: 'The receipt and the photograph say so.' } },
  { by: 'zhao', action: 'accept', data: {} },
  {
    by: 'zhao',
    action: 'submitFindings',
    data: { cause: 'A loose contact below the plate.', persons: ['qian'], lossFen: 39_900 },
  },
  {
    by: 'zhao',
    action: 'propose',
    data: { options: [{ remedies: [{ kind: 'refund', params: { amountFen: 39_900, to: 'originalPayment' } }] }] },
  },
  { by: 'chen', action: 'approve', data: { comment: 'Agreed.' } },
  { by: 'lin', action: 'answerOffer', data: { accepted: true } },
  { by: 'lin', action: 'recordCallback', data: { reached: true, satisfied: true } },
  { by: 'zheng', action: 'decidePenalties', data: {} },
  {
    by: 'wu',
    action: 'planImprovement',
    data: { measures: [{ what: 'Every plate is tested under load.', owner: 'zhao' }] },
  },
  { by: 'chen', action: 'review', data: { lesson: 'The contact was known from the repairs of spring.' } },
];

const STAFF = new Map(
  sampleStaff().map(({ id, roles, departments }): [string, Actor] => [id, { id, roles, departments }]),
);

/** Another complaint of the same kind. */
export async function prepareComplaint(vault: Vault): Promise<PreparedComplaint> {
  const no = formatComplaintNumber('2026-01-05', randomBytes(8));
  const seal = await vault.sealerForNew(no);
  return {
    no,
    intake: sealed({ name: 'intake', data: intakeSchema }, COMPLAINT, seal) as Intake,
    messages: DEEDS.map(({ by, action, data }, i) => ({
      action,
      envelope: {
        key: `${no}-${i}`,
        by: STAFF.get(by) as Actor,
        via: 'api',
        fingerprint: `${no}-${i}-${action}`,
        data: sealed(ACTIONS.get(action), data, seal),
      },
    })),
  };
}

/** Words sealed for where they stand, as the API does it. */
function sealed(asked: { name: string; data: DataSchema } | undefined, data: unknown, seal: Sealer): unknown {
  if (asked === undefined) throw new Error('there is no such action');
  return settle(markedSchema(asked.data, { text: z.string() }).parse(data), ({ kind, value, path }) =>
    kind === 'text' && typeof value === 'string' ? seal(value, fieldAt(asked.name, path)) : value,
  );
}
