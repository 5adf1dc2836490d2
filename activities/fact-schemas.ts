import type { FactSchema } from '../domain/rules/feel/fact-schema';
import type { PolicyBundle } from '../domain/policy/bundle';
import { factSchemaOf } from '../domain/rules/policy/fact-schema';

const made = new WeakMap<PolicyBundle, FactSchema>();

/** The facts that a policy's tables and conditions may speak of: made once for each bundle, which never changes. */
export function factSchemaFor(bundle: PolicyBundle): FactSchema {
  const schema = made.get(bundle) ?? factSchemaOf({ ...bundle.policy, intake: bundle.intake, tables: bundle.tables });
  made.set(bundle, schema);
  return schema;
}
