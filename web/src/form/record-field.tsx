import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { both } from '../words/both';
import { useSay } from '../words/language';
import { useFormWorld } from './context';
import type { FieldProps } from './context';
import type { Shown } from './plain-fields';
import { withValue } from './schema';

const ADD = both('添加', 'Add');
const REMOVE = both('移除', 'Remove');

/** Data whose names the schema does not know: the console's last resort, a line for each. */
export function RecordField({ value, onChange, shown }: FieldProps & { shown: Shown }): ReactNode {
  const say = useSay();
  const { isLocked } = useFormWorld();
  const [name, setName] = useState('');
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  return (
    <fieldset className="rows" disabled={isLocked} data-field={shown.field}>
      <legend>{shown.label}</legend>
      {entries.map(([key, entry]) => (
        <div className="record-line" key={key}>
          <TextInput
            label={key}
            value={shownOf(entry)}
            onChange={({ currentTarget }) => onChange(withValue(value, [key], plainOf(currentTarget.value)))}
          />
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={() => onChange(withValue(value, [key], undefined))}
          >
            {say(REMOVE)}
          </Button>
        </div>
      ))}
      <div className="record-line">
        <TextInput
          label={say(both('名称', 'Name'))}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button
          variant="default"
          size="compact-sm"
          disabled={name.trim() === ''}
          onClick={() => {
            onChange(withValue(value ?? {}, [name.trim()], ''));
            setName('');
          }}
        >
          {`+ ${say(ADD)}`}
        </Button>
      </div>
    </fieldset>
  );
}

function plainOf(typed: string): string | number | boolean {
  if (typed === 'true' || typed === 'false') return typed === 'true';
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}

function shownOf(entry: unknown): string {
  return typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean' ? String(entry) : '';
}
