import { Button } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { both } from '../words/both';
import { useSay } from '../words/language';
import { useFormWorld } from './context';
import type { FieldProps } from './context';
import { nameOf } from './field-words';
import type { Shown } from './plain-fields';
import { beginningOf } from './schema';

const ADD = both('添加', 'Add');
const REMOVE = both('移除', 'Remove');
const UP = both('上移', 'Move up');
const DOWN = both('下移', 'Move down');

/** A list whose items are fields themselves: a ladder of offers, measures, a quotation's lines. */
export function RowsField({
  path,
  schema,
  onChange,
  shown,
  list,
  renderItem,
}: Omit<FieldProps, 'value' | 'isRequired'> & {
  shown: Shown;
  list: readonly unknown[];
  renderItem: (item: unknown, i: number, change: (next: unknown) => void) => ReactNode;
}): ReactNode {
  const items = schema.items ?? {};
  const say = useSay();
  const { isLocked, faults } = useFormWorld();
  const move = (from: number, to: number) => {
    if (to < 0 || to >= list.length) return;
    const next = [...list];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(i, event.key === 'ArrowUp' ? i - 1 : i + 1);
  };
  const isOrdered = nameOf(path) === 'options';
  const fault = faults[path.join('.')];
  return (
    <fieldset className="rows" disabled={isLocked} data-field={shown.field}>
      <legend>{shown.label}</legend>
      {shown.description !== undefined && <p className="help">{shown.description}</p>}
      {list.map((item, i) => (
        <div className="row" key={i} onKeyDown={(event) => onKeyDown(event, i)}>
          <div className="row-number" aria-hidden="true">
            {i + 1}
          </div>
          <div className="row-fields">
            {renderItem(item, i, (next) => onChange(list.map((one, at) => (at === i ? next : one))))}
          </div>
          <div className="row-buttons">
            {isOrdered && list.length > 1 && (
              <>
                <Button variant="subtle" size="compact-sm" onClick={() => move(i, i - 1)} disabled={i === 0}>
                  {say(UP)}
                </Button>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => move(i, i + 1)}
                  disabled={i === list.length - 1}
                >
                  {say(DOWN)}
                </Button>
              </>
            )}
            {list.length > (schema.minItems ?? 0) && (
              <Button
                variant="subtle"
                color="red"
                size="compact-sm"
                onClick={() => onChange(list.length === 1 ? undefined : list.filter((_, at) => at !== i))}
              >
                {say(REMOVE)}
              </Button>
            )}
          </div>
        </div>
      ))}
      {list.length < (schema.maxItems ?? Infinity) && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => onChange([...list, beginningOf(items) ?? (items.type === 'string' ? '' : {})])}
        >
          {`+ ${say(ADD)}`}
        </Button>
      )}
      {fault !== undefined && <p className="fault">{say(fault)}</p>}
    </fieldset>
  );
}
