import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { isComposing } from '../../app/keys';
import { useFormWorld } from '../../form/context';
import { MoneyField } from '../../form/plain-fields';
import { useSay } from '../../words/language';
import type { Receipt } from './intake-data';
import { W } from './words';

/** As the API has it. */
const MOST = 20;

/**
 * Several receipts, one row each. A scanner types a number and Enter: then the amount is next, and after it the next
 * receipt.
 */
export function Receipts({
  receipts,
  onChange,
}: {
  receipts: readonly Receipt[];
  onChange: (receipts: Receipt[]) => void;
}): ReactNode {
  const say = useSay();
  const { faults } = useFormWorld();
  const rows = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    rows.current?.querySelector<HTMLElement>(`[data-field="${wanted.current}"]`)?.focus();
    wanted.current = undefined;
  }, [receipts.length]);
  const put = (i: number, part: Partial<Receipt>) =>
    onChange(receipts.map((one, at) => (at === i ? { ...one, ...part } : one)));
  const add = () => {
    if (receipts.length >= MOST) return;
    wanted.current = `receipts.${receipts.length}.number`;
    onChange([...receipts, {}]);
  };
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isComposing(event)) return;
    event.preventDefault();
    const field = (event.target as HTMLElement).getAttribute('data-field');
    const next = field?.endsWith('number') === true ? `receipts.${i}.amountFen` : `receipts.${i + 1}.number`;
    const found = rows.current?.querySelector<HTMLElement>(`[data-field="${next}"]`);
    if (found === null || found === undefined) add();
    else found.focus();
  };
  return (
    <fieldset className="rows receipts" ref={rows}>
      <legend>{say(W.receipts)}</legend>
      {receipts.map((receipt, i) => (
        <div className="row" key={i} onKeyDown={(event) => onKeyDown(event, i)}>
          <div className="row-number" aria-hidden="true">
            {i + 1}
          </div>
          <div className="row-fields pair">
            <TextInput
              label={say(W.receiptNumber)}
              data-field={`receipts.${i}.number`}
              value={receipt.number ?? ''}
              onChange={({ currentTarget }) => put(i, { number: currentTarget.value })}
              error={faultAt(`receipts.${i}.number`)}
              autoComplete="off"
              withAsterisk
            />
            <MoneyField
              path={['receipts', String(i), 'amountFen']}
              schema={{ type: 'integer' }}
              value={receipt.amountFen}
              isRequired
              onChange={(value) => put(i, { amountFen: value as number | undefined })}
              shown={{
                ...{ label: say(W.amount), field: `receipts.${i}.amountFen`, name: `receipts.${i}.amountFen` },
                error: faultAt(`receipts.${i}.amountFen`),
              }}
            />
          </div>
          <div className="row-buttons">
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              onClick={() => onChange(receipts.filter((_, at) => at !== i))}
            >
              {say(W.removeReceipt)}
            </Button>
          </div>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        onClick={add}
        disabled={receipts.length >= MOST}
        className="add-receipt"
      >
        {`+ ${say(W.addReceipt)}`}
      </Button>
    </fieldset>
  );

  function faultAt(path: string): string | undefined {
    const fault = faults[path];
    return fault === undefined ? undefined : say(fault);
  }
}
