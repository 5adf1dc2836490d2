import { Button, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { send } from '../../client/http';
import type { Claim } from '../../client/penalties';
import { Choice } from '../../form/choice';
import { Failure } from '../../parts/states';
import { fenOf } from '../../words/format';
import { useSay } from '../../words/language';
import { CLAIMS, W } from './words';

/** Takes a claim to where it may go from here. The same status sent again changes nothing, so it can be repeated. */
export function MoveClaim({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [status, setStatus] = useState<string | undefined>(claim.next[0]);
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const hasAmount = status === 'agreed' || status === 'paid';
  const fen = amount.trim() === '' || !hasAmount ? undefined : fenOf(amount);
  const isAmountWrong = hasAmount && amount.trim() !== '' && (fen === undefined || fen < 0);
  const isNoteMissing = status === 'writtenOff' && note.trim() === '';
  const save = async () => {
    setTried(true);
    if (isAmountWrong || isNoteMissing || status === undefined) return;
    setBusy(true);
    setError(undefined);
    try {
      const body = {
        status,
        ...(fen === undefined ? {} : { amountFen: fen }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      };
      await send('POST', `/claims/${encodeURIComponent(claim.id)}`, { body });
      await client.invalidateQueries({ queryKey: ['claims'] });
      onClose();
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={say(W.moveTitle)} closeButtonProps={{ 'aria-label': say(W.shut) }}>
      <div className="action-form">
        <Choice
          label={say(W.to)}
          options={claim.next.map((value) => ({ value, title: CLAIMS[value] ?? W.status }))}
          value={status}
          isRequired
          isLocked={isBusy}
          onChange={setStatus}
          field="status"
        />
        {hasAmount && (
          <TextInput
            label={say(W.settled)}
            value={amount}
            inputMode="decimal"
            error={isTried && isAmountWrong ? say(W.notAmount) : undefined}
            onChange={({ currentTarget }) => setAmount(currentTarget.value)}
          />
        )}
        <TextInput
          label={say(W.note)}
          value={note}
          error={isTried && isNoteMissing ? say(W.noteNeeded) : undefined}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {error !== undefined && <Failure error={error} />}
        <div className="action-bar">
          <Button onClick={() => void save()} loading={isBusy}>
            {say(W.save)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
