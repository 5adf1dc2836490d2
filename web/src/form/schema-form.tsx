import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { both } from '../words/both';
import { useSay } from '../words/language';
import { useFormWorld } from './context';
import type { FieldProps } from './context';
import { nameOf, titleOf } from './field-words';
import { FileField } from './file-field';
import { PeopleField, PersonField } from './person-field';
import { enumOptions, MomentField, MoneyField, NumberField, OptionField, TextField, YesNoField } from './plain-fields';
import type { Shown } from './plain-fields';
import { RecordField } from './record-field';
import { RemedyFields } from './remedy-fields';
import { RowsField } from './rows-field';
import { ruledBy } from './rules';
import { beginningOf, chosenOf, discriminatorOf, valueAt, withValue } from './schema';
import type { Path, Schema } from './schema';

const REMOVE = both('移除', 'Remove');
const OPTIONAL = both('（选填）', ' (optional)');
const FILL_IN = both('填写', 'Fill in');

/** The form of some data: one field for each part that the schema names, whatever the action. */
export function SchemaForm({
  action,
  schema,
  data,
  onChange,
  path = [],
}: {
  action: string;
  schema: Schema;
  data: unknown;
  onChange: (data: unknown) => void;
  path?: Path;
}): ReactNode {
  const { required, excluded } = ruledBy(schema, data);
  const shown = Object.entries(schema.properties ?? {}).filter(([name]) => !excluded.includes(name));
  return shown.map(([name, inner]) => (
    <Field
      key={name}
      action={action}
      path={[...path, name]}
      schema={inner}
      value={valueAt(data, [name])}
      isRequired={required.includes(name)}
      onChange={(value) => onChange(withValue(data, [name], value))}
    />
  ));
}

type Props = FieldProps & { action: string };

function Field(props: Props): ReactNode {
  const { action, path, schema, isRequired } = props;
  const { titles, faults, optionsOf, filesTo } = useFormWorld();
  const say = useSay();
  const name = nameOf(path);
  if (schema.const !== undefined && schema.type !== 'boolean') return null;
  const own = schema['x-title'];
  const titled = own === undefined ? titleOf(path, action, titles) : { title: own, help: schema['x-help'] };
  const field = path.join('.');
  const fault = faults[field];
  const shown: Shown = {
    label: (titled === undefined ? name : say(titled.title)) + (isRequired || isChoice(schema) ? '' : say(OPTIONAL)),
    ...(titled?.help === undefined ? {} : { description: say(titled.help) }),
    ...(fault === undefined ? {} : { error: say(fault) }),
    ...{ field, name },
  };
  const options = schema['x-options'] ?? (schema.enum === undefined ? optionsOf(name) : undefined);
  const given = { ...props, shown };
  if (options !== undefined && schema.type !== 'array') return <OptionField {...given} options={options} />;
  if (schema.enum !== undefined) return <OptionField {...given} options={enumOptions(name, schema.enum)} />;
  if (schema.oneOf !== undefined) return <UnionField {...given} alternatives={schema.oneOf} />;
  if (isMoney(name, schema)) return <MoneyField {...given} />;
  switch (schema.type) {
    case 'boolean':
      return <YesNoField {...given} />;
    case 'integer':
    case 'number':
      return <NumberField {...given} />;
    case 'array':
      return <ListField {...given} />;
    case 'object':
      return schema.properties === undefined ? <RecordField {...given} /> : <GroupField {...given} />;
    case 'string':
    case 'null':
    case undefined:
      if (schema.format === 'date-time' || schema.format === 'date') return <MomentField {...given} />;
      if (schema.format === 'staff-id') return <StaffField {...given} />;
      if (schema['x-kind'] === 'file') return filesTo === undefined ? null : <FileField {...given} no={filesTo} />;
      return <TextField {...given} />;
  }
}

function isChoice(schema: Schema): boolean {
  return schema.type === 'boolean' || schema.enum !== undefined || schema.default !== undefined;
}

function isMoney(name: string, schema: Schema): boolean {
  return schema['x-kind'] === 'yuan' || (schema.type === 'integer' && name.endsWith('Fen'));
}

function StaffField({ value, onChange, isRequired, shown }: Props & { shown: Shown }): ReactNode {
  const { isLocked } = useFormWorld();
  return (
    <PersonField
      {...shownAs(shown)}
      value={typeof value === 'string' ? value : undefined}
      onChange={onChange}
      isRequired={isRequired}
      isLocked={isLocked}
    />
  );
}

function shownAs({ label, description, error, field }: Shown): Omit<Shown, 'name'> {
  return {
    label,
    field,
    ...(description === undefined ? {} : { description }),
    ...(error === undefined ? {} : { error }),
  };
}

