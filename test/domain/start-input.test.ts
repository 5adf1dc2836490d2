import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import { wrongInput } from '../../domain/case/start-input';
import { allPolicies } from '../support/policies';

const { policy } = allPolicies().get('improving')!;
const bytes = (n: number): Uint8Array => Uint8Array.from({ length: 8 }, (_, i) => i + n);
const complaint = formatComplaintNumber('2026-09-30', bytes(1));
const action = formatNumber('correctiveAction', '2026-09-30', bytes(2));
const ref = { id: policy.id, version: policy.version, bundleHash: policy.bundleHash };

test.each([
  ['stored some', 'a'.repeat(64)],
  // The database was away, or the run was too long at once: everything is carried along.
  ['stored nothing yet', ''],
])('a run that goes on from one that has %s is begun', (_, head) => {
  const resumed = { clock: '2026-09-30T08:00:00.000Z', outbox: [], head, answers: {}, timeline: [] };
  const intake = { category: 'queue', channel: 'web', language: 'zh', complainant: {}, text: 'sealed', demand: {} };
  const ofComplaint = { no: complaint, policy, key: 'k', fingerprint: 'f', intake };
  const ofAction = { no: action, opening: { policy: ref, rules: policy.correctiveActions } };
  expect(
    wrongInput(
      'complaint',
      { ...ofComplaint, resumed: { ...resumed, state: { no: complaint, seq: 3 } } },
      { workflowId: complaint, isContinued: true },
    ),
  ).toBeUndefined();
  expect(
    wrongInput(
      'correctiveAction',
      { ...ofAction, resumed: { ...resumed, state: { no: action, seq: 3 } } },
      { workflowId: action, isContinued: true },
    ),
  ).toBeUndefined();
});
