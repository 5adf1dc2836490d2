import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../client/http';
import { changePassword, useMe } from '../../client/session';
import { Failure } from '../../parts/states';
import { useSay } from '../../words/language';
import { W } from './words';

const NOTHING = { present: '', next: '', again: '' };

/** One's own password; whoever changes it stays signed in here, and nowhere else. */
export function Password(): ReactNode {
  const say = useSay();
  const me = useMe();
  const client = useQueryClient();
  const [value, setValue] = useState(NOTHING);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const differs = value.again !== '' && value.next !== value.again;
  const errors = error instanceof ApiProblem ? (error.more.errors ?? []) : [];
  const fault = errors.find(({ field }) => field === 'newPassword')?.message;
  const send = async () => {
    setBusy(true);
    setError(undefined);
    setChanged(false);
    try {
      await changePassword(me.id, value.present, value.next);
      setValue(NOTHING);
      setChanged(true);
      await client.invalidateQueries({ queryKey: ['me'] });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  const field = (
    name: keyof typeof NOTHING,
    autoComplete: string,
    more: { description?: string; error?: string } = {},
  ) => (
    <TextInput
      type="password"
      label={say(W[name])}
      data-field={name}
      autoComplete={autoComplete}
      value={value[name]}
      onChange={({ currentTarget }) => setValue({ ...value, [name]: currentTarget.value })}
      required
      {...more}
    />
  );
  return (
    <section className="panel" aria-label={say(W.password)}>
      <h2>{say(W.password)}</h2>
      <form
        className="stack narrow-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!differs) void send();
        }}
      >
        <input type="text" autoComplete="username" value={me.id} readOnly hidden />
        {field('present', 'current-password')}
        {field('next', 'new-password', {
          description: say(W.nextHelp),
          ...(fault === undefined ? {} : { error: say(fault) }),
        })}
        {field('again', 'new-password', differs ? { error: say(W.differs) } : {})}
        {error !== undefined && <Failure error={error} />}
        <div className="action-bar">
          <Button type="submit" loading={isBusy}>
            {say(W.change)}
          </Button>
          <span role="status">{isChanged && say(W.changed)}</span>
        </div>
      </form>
    </section>
  );
}