function GroupField({ action, path, schema, value, isRequired, onChange, shown }: Props & { shown: Shown }): ReactNode {
  const say = useSay();
  const { isLocked } = useFormWorld();
  const isOpen = isRequired || value !== undefined;
  return (
    <fieldset className="group" disabled={isLocked} data-field={shown.field}>
      <legend>{shown.label}</legend>
      {isOpen ? (
        <SchemaForm action={action} path={path} schema={schema} data={value} onChange={onChange} />
      ) : (
        <Button variant="default" size="compact-sm" onClick={() => onChange(beginningOf(schema) ?? {})}>
          {say(FILL_IN)}
        </Button>
      )}
      {isOpen && !isRequired && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(undefined)}>
          {say(REMOVE)}
        </Button>
      )}
    </fieldset>
  );
}

/** One of several shapes: first which, then its fields. */
function UnionField({ alternatives, ...props }: Props & { shown: Shown; alternatives: readonly Schema[] }): ReactNode {
  const { action, path, value, isRequired, onChange, shown } = props;
  const { isLocked } = useFormWorld();
  const name = discriminatorOf(alternatives) ?? '';
  const values = alternatives.map(({ properties }) => String(properties?.[name]?.const));
  const chosen = chosenOf(alternatives, value);
  return (
    <fieldset className="group" disabled={isLocked} data-field={shown.field}>
      <legend>{shown.label}</legend>
      <UnionChoice
        {...{ action, path: [...path, name], isRequired, values }}
        value={valueAt(value, [name])}
        onChange={(picked) => onChange(picked === undefined ? undefined : { [name]: picked })}
      />
      {chosen !== undefined && (
        <SchemaForm action={action} path={path} schema={chosen} data={value} onChange={onChange} />
      )}
    </fieldset>
  );
}

function UnionChoice({
  path,
  action,
  values,
  ...props
}: Omit<Props, 'schema'> & { values: readonly string[] }): ReactNode {
  const { titles } = useFormWorld();
  const say = useSay();
  const name = nameOf(path);
  const titled = titleOf(path, action, titles);
  const shown = { label: titled === undefined ? name : say(titled.title), field: path.join('.'), name };
  return (
    <OptionField {...props} path={path} schema={{ type: 'string' }} shown={shown} options={enumOptions(name, values)} />
  );
}

/** The choice among the shapes of a whole schema, as a refund's. */
function UnionForm({
  action,
  alternatives,
  data,
  path,
  onChange,
}: {
  action: string;
  alternatives: readonly Schema[];
  data: unknown;
  path: Path;
  onChange: (data: unknown) => void;
}): ReactNode {
  const name = discriminatorOf(alternatives) ?? '';
  const chosen = chosenOf(alternatives, data);
  return (
    <>
      <UnionChoice
        {...{ action, path: [...path, name], isRequired: true }}
        values={alternatives.map(({ properties }) => String(properties?.[name]?.const))}
        value={valueAt(data, [name])}
        onChange={(picked) => onChange({ ...(data as object | undefined), [name]: picked })}
      />
      {chosen !== undefined && (
        <SchemaForm action={action} path={path} schema={chosen} data={data} onChange={onChange} />
      )}
    </>
  );
}

function ListField(props: Props & { shown: Shown }): ReactNode {
  const { action, path, schema, value, onChange, shown, isRequired } = props;
  const { isLocked } = useFormWorld();
  const items = schema.items ?? {};
  const list: unknown[] = Array.isArray(value) ? (value as unknown[]) : [];
  if (items.format === 'staff-id')
    return (
      <PeopleField
        {...shownAs(shown)}
        value={list.filter((id) => typeof id === 'string')}
        onChange={(ids) => onChange(ids.length === 0 ? undefined : ids)}
        isRequired={isRequired}
        isLocked={isLocked}
      />
    );
  return (
    <RowsField
      {...{ path, schema, onChange, shown, list }}
      renderItem={(item, i, change) => (
        <Item action={action} path={[...path, i]} schema={items} value={item} onChange={change} />
      )}
    />
  );
}

function Item({ action, path, schema, value, onChange }: Omit<Props, 'isRequired'>): ReactNode {
  const { properties } = schema;
  if (properties?.['kind'] !== undefined && properties['params'] !== undefined)
    return (
      <RemedyFields
        path={path}
        value={value}
        onChange={onChange}
        renderParams={(of, given) =>
          of.oneOf === undefined ? (
            <SchemaForm {...given} schema={of} />
          ) : (
            <UnionForm {...given} alternatives={of.oneOf} />
          )
        }
      />
    );
  if (properties !== undefined)
    return <SchemaForm action={action} path={path} schema={schema} data={value} onChange={onChange} />;
  return <Field action={action} path={path} schema={schema} value={value} isRequired onChange={onChange} />;
}
