import type { ReactNode } from 'react';
import { both } from '../words/both';
import { useSay } from '../words/language';
import { useFormWorld } from './context';
import { OptionField } from './plain-fields';
import { beginningOf, valueAt } from './schema';
import type { Path, Schema } from './schema';

const REMEDY = both('补救方式', 'Remedy');

/** A remedy of an offer: which one, of those that the policy allows here, then its own fields. */
export function RemedyFields({
  path,
  value,
  onChange,
  renderParams,
}: {
  path: Path;
  value: unknown;
  onChange: (value: unknown) => void;
  renderParams: (
    schema: Schema,
    given: { action: string; path: Path; data: unknown; onChange: (params: unknown) => void },
  ) => ReactNode;
}): ReactNode {
  const say = useSay();
  const { remedies, faults } = useFormWorld();
  const kind = valueAt(value, ['kind']);
  const chosen = remedies.find((one) => one.kind === kind);
  const schema = chosen?.schema as Schema | undefined;
  const field = [...path, 'kind'].join('.');
  const fault = faults[field];
  const inner = {
    action: String(kind),
    path: [...path, 'params'],
    data: valueAt(value, ['params']),
    onChange: (params: unknown) => onChange({ kind, params }),
  };
  return (
    <>
      <OptionField
        path={[...path, 'kind']}
        schema={{ type: 'string' }}
        value={kind}
        isRequired
        options={remedies.map((one) => ({ value: one.kind, title: one.title }))}
        onChange={(next) => {
          const ofNext = remedies.find((one) => one.kind === next)?.schema as Schema | undefined;
          onChange({ kind: next, params: (ofNext === undefined ? undefined : beginningOf(ofNext)) ?? {} });
        }}
        shown={{
          label: say(REMEDY),
          ...(chosen?.help === undefined ? {} : { description: say(chosen.help) }),
          ...(fault === undefined ? {} : { error: say(fault) }),
          ...{ field, name: 'kind' },
        }}
      />
      {schema !== undefined && renderParams(schema, inner)}
    </>
  );
}
