import { join } from 'node:path';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { Bundles } from '../../models/bundles';
import { Directory } from '../../models/directory';
import type { StaffMember } from '../../models/staff';
import { openVault } from '../../vault/open-vault';
import type { Vault } from '../../vault/vault';
import { shippedPolicies } from '../support/policies';

export const NO = 'C261008-4K7QMXD';

const working = (duration: string) => ({ duration, counting: 'working' });
const main = [
  { id: 'record', stage: 'record' },
  { id: 'judge', stage: 'judge', within: working('PT4H'), title: { zh: '判断', en: 'Judge' } },
  { id: 'propose', stage: 'propose', within: working('P1D'), title: { zh: '提出方案', en: 'Propose' } },
  { id: 'approve', stage: 'approve', within: working('P1D'), title: { zh: '审批', en: 'Approve' } },
  { id: 'offer', stage: 'offer', title: { zh: '征求意见', en: 'Ask you' } },
  { id: 'notify', stage: 'notify' },
];

let shipped: PolicyBundle | undefined;
/** A shipped policy with its templates, titles and calendar, but a main line that no change of the policy moves. */
function bundleForTests(): PolicyBundle {
  shipped ??= shippedPolicies().find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  return { ...shipped, policy: { ...shipped.policy, main: main as never }, templates: { ...shipped.templates } };
}

/** Everything around an activity that tells people something: a policy, a vault, some colleagues. */
export interface Office {
  bundle: PolicyBundle;
  bundles: Bundles;
  vault: Vault;
  /** Seals for the complaint `NO`. */
  seal: (text: string) => string;
  directory: Directory;
  destroyKey: () => Promise<void>;
}

export async function openOffice(folder: string, staff: StaffMember[] = []): Promise<Office> {
  const bundle = bundleForTests();
  const bundles = new Bundles({ byHash: () => Promise.resolve(undefined) });
  bundles.put(bundle);
  const { vault, keyStore } = await openVault(join(folder, 'keys'), { maxAgeMs: 0 });
  const directory = new Directory({ all: () => Promise.resolve(staff) });
  await directory.refresh();
  const seal = await vault.sealerForNew(NO);
  return { bundle, bundles, vault, seal, directory, destroyKey: () => keyStore.destroy(NO) };
}

export function colleague(id: string, given: Partial<StaffMember> = {}): StaffMember {
  return {
    ...{ id, name: `Colleague ${id}`, mail: `${id}@office.example`, roles: [], departments: [], active: true },
    absences: [],
    ...given,
  };
}
