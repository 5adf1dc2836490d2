import { readPolicies } from '../../models/policy-files';
import { REMEDY_KINDS } from '../support/policies';
import { join } from 'node:path';

/** What no organisation can do without, whatever its procedure: the customer's word by any channel, and the ends of every case. */
const NEEDED = ['receiveMessage', 'promise', 'pause', 'resume', 'withdraw', 'merge', 'reopen', 'reassign', 'escalate'];

const shipped = readPolicies(join(__dirname, '..', '..', 'policies'), REMEDY_KINDS).map(({ policy }) => policy);

test.each(shipped.map((policy) => [policy.id, policy] as const))(
  'in %s a customer is heard, a case can wait, and each of its ends can be reached',
  (_, policy) => {
    expect(NEEDED.filter((action) => !policy.anytime.includes(action))).toEqual([]);
    expect(policy.tracks.map(({ id }) => id)).toEqual(expect.arrayContaining(['promise', 'inbound', 'withdrawal']));
  },
);
