import { checkIntake } from '../../api/case/check-intake';
import { bytesOf } from '../../domain/values/byte-size';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { Intake } from '../../domain/case/intake';
import { MOST_INTAKE } from '../../domain/file/room';
import { wrongInput } from '../../domain/case/start-input';
import { allPolicies } from '../support/policies';
import { sealedIntake } from '../support/sealed-data';

const bundle = allPolicies().get('enterprise-eight-step')!;
const NO = formatComplaintNumber(
  '2026-09-30',
  Uint8Array.from({ length: 8 }, (_, i) => i),
);
const text = (length: number): string => '漏'.repeat(length);
/** About as long as a text of these bytes is once it is sealed. */
const seal = (plain: string, field: string): string =>
  `sealed:v2:${NO}:${field}:${'A'.repeat(Math.ceil(((bytesOf(plain) + 28) * 4) / 3))}`;

function intakeOf(more: Record<string, unknown>): Intake {
  return {
    ...{ category: 'quality', channel: 'phone', language: 'zh', complainant: { name: '客' }, text: text(8_000) },
    ...{ demand: {}, respondent: { persons: [] }, fields: {}, ...more },
  };
}

test('a complaint whose texts are too long together is refused by its largest field, and what passes fits a case', () => {
  const long = intakeOf({ demand: { text: text(8_000) } });
  expect(checkIntake(long, bundle)).toEqual([]);
  const longer = { ...long, respondent: { persons: [], text: text(7_000) } };
  expect(checkIntake(longer, bundle)).toMatchObject([{ field: 'demand', code: 'too_big' }]);

  const sealed = sealedIntake(long, seal);
  expect(bytesOf(sealed)).toBeLessThan(MOST_INTAKE);
  const input = { no: NO, policy: bundle.policy, intake: sealed, key: 'k', fingerprint: 'f' };
  const started = { workflowId: NO, isContinued: false };
  expect(wrongInput('complaint', input, started)).toBeUndefined();
  const tooLarge = { ...input, intake: { ...sealed, brief: 'A'.repeat(MOST_INTAKE) } };
  expect(wrongInput('complaint', tooLarge, started)).toBe('intake: too large');
  // What runs already goes on.
  const resumed = { state: { no: NO, seq: 3 }, clock: 'x', head: '', outbox: [], answers: {}, timeline: [] };
  expect(wrongInput('complaint', { ...tooLarge, resumed }, { ...started, isContinued: true })).toBeUndefined();
});
