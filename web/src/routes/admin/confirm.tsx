import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Failure } from '../../parts/states';
import { useSay } from '../../words/language';
import { Affected } from './affected';
import type { Kind } from './affected';
import { OneTimePassword } from './one-time-password';
import { W } from './words';

/** Says what a change does and whom it touches, and makes it once that is confirmed. */
export function Confirm({
  title,
  says,
  of,
  kind,
  onSend,
  onClose,
}: {
  title: string;
  says: string;
  /** Whose account it is; without, nobody's. */
  of?: string;
  kind: Kind;
  /** Makes the change; a password that it answers is shown once. */
  onSend: () => Promise<string | undefined>;
  onClose: () => void;
}): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [password, setPassword] = useState<string>();
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const shown = await onSend();
      await client.invalidateQueries({ queryKey: ['admin'] });
      if (shown === undefined) onClose();
      else setPassword(shown);
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say(W.close) }}>
      <div className="stack confirm">
        {password === undefined ? (
          <>
            <p>{says}</p>
            {of !== undefined && <Affected id={of} kind={kind} />}
            {error !== undefined && <Failure error={error} />}
            <div className="action-bar">
              <Button loading={isBusy} onClick={() => void send()} data-confirm>
                {title}
              </Button>
              <Button variant="default" onClick={onClose}>
                {say(W.cancel)}
              </Button>
            </div>
          </>
        ) : (
          <>
            <OneTimePassword password={password} />
            <Button onClick={onClose}>{say(W.close)}</Button>
          </>
        )}
      </div>
    </Modal>
  );
}
