import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { fenOf, instantOf, localInput } from '../words/format';
import { useSay } from '../words/language';
import { both } from '../words/both';
import { Choice, YES_OR_NO } from './choice';
import { useFormWorld } from './context';
import type { FieldProps } from './context';
import { valueTitle } from './field-words';
import type { Option } from './schema';

/** Where all of them fit beside each other, choices are shown at once. */
const MOST_SIDE_BY_SIDE = 7;
const LONG_TEXT = 500;

export interface Shown {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  field: string;
  name: string;
}

export function TextField({ schema, value, isRequired, onChange, shown }: FieldProps & { shown: Shown }): ReactNode {
  const { isLocked } = useFormWorld();
  const { field, name: _name, ...rest } = shown;
  const common = {
    ...rest,
    'data-field': field,
    value: typeof value === 'string' ? value : '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    withAsterisk: isRequired,
    'aria-required': isRequired,
    disabled: isLocked,
  };
  return (schema.maxLength ?? 0) > LONG_TEXT && schema.format === undefined ? (
    <Textarea {...common} autosize minRows={2} maxRows={12} />
  ) : (
    <TextInput {...common} {...(schema.format === 'uri' ? { type: 'url', inputMode: 'url' as const } : {})} />
  );
}

/** An amount: typed in yuan, kept in fen. */
export function MoneyField({ value, isRequired, onChange, shown }: FieldProps & { shown: Shown }): ReactNode {
  const { isLocked } = useFormWorld();
  const say = useSay();
  const { field, name: _name, error, ...rest } = shown;
  const [typed, setTyped] = useState<string>();
  const kept = typeof value === 'number' ? String(value / 100) : '';
  const isWrong = typed !== undefined && typed.trim() !== '' && fenOf(typed) === undefined;
  return (
    <TextInput
      {...rest}
      data-field={field}
      inputMode="decimal"
      leftSection="¥"
      value={typed ?? kept}
      error={isWrong ? say(both('金额写作 399 或 399.50。', 'Write an amount as 399 or 399.50.')) : error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(fenOf(currentTarget.value));
      }}
      onBlur={() => {
        if (!isWrong) setTyped(undefined);
      }}
      withAsterisk={isRequired}
      disabled={isLocked}
    />
  );
}

export function NumberField({ schema, value, isRequired, onChange, shown }: FieldProps & { shown: Shown }): ReactNode {
  const { isLocked } = useFormWorld();
  const { field, name: _name, ...rest } = shown;
  return (
    <TextInput
      {...rest}
      data-field={field}
      inputMode={schema.type === 'integer' ? 'numeric' : 'decimal'}
      value={typeof value === 'number' || typeof value === 'string' ? String(value) : ''}
      onChange={({ currentTarget }) => {
        const { value: typed } = currentTarget;
        const number = Number(typed);
        // What is no number stays as it was typed, and is told of when it is sent.
        onChange(typed.trim() === '' ? undefined : Number.isNaN(number) || typed.endsWith('.') ? typed : number);
      }}
      withAsterisk={isRequired}
      disabled={isLocked}
    />
  );
}

/** A moment, on the clock of the policy's zone. */
export function MomentField({ schema, value, isRequired, onChange, shown }: FieldProps & { shown: Shown }): ReactNode {
  const { isLocked, zone } = useFormWorld();
  const { field, name: _name, ...rest } = shown;
  const isDay = schema.format === 'date';
  const kept = typeof value !== 'string' ? '' : isDay ? value : localInput(value, zone);
  return (
    <TextInput
      {...rest}
      data-field={field}
      type={isDay ? 'date' : 'datetime-local'}
      value={kept}
      onChange={({ currentTarget }) => {
        const { value: local } = currentTarget;
        onChange(local === '' ? undefined : isDay ? local : instantOf(local, zone));
      }}
      withAsterisk={isRequired}
      disabled={isLocked}
    />
  );
}

export function YesNoField({ schema, value, isRequired, onChange, shown }: FieldProps & { shown: Shown }): ReactNode {
  const { isLocked } = useFormWorld();
  const options = schema.const === true ? YES_OR_NO.slice(0, 1) : YES_OR_NO;
  return (
    <Choice
      label={shown.label}
      help={shown.description}
      fault={shown.error}
      field={shown.field}
      options={options}
      value={typeof value === 'boolean' ? String(value) : undefined}
      isRequired={isRequired || schema.default !== undefined}
      isLocked={isLocked}
      onChange={(chosen) => onChange(chosen === undefined ? undefined : chosen === 'true')}
    />
  );
}

export function OptionField({
  options,
  value,
  isRequired,
  onChange,
  shown,
  schema,
}: FieldProps & { shown: Shown; options: readonly Option[] }): ReactNode {
  const { isLocked } = useFormWorld();
  const say = useSay();
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const take = (chosen: string | undefined) => onChange(isNumber && chosen !== undefined ? Number(chosen) : chosen);
  const current = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  if (options.length <= MOST_SIDE_BY_SIDE)
    return (
      <Choice
        label={shown.label}
        help={shown.description}
        fault={shown.error}
        field={shown.field}
        options={options}
        value={current}
        isRequired={isRequired}
        isLocked={isLocked}
        onChange={take}
      />
    );
  return (
    <Select
      label={shown.label}
      description={shown.description}
      error={shown.error}
      data-field={shown.field}
      data={options.map((option) => ({ value: option.value, label: say(option.title) }))}
      value={current ?? null}
      onChange={(chosen) => take(chosen ?? undefined)}
      searchable
      clearable={!isRequired}
      withAsterisk={isRequired}
      disabled={isLocked}
    />
  );
}

/** Options of an enumeration, each by its title. */
export function enumOptions(name: string, values: readonly (string | number)[]): Option[] {
  return values.map((value) => ({
    value: String(value),
    title: valueTitle(name, String(value)) ?? both(String(value), String(value)),
  }));
}
