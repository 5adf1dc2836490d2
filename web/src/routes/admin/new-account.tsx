import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../../client/http';
import { Failure } from '../../parts/states';
import { useSay } from '../../words/language';
import { AccountFields, faultsIn } from './account-fields';
import type { AccountEntered } from './account-fields';
import { OneTimePassword } from './one-time-password';
import { W } from './words';

const NOTHING: AccountEntered = { name: '', mail: '', phone: '', roles: [], departments: [], places: [] };

/** Enters somebody; the password that they begin with is shown once. */
export function NewAccount({ onClose }: { onClose: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [id, setId] = useState('');
  const [value, setValue] = useState(NOTHING);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [password, setPassword] = useState<string>();
  const faults = faultsIn(error);
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { phone, ...rest } = value;
      const body = { id: id.trim(), ...rest, ...(phone.trim() === '' ? {} : { phone: phone.trim() }) };
      const { oneTimePassword } = await bodyOf(api.POST('/api/v1/accounts', { body }));
      setPassword(oneTimePassword);
      await client.invalidateQueries({ queryKey: ['admin'] });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  if (password !== undefined)
    return (
      <div className="stack">
        <OneTimePassword password={password} />
        <Button onClick={onClose}>{say(W.close)}</Button>
      </div>
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput
        label={say(W.id)}
        description={say(W.idHelp)}
        data-field="id"
        value={id}
        error={faults['id'] === undefined ? undefined : say(faults['id'])}
        onChange={({ currentTarget }) => setId(currentTarget.value)}
        required
        data-autofocus
      />
      <AccountFields value={value} faults={faults} onChange={setValue} />
      {error !== undefined && <Failure error={error} />}
      <div className="action-bar">
        <Button type="submit" loading={isBusy}>
          {say(W.adding)}
        </Button>
      </div>
    </form>
  );
}
